import { headsOf, unknownHeads } from "../revision/heads.js";
import { readHeads } from "../runtime/version-table.js";
import { openProject, type ProjectOptions, withDatabase } from "./project.js";
import { entryOf, type RevisionEntry } from "./revision-entry.js";

export interface CurrentReport {
  readonly database: string;
  /** The revisions the database stands at. */
  readonly revisions: readonly RevisionEntry[];
  /** Those the folder does not have. */
  readonly unknown: readonly string[];
  readonly heads: readonly string[];
  readonly atHead: boolean;
}

/** Where the database stands. Reads only; creates nothing. */
export async function current(options: ProjectOptions): Promise<CurrentReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  return withDatabase(project, async (connection, { label }) => {
    const rows = await readHeads(connection, project.table);
    const unknown = unknownHeads(graph, rows);
    const known = rows.filter((id) => !unknown.includes(id));
    const heads = headsOf(graph);
    return {
      database: label,
      revisions: known.map((id) => entryOf(graph, id)),
      unknown,
      heads,
      atHead: unknown.length === 0 && heads.every((id) => rows.includes(id)),
    };
  });
}
