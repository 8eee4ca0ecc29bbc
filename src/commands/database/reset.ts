import { type Catalog, emptyCatalog, without } from "../../catalog/index.js";
import { kinds } from "../../dialect/index.js";
import { type AnyOperation, spelledOut } from "../../operation/index.js";
import { hasRevision } from "../../revision/index.js";
import { beginLocked, execute, type Frame, readHeads } from "../../runtime/index.js";
import { dropTables } from "../../runtime/version-table.js";
import { type Change, changeOf, difference } from "../comparing/comparison.js";
import { readLive } from "../comparing/read-states.js";
import { databaseState } from "../comparing/state.js";
import type { Ask } from "../project/answers.js";
import {
  openProject,
  type Project,
  type ProjectOptions,
  withDatabase,
} from "../project/project.js";
import { withWorkbench } from "../workbench/workbench.js";
import { confirmReset, refuseProduction } from "./reset-consent.js";
import { type SeedReport, seed } from "./seed.js";
import { seedFiles } from "./seed-files.js";
import { type MoveReport, upgrade } from "./upgrade.js";

export interface ResetOptions extends ProjectOptions {
  /** Do it without asking. */
  readonly yes?: boolean | undefined;
  /**
   * The name of the protected environment; elsewhere that of the database, where there is something
   * in it that the revisions did not make.
   */
  readonly yesIMean?: string | undefined;
  /** Leave it empty, instead of bringing it up again. */
  readonly empty?: boolean | undefined;
  /** Run the seeds at the end. */
  readonly seed?: boolean | undefined;
  readonly ask?: Ask | undefined;
  /** Called with what is going to be taken away, before anybody is asked. */
  readonly onPlan?: ((plan: ResetPlan) => void) | undefined;
  readonly onProgress?: ((what: string) => void) | undefined;
}

/** What a reset takes away. */
export interface ResetPlan extends Omit<Change, "operations"> {
  readonly database: string;
  /** Where it stands. */
  readonly from: readonly string[];
  /** How many objects it has. */
  readonly objects: number;
  /** Those that its revisions did not make. */
  readonly unexplained: readonly string[];
}

export interface ResetReport extends ResetPlan {
  /** What was run again. */
  readonly upgraded?: MoveReport;
  readonly seeded?: SeedReport;
}

/**
 * For development: takes away everything in the schemas of the project, and brings the database up
 * again. Nothing happens before it is agreed to.
 *
 * @throws {LimbeckError} `reset-refused` with `NODE_ENV=production` and for a database that the
 *   revisions did not make; `environment-protected`; `not-interactive` where nobody can be asked
 */
export async function reset(options: ResetOptions): Promise<ResetReport> {
  const project = await openProject(options);
  refuseProduction(project);
  if (options.seed) seedFiles(project); // nothing is taken away for seeds there are not
  options.onProgress?.("reading the database");
  const { plan, operations } = await planReset(project);
  options.onPlan?.(plan);
  await confirmReset(project, plan, options);
  options.onProgress?.("taking everything away");
  await takeAway(project, operations);
  // As a person would go on, so with all that the commands look at. What was meant was the reset.
  const { onPlan: _announced, yesIMean: _meant, ...same } = options;
  const upgraded = options.empty ? undefined : await upgrade(same);
  const seeded = options.seed ? await seed(same) : undefined;
  return { ...plan, ...(upgraded && { upgraded }), ...(seeded && { seeded }) };
}

async function planReset(
  project: Project,
): Promise<{ plan: ResetPlan; operations: readonly AnyOperation[] }> {
  const graph = await project.graph();
  const from = await withDatabase(project, (connection) => readHeads(connection, project.table));
  const known = from.filter((id) => hasRevision(graph, id));
  const state = await databaseState(project);
  const { built, live } = await withWorkbench(project, { cache: true }, async (bench) => {
    const built = await bench.migrations(known);
    // The schemas that count are those of all revisions: a later one may have made one by hand.
    const all = known.length === from.length && known.length > 0 ? built : await bench.migrations();
    return { built, live: ofDatabase(await readLive(project, state, all)) };
  });
  const states = { from: live, to: emptyCatalog(live.major), major: live.major };
  const { sql, loses } = changeOf(states, project.read);
  return {
    operations: spelledOut(difference(states, project.read).operations),
    plan: {
      database: state.label,
      from,
      objects: live.objects.size,
      unexplained: unexplained(live, built),
      sql,
      loses,
    },
  };
}

/** What belongs to the whole server stays. */
function ofDatabase(live: Catalog): Catalog {
  const ofServer = new Set(kinds.filter((kind) => kind.ofServer).map(({ name }) => name));
  const staying = [...live.objects.values()].filter(({ kind }) => ofServer.has(kind));
  return without(live, new Set(staying.map(({ id }) => id)));
}

/** What hangs on something goes with it, whoever made it: a column, an index, a trigger. */
function unexplained(live: Catalog, built: Catalog): string[] {
  return [...live.objects.values()]
    .filter(({ id, parent }) => parent === undefined && !built.objects.has(id))
    .map(({ id }) => id);
}

async function takeAway(project: Project, operations: readonly AnyOperation[]): Promise<void> {
  const { table, targetSchema } = project;
  await withDatabase(project, async (connection) => {
    const frame: Frame = {
      open: () => beginLocked(connection, { table, targetSchema, waitMs: 60_000 }),
      closing: (_segment, _hash, last) => (last ? dropTables(table) : []),
    };
    const run = (op: Record<string, (...args: unknown[]) => void>) => {
      for (const { kind, args } of operations) op[kind]!(...args);
    };
    await execute(connection, run as never, frame);
  });
}
