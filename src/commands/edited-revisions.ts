import { LimbeckError } from "../diagnostic/index.js";
import type { Connection } from "../driver/index.js";
import { planStatements, recordOperations, segmentsOf } from "../plan/index.js";
import { hasRevision, type RevisionGraph } from "../revision/index.js";
import { type RunHash, readRunHashes, type VersionTable } from "../runtime/index.js";
import { loadStep } from "./load-step.js";

/** A revision whose file says something else than what ran. */
export interface EditedRevision {
  readonly revision: string;
  /** The version of the tool it ran with. */
  readonly tool: string;
}

/**
 * The applied revisions whose statements are no longer those that ran. Of revisions that read, or
 * run data steps, nobody can tell.
 */
export async function editedRevisions(
  connection: Connection,
  graph: RevisionGraph,
  table: VersionTable,
): Promise<EditedRevision[]> {
  const ran = new Map<string, RunHash[]>();
  for (const row of await readRunHashes(connection, table))
    ran.set(row.revision, [...(ran.get(row.revision) ?? []), row]);
  const edited: EditedRevision[] = [];
  for (const [revision, rows] of ran) {
    if (!hasRevision(graph, revision) || rows.some(({ hash }) => hash === null)) continue;
    const now = await hashesOf(connection, graph, revision);
    const before = rows.map(({ hash }) => hash);
    if (now?.join() !== before.join()) edited.push({ revision, tool: rows.at(-1)!.tool });
  }
  return edited;
}

/** Nothing for a revision that reads now: it did not when it ran. */
async function hashesOf(
  { server }: Connection,
  graph: RevisionGraph,
  revision: string,
): Promise<string[] | undefined> {
  const { run, file } = await loadStep(graph, { revision, direction: "upgrade" });
  const onQuery = () => new LimbeckError("not-offline", `${revision} reads from the database`);
  try {
    const operations = await recordOperations(run as never, { file, onQuery });
    if (operations.some(({ kind }) => kind === "run")) return undefined;
    return segmentsOf(planStatements(operations, server)).map(({ hash }) => hash);
  } catch (error) {
    if (error instanceof LimbeckError && error.code === "not-offline") return undefined;
    throw error;
  }
}
