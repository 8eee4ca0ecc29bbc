import { upgradePath } from "../../revision/index.js";
import { readHeads } from "../../runtime/index.js";
import { refuseUnknown } from "../database/unknown-heads.js";
import { openProject, type ProjectOptions, withDatabase } from "../project/project.js";
import { withWorkbench } from "../workbench/workbench.js";
import { type Change, type Comparison, changeOf, compare } from "./comparison.js";
import { readStates } from "./read-states.js";
import { databaseState, type State } from "./state.js";

export interface DriftOptions extends ProjectOptions {
  /** Use what was read before where nothing has changed. Default `true`. */
  readonly cache?: boolean | undefined;
}

/** The differences lead from the database to what its revisions build. */
export interface DriftReport extends Comparison {
  readonly database: string;
  /** Where the database stands; none when nothing was ever applied. */
  readonly revisions: readonly string[];
  /** Revisions it has not run yet; not counted as drift. */
  readonly pending: readonly string[];
  /** Either undoes the drift: what to run on the database, or what a new revision would say. */
  readonly repair: { readonly database: Change; readonly migrations: Change };
  /** Whether a throwaway database had to be started for it. */
  readonly scratch: boolean;
}

/**
 * How a database differs from what its own revisions build. Reads only.
 *
 * @throws {LimbeckError} `database-ahead` when it is at a revision the folder lacks
 */
export async function drift(options: DriftOptions): Promise<DriftReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  const revisions = await withDatabase(project, (connection) =>
    readHeads(connection, project.table),
  );
  refuseUnknown(graph, revisions, project);
  const database = await databaseState(project);
  const migrations: State = { kind: "migrations", label: "migrations", revisions };
  return withWorkbench(project, { cache: options.cache ?? true }, async (bench) => {
    const states = await readStates(project, bench, database, migrations);
    const back = { from: states.to, to: states.from, major: states.major };
    return {
      database: database.label,
      revisions,
      ...compare(states),
      pending: upgradePath(graph, revisions, "heads").map((step) => step.revision),
      repair: {
        database: changeOf(states, project.read),
        migrations: changeOf(back, project.read),
      },
      scratch: bench.started,
    };
  });
}
