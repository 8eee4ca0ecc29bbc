import type { Connection } from "../driver/connection.js";
import { DatabaseError } from "../driver/database-error.js";
import { checksumColumn, journalName, type VersionTable } from "./version-table.js";

/** Something that ran, or was recorded without running. */
export interface JournalRow {
  readonly revision: string;
  readonly direction: "upgrade" | "downgrade" | "stamp";
  /** Which part of the revision, from 0: most have one. */
  readonly segment: number;
  /** The revision was done with it. */
  readonly complete: boolean;
  /** It began outside a transaction, and either is still at work or broke off. */
  readonly begun: boolean;
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  readonly ms: number;
  /** The role of the session. */
  readonly by: string;
  readonly tool: string;
}

/** The newest rows of the journal, newest first; none where nothing ever ran. Does not write. */
export async function readJournal(
  connection: Connection,
  table: VersionTable,
  filter: { readonly limit: number; readonly revisions?: readonly string[] | undefined },
): Promise<JournalRow[]> {
  return whereThere(
    connection.query<JournalRow & object>(
      `SELECT revision, direction, segment, complete,
         to_char(started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "startedAt",
         duration_ms AS ms, executed_by AS by, tool_version AS tool, finished_at = 'infinity' AS begun
       FROM ${journalName(table)} j
       WHERE ($2::text[] IS NULL OR revision = ANY($2))
         AND (finished_at <> 'infinity' OR NOT EXISTS (SELECT FROM ${journalName(table)} d
           WHERE d.revision = j.revision AND d.direction = j.direction AND d.segment = j.segment AND d.id > j.id))
       ORDER BY id DESC LIMIT $1`,
      [filter.limit, filter.revisions ?? null],
    ),
  );
}

/** What ran of a revision, as the hash of its statements. */
export interface RunHash {
  readonly revision: string;
  readonly segment: number;
  /** None for what also read or ran a data step. */
  readonly hash: string | null;
  /** Of the file's text; none from earlier versions, and where there was no file. */
  readonly checksum: string | null;
  readonly tool: string;
}

/** The statements of the last upgrade of each revision; not of those stamped or taken back since. */
export async function readRunHashes(
  connection: Connection,
  table: VersionTable,
): Promise<RunHash[]> {
  const journal = journalName(table);
  return whereThere(
    connection.query<RunHash & object>(
      `SELECT DISTINCT ON (revision, segment) revision, segment, statements_hash AS hash, tool_version AS tool,
         to_jsonb(j) ->> '${checksumColumn}' AS checksum -- a journal may be older than that
       FROM ${journal} j
       WHERE direction = 'upgrade' AND finished_at <> 'infinity' AND NOT EXISTS (
         SELECT FROM ${journal} later
         WHERE later.revision = j.revision AND later.direction <> 'upgrade' AND later.id > j.id)
       ORDER BY revision, segment, id DESC`,
    ),
  );
}

/** The rows; none where nothing ever ran. */
export async function whereThere<Row>(rows: Promise<Row[]>): Promise<Row[]> {
  try {
    return await rows;
  } catch (error) {
    // 42P01: the table is not there; 3F000: nor is its schema.
    if (error instanceof DatabaseError && ["42P01", "3F000"].includes(error.server.sqlState))
      return [];
    throw error;
  }
}
