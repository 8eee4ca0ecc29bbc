import { LimbeckError } from "../diagnostic/index.js";
import { ident, quoteText } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import { type LastEntry, newestEntry } from "./journal.js";
import { type Begun, type Lease, readBegun } from "./lease.js";
import { rollback } from "./transaction.js";
import { journalName, lockKey, type VersionTable, versionTableName } from "./version-table.js";

export interface LockOptions {
  readonly table: VersionTable;
  /** Unqualified names mean this schema. */
  readonly targetSchema: string;
  /** Milliseconds to wait for another run. */
  readonly waitMs: number;
  /** Not the last transaction of the run: its commit need not wait for the disk. */
  readonly relaxed?: boolean;
  /** A lease of this very run: others wait for it to end. */
  readonly lease?: Lease;
  readonly onWait?: () => void;
  /** Called with how long was waited, where it was. */
  readonly onLocked?: (waitedMs: number) => void;
  readonly check?: () => void;
}

/** What is found once the lock is had. */
export interface Found {
  readonly heads: string[];
  /** The newest row of the journal. */
  readonly newest?: LastEntry | undefined;
}

/** Why the lock is of no use yet, though it is had. */
type Busy = (answers: object[][]) => Promise<string | undefined>;

/** Milliseconds between the first try and the second. */
const firstPause = 20;

const begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

/**
 * Opens a transaction that holds the migration lock.
 *
 * The lock is tried, never waited for: a session that waits holds a snapshot and can deadlock with
 * what it waits for. It ends with the transaction, so it holds behind a transaction pooler too.
 *
 * @throws {LimbeckError} `lock-timeout` naming who holds it
 */
export async function beginLocked(connection: Connection, options: LockOptions): Promise<void> {
  await whenLocked(connection, options, []);
}

/** As `beginLocked`, and reads under the lock where the database stands. */
export async function openLocked(connection: Connection, options: LockOptions): Promise<Found> {
  const { table, lease } = options;
  let begun: readonly Begun[] = [];
  const busy: Busy = async ([rows]) => {
    const [newest] = rows as LastEntry[];
    begun = newest?.begun ? await readBegun(connection, table, lease) : [];
    return begun.find(({ holder }) => holder)?.holder;
  };
  const queries = [
    newestEntry(table),
    `SELECT version_num FROM ${versionTableName(table)} ORDER BY 1`,
  ];
  const [[newest], heads] = (await whenLocked(connection, options, queries, busy)) as [
    LastEntry[],
    { version_num: string }[],
  ];
  // What was begun and then forgotten is no more than a line in the journal.
  const forgotten =
    newest?.begun && !begun.some((b) => b.run === newest.run && b.segment === newest.segment);
  return { heads: heads.map((r) => r.version_num), newest: forgotten ? undefined : newest };
}

async function whenLocked(
  connection: Connection,
  options: LockOptions,
  queries: readonly string[],
  busy?: Busy,
): Promise<object[][]> {
  const started = Date.now();
  const deadline = started + options.waitMs;
  const lock = `SELECT pg_try_advisory_xact_lock(${lockKey(options.table)}) AS locked, ${settings(options)}`;
  const text = [begin, lock, ...queries].join(";\n");
  for (let pause = firstPause; ; pause = Math.min(pause * 2, 500)) {
    options.check?.();
    const [, tried, ...answers] = await connection.script(text);
    const locked = tried?.[0]?.locked === true;
    const holder = locked ? await busy?.(answers) : undefined;
    if (locked && holder === undefined) {
      if (pause > firstPause) options.onLocked?.(Date.now() - started);
      return answers;
    }
    await rollback(connection);
    if (Date.now() + pause > deadline) throw await timedOut(connection, options, holder);
    options.onWait?.();
    await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random() / 2)));
  }
}

/**
 * The statements that open the same transaction and let nothing behind them run unless the lock is
 * had at once and the database stands at `heads`, with no revision half done. They fail otherwise:
 * then `openLocked` waits, and finds out.
 */
export function lockedOpening(options: LockOptions, heads: readonly string[]): string[] {
  const { table } = options;
  const others =
    heads.length === 0
      ? ""
      : ` AND count(*) FILTER (WHERE version_num IN (${heads.map(quoteText).join(", ")})) = ${heads.length}`;
  const complete = `coalesce((SELECT complete FROM ${journalName(table)} ORDER BY id DESC LIMIT 1), true)`;
  return [
    begin,
    `SELECT ${insist(`pg_try_advisory_xact_lock(${lockKey(table)})`, "another run holds the lock")}, ${settings(options)}`,
    // In a statement of its own: its snapshot must be younger than the lock.
    `SELECT ${insist(`count(*) = ${heads.length}${others} AND ${complete}`, "another run moved the heads")} FROM ${versionTableName(table)}`,
  ];
}

/** SQL has no way to say "else stop"; a text that is no boolean does it, and says why. */
function insist(condition: string, otherwise: string): string {
  return `(CASE WHEN ${condition} THEN 'true' ELSE 'limbeck: ${otherwise}' END)::boolean`;
}

/** All in one statement: it is run once for every revision. */
function settings({ targetSchema, relaxed }: LockOptions): string {
  const local: [name: string, value: string][] = [
    ["search_path", `${quoteText(ident(targetSchema))} || ', ' || current_setting('search_path')`],
    // A function may name what a later directive creates.
    ["check_function_bodies", "'off'"],
  ];
  if (relaxed)
    local.push([
      "synchronous_commit",
      "CASE current_setting('synchronous_standby_names') WHEN '' THEN 'off' ELSE current_setting('synchronous_commit') END",
    ]);
  return local.map(([name, value]) => `set_config('${name}', ${value}, true)`).join(", ");
}

/** A session that holds the migration lock. */
export interface LockHolder {
  readonly pid: number;
  readonly name: string;
  readonly since: string;
}

/** Who holds the lock now. */
export async function lockHolders(
  connection: Connection,
  table: VersionTable,
): Promise<LockHolder[]> {
  const key = BigInt.asUintN(64, lockKey(table));
  return connection.query<LockHolder & object>(
    `SELECT a.pid, coalesce(nullif(a.application_name, ''), 'unnamed') AS name, a.xact_start::text AS since
     FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
     WHERE l.locktype = 'advisory' AND l.granted
       AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND l.classid::bigint = $1 AND l.objid::bigint = $2`,
    [String(key >> 32n), String(key & 0xffffffffn)],
  );
}

/** `process 4711 (limbeck), since 2026-11-21 09:30:00+00; …` */
export function shownHolders(holders: readonly LockHolder[]): string {
  return holders.map((h) => `process ${h.pid} (${h.name}), since ${h.since}`).join("; ");
}

async function timedOut(
  connection: Connection,
  options: LockOptions,
  holder: string | undefined,
): Promise<LimbeckError> {
  const holders = await lockHolders(connection, options.table);
  const who = holder ?? shownHolders(holders);
  return new LimbeckError(
    "lock-timeout",
    `another run holds the migration lock${who ? `: ${who}` : ""}; waited ${Math.round(options.waitMs / 1000)} s`,
    {
      hint: "Wait for it and run again, or give it longer with --lock-timeout 5m.",
      details: { holders },
    },
  );
}
