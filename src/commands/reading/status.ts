import type { Connection } from "../../driver/index.js";
import { currentHeads, realHeadsOf, unknownHeads } from "../../revision/heads.js";
import type { RevisionGraph } from "../../revision/index.js";
import { upgradePath } from "../../revision/index.js";
import { readHeads } from "../../runtime/version-table.js";
import { type EditedRevision, editedRevisions } from "../database/edited-revisions.js";
import {
  openProject,
  type Project,
  type ProjectOptions,
  withDatabase,
} from "../project/project.js";
import { entryOf, type RevisionEntry } from "./revision-entry.js";
import { planApart, type RevisionPlan } from "./revision-plan.js";

export interface StatusOptions extends ProjectOptions {
  /** Use what was read before where nothing has changed. Default `true`. */
  readonly cache?: boolean | undefined;
}

export interface StatusReport {
  readonly database: string;
  /** Where it stands: the newest applied revision of every line. */
  readonly revisions: readonly RevisionEntry[];
  readonly heads: readonly string[];
  /** What `upgrade` would run, and what it locks and loses; nothing while there is something unknown. */
  readonly pending: readonly RevisionPlan[];
  /** Where it stands though the folder has no such revision. */
  readonly unknown: readonly string[];
  /** Applied revisions whose files say something else than what ran. */
  readonly edited: readonly EditedRevision[];
  /** At every head, with nothing unknown and nothing edited. */
  readonly ok: boolean;
}

/**
 * Compares the folder with a database, by revision. Reads only; the database is asked where it
 * stands and what ran there. Only what is pending is worked out on a throwaway database.
 */
export async function status(options: StatusOptions): Promise<StatusReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  const { rows, ...found } = await withDatabase(project, async (connection, { label }) => ({
    database: label,
    ...(await standing(connection, project, graph)),
  }));
  const unknown = unknownHeads(graph, rows);
  const steps = unknown.length > 0 ? [] : upgradePath(graph, rows, "heads");
  const ids = steps.map(({ revision }) => revision);
  const pending = await planApart(project, ids, options);
  const clean = unknown.length === 0 && found.edited.length === 0;
  return {
    ...found,
    revisions: currentHeads(graph, rows).map((id) => entryOf(graph, id)),
    heads: realHeadsOf(graph),
    pending,
    unknown,
    ok: clean && pending.length === 0,
  };
}

async function standing(connection: Connection, project: Project, graph: RevisionGraph) {
  return {
    rows: await readHeads(connection, project.table),
    edited: await editedRevisions(connection, project, graph),
  };
}
