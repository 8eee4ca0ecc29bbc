import { LimbeckError } from "../../diagnostic/index.js";
import type { Connection } from "../../driver/index.js";
import { resolveRevisions } from "../../revision/resolve.js";
import { type JournalRow, readJournal } from "../../runtime/read-journal.js";
import { readHeads } from "../../runtime/version-table.js";
import {
  openProject,
  type Project,
  type ProjectOptions,
  withDatabase,
} from "../project/project.js";

export interface JournalOptions extends ProjectOptions {
  /** Only of this revision; an id that the folder no longer has is looked up as it is. */
  readonly revision?: string | undefined;
  /** Rows at most; 20 by default. */
  readonly limit?: number | undefined;
}

export interface JournalReport {
  readonly database: string;
  /** Newest first. */
  readonly rows: readonly JournalRow[];
}

/** Who ran what, when, and how long it took. Reads only; creates nothing. */
export async function journal(options: JournalOptions): Promise<JournalReport> {
  const project = await openProject(options);
  const { revision, limit = 20 } = options;
  return withDatabase(project, async (connection, { label }) => {
    const revisions = revision && (await idsFor(project, connection, revision));
    const rows = await readJournal(connection, project.table, {
      limit,
      ...(revisions && { revisions }),
    });
    return { database: label, rows };
  });
}

/** What ran is on record, whether its file is still there or not. */
async function idsFor(project: Project, connection: Connection, name: string): Promise<string[]> {
  try {
    const heads = await readHeads(connection, project.table);
    return resolveRevisions(await project.graph(), name, heads);
  } catch (error) {
    if (error instanceof LimbeckError && error.code === "revision-unknown") return [name];
    throw error;
  }
}
