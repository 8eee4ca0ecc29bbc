import { readFileSync } from "node:fs";
import { LimbeckError } from "../../diagnostic/index.js";
import type { Connection } from "../../driver/index.js";
import { planStatements, recordOperations, segmentsOf } from "../../plan/index.js";
import { hasRevision, type RevisionGraph, revisionOf } from "../../revision/index.js";
import { type RunHash, readRunHashes, toolVersion } from "../../runtime/index.js";
import { checksum } from "../../script/index.js";
import type { Project } from "../project/project.js";
import { type Confirmation, confirmProtected } from "../project/protection.js";
import { standsAlone } from "../workbench/cache-keys.js";
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
  project: Project,
  graph: RevisionGraph,
): Promise<EditedRevision[]> {
  const ran = new Map<string, RunHash[]>();
  for (const row of await readRunHashes(connection, project.table))
    ran.set(row.revision, [...(ran.get(row.revision) ?? []), row]);
  const edited: EditedRevision[] = [];
  for (const [revision, rows] of ran) {
    if (!hasRevision(graph, revision) || rows.some(({ hash }) => hash === null)) continue;
    // What ran were the revisions that were squashed into it.
    if (revisionOf(graph, revision).replaces?.some((id) => ran.has(id))) continue;
    if (isAsItRan(project, revisionOf(graph, revision).file!, rows)) continue;
    const now = await hashesOf(connection, project, graph, revision);
    const before = rows.map(({ hash }) => hash);
    if (!now?.includes(before.join())) edited.push({ revision, tool: rows.at(-1)!.tool });
  }
  return edited;
}

/** Whether a file that says all by itself has the text that ran: it need not be loaded. */
function isAsItRan(project: Project, file: string, rows: readonly RunHash[]): boolean {
  const text = readFileSync(file, "utf8");
  const now = checksum(text);
  return rows.every((row) => row.checksum === now) && standsAlone(project, file, text);
}

/**
 * In a protected environment, nothing goes on behind a revision that was edited after it ran there,
 * unless that is meant. Another version of the tool may write the same in other words: of what ran
 * with one, nothing is held against anybody.
 *
 * @throws {LimbeckError} `environment-protected`
 */
export async function refuseEdited(
  connection: Connection,
  project: Project,
  graph: RevisionGraph,
  confirmation: Confirmation,
): Promise<void> {
  if (project.protectedEnvironment === undefined) return;
  const found = await editedRevisions(connection, project, graph);
  const ids = found.filter(({ tool }) => tool === toolVersion).map(({ revision }) => revision);
  if (ids.length === 0) return;
  const say = ids.length === 1 ? "says" : "say";
  await confirmProtected(
    project,
    `${ids.join(", ")} ${say} something else than what ran there`,
    "limbeck upgrade",
    confirmation,
    "Get the file back as it was, and say what is new in a revision of its own.",
  );
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
