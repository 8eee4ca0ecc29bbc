import { renderOperations } from "../../render/index.js";
import { unknownHeads, upgradePath } from "../../revision/index.js";
import { readHeads } from "../../runtime/index.js";
import {
  openProject,
  type Project,
  type ProjectOptions,
  withDatabase,
} from "../project/project.js";
import { type Workbench, withWorkbench } from "../workbench/workbench.js";
import { rewrittenParts } from "../writing/rewrite.js";
import { type Comparison, compare, difference } from "./comparison.js";
import { readStates, type States } from "./read-states.js";
import { databaseState, migrationsState, modelsState } from "./state.js";

export interface CompareOptions extends ProjectOptions {
  /** What the models are compared with: what the revisions build (default), or the live database. */
  readonly from?: "migrations" | "database" | undefined;
  /** Use what was read before where nothing has changed. Default `true`. */
  readonly cache?: boolean | undefined;
}

export interface CheckReport extends Comparison {
  readonly from: "migrations" | "database";
  /** The directives that would close the gap, as TypeScript. */
  readonly operations: string;
  /** Whether a throwaway database had to be started for it. */
  readonly scratch: boolean;
  /** Revisions the live database has not run yet; only where it was compared. */
  readonly pending: readonly string[];
}

/** Compares the models with the migrations, or with the live database. */
export async function check(options: CompareOptions): Promise<CheckReport> {
  const project = await openProject(options);
  const side = options.from ?? "migrations";
  // A folder that is not there shows before anything is started.
  if (side === "migrations") project.files();
  return withWorkbench(project, { cache: options.cache ?? true }, async (bench) => {
    const states = await statesOf(project, bench, side);
    const { differences, ...compared } = compare(states);
    const parts = await rewrittenParts(project, difference(states, project.read).operations, {});
    const operations = parts.flatMap((part) => part.operations);
    return {
      from: side,
      ...compared,
      // What `rewrite` makes nothing of is nothing to report either.
      equal: operations.length === 0,
      differences: operations.length === 0 ? [] : differences,
      operations: renderOperations(operations),
      scratch: bench.started,
      pending: side === "database" ? await pendingRevisions(project) : [],
    };
  });
}

async function pendingRevisions(project: Project): Promise<string[]> {
  const graph = await project.graph();
  const heads = await withDatabase(project, (connection) => readHeads(connection, project.table));
  if (unknownHeads(graph, heads).length > 0) return [];
  return upgradePath(graph, heads, "heads").map((step) => step.revision);
}

/** The state to start from and the state the models want. */
export async function statesOf(
  project: Project,
  bench: Workbench,
  from: "migrations" | "database",
): Promise<States> {
  const start = from === "database" ? await databaseState(project) : migrationsState;
  return readStates(project, bench, start, modelsState);
}
