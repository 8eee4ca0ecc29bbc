import { LimbeckError } from "../diagnostic/index.js";
import type { Connection } from "../driver/index.js";
import { planStatements, recordOperations, segmentsOf } from "../plan/index.js";
import { hasRevision, type RevisionGraph } from "../revision/index.js";
import { type RunHash, readRunHashes } from "../runtime/index.js";
import { loadStep } from "./load-step.js";
import type { Project } from "./project.js";

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
  project: Project,
  graph: RevisionGraph,
): Promise<EditedRevision[]> {
  const ran = new Map<string, RunHash[]>();
  for (const row of await readRunHashes(connection, project.table))
    ran.set(row.revision, [...(ran.get(row.revision) ?? []), row]);
  const edited: EditedRevision[] = [];
  for (const [revision, rows] of ran) {
    if (!hasRevision(graph, revision) || rows.some(({ hash }) => hash === null)) continue;
    const now = await hashesOf(connection, project, graph, revision);
    const before = rows.map(({ hash }) => hash);
    if (!now?.includes(before.join())) edited.push({ revision, tool: rows.at(-1)!.tool });
  }
  return edited;
}

/**
 * In either way to commit its statements: a revision, or one by one. Nothing for a revision that
 * reads now: it did not when it ran.
 */
async function hashesOf(
  { server }: Connection,
  project: Project,
  graph: RevisionGraph,
  revision: string,
): Promise<string[] | undefined> {
  const { run, file } = await loadStep(project, graph, { revision, direction: "upgrade" });
  const onQuery = () => new LimbeckError("not-offline", `${revision} reads from the database`);
  try {
    const operations = await recordOperations(run as never, { file, onQuery });
    if (operations.some(({ kind }) => kind === "run")) return undefined;
    const statements = planStatements(operations, server);
    return [false, true].map((each) =>
      segmentsOf(statements, each)
        .map(({ hash }) => hash)
        .join(),
    );
  } catch (error) {
    if (error instanceof LimbeckError && error.code === "not-offline") return undefined;
    throw error;
  }
}
