import { quoteText } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import { readBegun } from "./lease.js";
import { toolVersion } from "./tool-version.js";
import { checksumColumn, journalName, type VersionTable } from "./version-table.js";

export interface JournalEntry {
  readonly revision: string;
  readonly direction: "upgrade" | "downgrade" | "stamp";
  readonly segment: number;
  /** The revision was done with this segment. */
  readonly complete: boolean;
  /** The server's time when it began, where that was before the transaction. */
  readonly since?: string;
  /** Outside a transaction it is said twice: when it begins, and when it has ended. */
  readonly begun?: true;
  readonly hash?: string;
  /** JSON. */
  readonly downgrade?: string | undefined;
  /** Of the file's text. */
  readonly checksum?: string | undefined;
}

/** One row, written in the very transaction it tells of. */
export function journalStatement(table: VersionTable, entry: JournalEntry): string {
  const values = [
    quoteText(entry.revision),
    quoteText(entry.direction),
    entry.segment,
    entry.complete,
    entry.hash ? quoteText(entry.hash) : "NULL",
    ...times(entry),
    "session_user",
    quoteText(toolVersion),
  ];
  const columns = [];
  for (const [column, text] of [
    ["downgrade", entry.downgrade],
    [checksumColumn, entry.checksum],
  ] as const) {
    if (text === undefined) continue;
    columns.push(`, ${column}`);
    values.push(quoteText(text));
  }
  return `INSERT INTO ${journalName(table)} (revision, direction, segment, complete, statements_hash, started_at, finished_at, duration_ms, executed_by, tool_version${columns.join("")}) VALUES (${values.join(", ")})`;
}

/** When it began, when it ended, and how many milliseconds lie between. */
function times({ since, begun }: JournalEntry): string[] {
  const start = since === undefined ? "now()" : quoteText(since);
  if (begun) return [start, "'infinity'", "0"];
  const from = since === undefined ? start : `${start}::timestamptz`;
  return [start, "clock_timestamp()", `extract(epoch FROM clock_timestamp() - ${from}) * 1000`];
}

/** What the journal says last. */
export interface LastEntry {
  readonly run: string;
  readonly segment: number;
  readonly complete: boolean;
  /** It began outside a transaction, and has not ended yet, as far as the journal knows. */
  readonly begun: boolean;
}

export function newestEntry(table: VersionTable): string {
  return `SELECT direction || ' ' || revision AS run, segment, complete, finished_at = 'infinity' AS begun FROM ${journalName(table)} ORDER BY id DESC LIMIT 1`;
}

/** What earlier runs have left of one direction of a revision. */
export interface Unfinished {
  /** Segments that are committed, with their hashes. */
  readonly done: Map<number, string>;
  /** Segments that were begun outside a transaction, with their statements. */
  readonly begun: Map<number, string>;
}

/**
 * What earlier runs did before they broke off, by `upgrade ae10`. Empty in the usual case, where the
 * last thing the journal says of each revision is that it was complete.
 */
export async function unfinishedSegments(
  connection: Connection,
  table: VersionTable,
): Promise<Map<string, Unfinished>> {
  const journal = journalName(table);
  const rows = await connection.query<LastEntry & { hash: string | null }>(
    `SELECT direction || ' ' || revision AS run, segment, statements_hash AS hash, finished_at = 'infinity' AS begun
     FROM ${journal} j WHERE NOT complete
       AND NOT EXISTS (SELECT FROM ${journal} d WHERE d.revision = j.revision AND d.complete AND d.id > j.id)`,
  );
  const found = new Map<string, Unfinished>();
  const of = (run: string) => {
    const known = found.get(run) ?? { done: new Map(), begun: new Map() };
    found.set(run, known);
    return known;
  };
  for (const { run, segment, hash, begun } of rows)
    if (!begun) of(run).done.set(segment, hash ?? "");
  const open = new Set(rows.filter((r) => r.begun).map((r) => `${r.run} ${r.segment}`));
  if (open.size === 0) return found;
  // A lease may have outlived what it was for: the revision was stamped.
  for (const { run, segment, statement } of await readBegun(connection, table))
    if (open.has(`${run} ${segment}`)) of(run).begun.set(segment, statement);
  return found;
}
