import { upgradePath } from "../../revision/index.js";
import { readHeads } from "../../runtime/index.js";
import { refuseUnknown } from "../database/unknown-heads.js";
import { openProject, type ProjectOptions, withDatabase } from "../project/project.js";
import { refuseSecondHead } from "../writing/parents.js";
import { planApart, type RevisionPlan } from "./revision-plan.js";

export interface PlanOptions extends ProjectOptions {
  /** Where `upgrade` would go: `heads` by default, or `head`, an id, a partial id, `+1`. */
  readonly target?: string | undefined;
  /** Use what was read before where nothing has changed. Default `true`. */
  readonly cache?: boolean | undefined;
}

export interface PlanReport {
  readonly database: string;
  /** Where the database stands. */
  readonly from: readonly string[];
  /** What `upgrade` would run, in its order. */
  readonly revisions: readonly RevisionPlan[];
}

/**
 * What `upgrade` would do to a database: the statements, what they lock, what goes with them. Reads
 * only; the states in between come from a throwaway database.
 *
 * @throws {LimbeckError} `database-ahead`, `multiple-heads`, `revision-range`
 */
export async function plan(options: PlanOptions): Promise<PlanReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  refuseSecondHead(project, graph);
  const { from, database } = await withDatabase(project, async (connection, { label }) => ({
    from: await readHeads(connection, project.table),
    database: label,
  }));
  refuseUnknown(graph, from, project);
  const steps = upgradePath(graph, from, options.target ?? "heads");
  const ids = steps.map(({ revision }) => revision);
  return { database, from, revisions: await planApart(project, ids, options) };
}
