import { quoteText } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import { toolVersion } from "./tool-version.js";
import { journalName, type VersionTable } from "./version-table.js";

export interface JournalEntry {
  readonly revision: string;
  readonly direction: "upgrade" | "downgrade" | "stamp";
  readonly segment: number;
  /** The revision was done with this segment. */
  readonly complete: boolean;
  readonly hash?: string;
  /** JSON. */
  readonly downgrade?: string | undefined;
}

/** One row, written in the very transaction it tells of. */
export function journalStatement(table: VersionTable, entry: JournalEntry): string {
  const values = [
    quoteText(entry.revision),
    quoteText(entry.direction),
    entry.segment,
    entry.complete,
    entry.hash ? quoteText(entry.hash) : "NULL",
    "now()",
    "clock_timestamp()",
    "extract(epoch FROM clock_timestamp() - now()) * 1000",
    "session_user",
    quoteText(toolVersion),
    ...(entry.downgrade === undefined ? [] : [quoteText(entry.downgrade)]),
  ];
  const kept = entry.downgrade === undefined ? "" : ", downgrade";
  return `INSERT INTO ${journalName(table)} (revision, direction, segment, complete, statements_hash, started_at, finished_at, duration_ms, executed_by, tool_version${kept}) VALUES (${values.join(", ")})`;
}

/** What the journal says last. */
export interface LastEntry {
  readonly run: string;
  readonly segment: number;
  readonly complete: boolean;
}

export function newestEntry(table: VersionTable): string {
  return `SELECT direction || ' ' || revision AS run, segment, complete FROM ${journalName(table)} ORDER BY id DESC LIMIT 1`;
}

/**
 * The segments that earlier runs committed before they broke off: `upgrade ae10` → segment → hash.
 * Empty in the usual case, where the last thing the journal says of each revision is that it was
 * complete.
 */
export async function unfinishedSegments(
  connection: Connection,
  table: VersionTable,
): Promise<Map<string, Map<number, string>>> {
  const journal = journalName(table);
  const rows = await connection.query<{ run: string; segment: number; hash: string | null }>(
    `SELECT direction || ' ' || revision AS run, segment, statements_hash AS hash
     FROM ${journal} j WHERE NOT complete
       AND NOT EXISTS (SELECT FROM ${journal} d WHERE d.revision = j.revision AND d.complete AND d.id > j.id)`,
  );
  const found = new Map<string, Map<number, string>>();
  for (const { run, segment, hash } of rows)
    found.set(run, (found.get(run) ?? new Map()).set(segment, hash ?? ""));
  return found;
}
