import { type Catalog, catalogOf, differences, type ObjectDifference } from "../catalog/index.js";
import { kinds, readCatalog } from "../dialect/index.js";
import { type Difference, diff } from "../diff/index.js";
import { renderOperations } from "../render/index.js";
import { unknownHeads, upgradePath } from "../revision/index.js";
import { ownTables, readHeads } from "../runtime/index.js";
import { describeDifference } from "../scratch/index.js";
import { openProject, type Project, type ProjectOptions, withDatabase } from "./project.js";
import { type Workbench, withWorkbench } from "./workbench.js";

export interface CompareOptions extends ProjectOptions {
  /** What the models are compared with: what the revisions build (default), or the live database. */
  readonly from?: "migrations" | "database" | undefined;
  /** Use what was read before where nothing has changed. Default `true`. */
  readonly cache?: boolean | undefined;
}

export interface CheckReport {
  readonly from: "migrations" | "database";
  readonly equal: boolean;
  /** Objects that were compared. */
  readonly objects: number;
  readonly differences: readonly { readonly object: string; readonly text: string }[];
  /** The directives that would close the gap, as TypeScript. */
  readonly operations: string;
  /** Objects that exist but are not compared yet. */
  readonly notCompared: readonly string[];
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
    const found = differences(states.from, states.to);
    const { operations } = found.length === 0 ? { operations: [] } : difference(states);
    return {
      from: side,
      equal: found.length === 0,
      objects: states.to.objects.size,
      differences: found.map((d) => ({ object: d.id, text: describe(d) })),
      operations: renderOperations(operations),
      notCompared: [...new Set([...states.from.unsupported, ...states.to.unsupported])],
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

export interface States {
  readonly from: Parameters<typeof diff>[0];
  readonly to: Parameters<typeof diff>[1];
}

/** The state to start from and the state the models want. */
export async function statesOf(
  project: Project,
  bench: Workbench,
  from: "migrations" | "database",
): Promise<States> {
  // Models first: they are read in a database that nothing was replayed in yet.
  const to = await bench.models();
  if (from === "migrations") return { from: await bench.migrations(), to };
  const live = await withDatabase(project, (connection) =>
    readCatalog(connection, { ...project.read, ignore: ownTables(project.table) }),
  );
  const schemas = [...(project.loaded.config.schemas ?? []), ...schemasOf(to)];
  return { from: await bench.normalise(within(live, new Set(schemas))), to };
}

/** The schemas in which there is something. */
function schemasOf({ objects }: Catalog): (string | undefined)[] {
  return [...objects.values()].map((o) => (o.kind === "schema" ? o.name : o.schema));
}

/** A live database can hold schemas that are not the project's: a platform's, another tool's. */
function within(live: Catalog, schemas: ReadonlySet<string | undefined>): Catalog {
  const own = [...live.objects.values()].filter((object) => {
    const schema = object.kind === "schema" ? object.name : object.schema;
    return schema === undefined || schemas.has(schema);
  });
  return catalogOf(live.major, own, live.unsupported);
}

export function difference({ from, to }: States): Difference {
  return diff(from, to, kinds);
}

function describe({ id, from, to }: ObjectDifference): string {
  if (!from) return `+ ${id}`;
  if (!to) return `- ${id}`;
  return `~ ${describeDifference({ id, from, to }).trim()}`;
}
