import { currentHeads, unknownHeads } from "../../revision/heads.js";
import { readHeads } from "../../runtime/version-table.js";
import { openProject, type ProjectOptions, withDatabase } from "../project/project.js";
import { folderHeads } from "./folder-heads.js";
import { entryOf, type RevisionEntry } from "./revision-entry.js";

export interface CurrentReport {
  readonly database: string;
  /** Where the database stands: the newest applied revision of every line. */
  readonly revisions: readonly RevisionEntry[];
  /** Those the folder does not have. */
  readonly unknown: readonly string[];
  readonly heads: readonly string[];
  readonly atHead: boolean;
}

/** Where the database stands. Reads only; creates nothing. */
export async function current(options: ProjectOptions): Promise<CurrentReport> {
  const project = await openProject(options);
  const folder = await folderHeads(project);
  return withDatabase(project, async (connection, { label }) => {
    const rows = await readHeads(connection, project.table);
    const heads = folder.rows;
    // The usual answer needs no graph.
    if (heads.length === rows.length && heads.every((id) => rows.includes(id)))
      return { database: label, revisions: folder.current, unknown: [], heads, atHead: true };
    const graph = await project.graph();
    const unknown = unknownHeads(graph, rows);
    return {
      database: label,
      revisions: currentHeads(graph, rows).map((id) => entryOf(graph, id)),
      unknown,
      heads,
      atHead: unknown.length === 0 && heads.every((id) => rows.includes(id)),
    };
  });
}
