import { randomUUID } from "node:crypto";
import { quoteText } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import type { Step } from "../revision/index.js";
import { leaseName, type VersionTable } from "./version-table.js";

/** A statement outside a transaction that some run has begun, and that is not recorded as done. */
export interface Begun {
  /** `upgrade ae10`. */
  readonly run: string;
  readonly segment: number;
  readonly statement: string;
  /** The session that is at work on it; none: the run that began it is gone, or has given up. */
  readonly holder?: string;
}

/** The right to run one statement outside a transaction, while nobody else runs anything. */
export interface Lease {
  /** Fences: whoever takes over writes another one. */
  readonly token: string;
  /** The server's time when it was taken. */
  readonly since: string;
}

/**
 * How long a run counts as alive without a session to show for it: behind a transaction pooler, the
 * statement that follows may be on another one. Renewed right before the statement.
 */
const grace = "5 seconds";

/** The one table that only such statements need. It is made when the first of them comes. */
function createLeases(table: VersionTable): string {
  return `CREATE TABLE IF NOT EXISTS ${leaseName(table)} (
  direction text NOT NULL,
  revision varchar(255) NOT NULL,
  segment integer NOT NULL,
  statement text NOT NULL,
  token text,
  pid integer NOT NULL,
  backend_start timestamptz,
  taken_at timestamptz NOT NULL,
  PRIMARY KEY (direction, revision, segment)
)`;
}

/** Takes the lease for a statement; inside the transaction that holds the lock, which decides. */
export async function takeLease(
  connection: Connection,
  table: VersionTable,
  { direction, revision }: Step,
  segment: number,
  statement: string,
): Promise<Lease> {
  const token = randomUUID();
  const name = leaseName(table);
  if (!(await isThere(connection, table))) await connection.script(createLeases(table));
  const [row] = await connection.query<{ since: string }>(
    `INSERT INTO ${name} (direction, revision, segment, statement, token, pid, backend_start, taken_at)
     VALUES ($1, $2, $3, $4, $5, pg_backend_pid(),
       (SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()), clock_timestamp())
     ON CONFLICT (direction, revision, segment) DO UPDATE SET statement = excluded.statement, token = excluded.token,
       pid = excluded.pid, backend_start = excluded.backend_start, taken_at = excluded.taken_at
     RETURNING taken_at::text AS since`,
    [direction, revision, segment, statement, token],
  );
  return { token, since: row!.since };
}

/** The text by which the server's list of sessions shows who runs the statement of a lease. */
export function tagged({ token }: Lease, sql: string): string {
  return `/* limbeck ${token} */ ${sql}`;
}

/** Whether the lease was still ours; it is gone then. Inside the transaction that records the work. */
export async function endLease(
  connection: Connection,
  table: VersionTable,
  { token }: Lease,
): Promise<boolean> {
  const ended = await connection.query(
    `DELETE FROM ${leaseName(table)} WHERE token = $1 RETURNING segment`,
    [token],
  );
  return ended.length === 1;
}

/**
 * Lets others have a go at once, after a failure. `forget`: the statement has left nothing, so that
 * nobody needs to know that it was begun.
 */
export async function dropLease(
  connection: Connection,
  table: VersionTable,
  { token }: Lease,
  forget: boolean,
): Promise<void> {
  const name = leaseName(table);
  const statement = forget ? `DELETE FROM ${name}` : `UPDATE ${name} SET token = NULL`;
  // Where even this fails the session is gone, and the lease with it.
  await connection.query(`${statement} WHERE token = $1`, [token]).catch(() => undefined);
}

/** The statement after which nobody knows that something was begun. */
export function forgetting(table: VersionTable, { direction, revision }: Step): string {
  return `DELETE FROM ${leaseName(table)} WHERE direction = ${quoteText(direction)} AND revision = ${quoteText(revision)}`;
}

interface BegunRow extends Omit<Begun, "holder"> {
  /** The session that took it, or runs its statement. */
  readonly pid: number | null;
  readonly since: string;
  readonly fresh: boolean;
  /** By another run than ours. */
  readonly taken: boolean | null;
}

async function isThere(connection: Connection, table: VersionTable): Promise<boolean> {
  const [row] = await connection.query<{ there: boolean }>(
    `SELECT to_regclass(${quoteText(leaseName(table))}) IS NOT NULL AS there`,
  );
  return row!.there;
}

/**
 * What was begun and is not done. A lease is held while the session that took it lives, whatever it
 * is doing: a killed process leaves a server that goes on building its index.
 *
 * @param mine a lease that is no obstacle
 */
export async function readBegun(
  connection: Connection,
  table: VersionTable,
  mine?: Lease,
): Promise<Begun[]> {
  if (!(await isThere(connection, table))) return [];
  const rows = await connection.query<BegunRow & object>(
    `SELECT l.direction || ' ' || l.revision AS run, l.segment, l.statement, l.taken_at::text AS since,
       l.taken_at > clock_timestamp() - interval '${grace}' AS fresh,
       (SELECT min(a.pid) FROM pg_stat_activity a WHERE a.pid <> pg_backend_pid()
         AND (a.pid = l.pid AND (a.backend_start IS NULL OR a.backend_start = l.backend_start)
           OR a.state <> 'idle' AND a.query LIKE '/* limbeck ' || l.token || '%')) AS pid,
       l.token IS NOT NULL AND l.token <> $1 AS taken
     FROM ${leaseName(table)} l ORDER BY l.taken_at`,
    [mine?.token ?? ""],
  );
  return rows.map(({ run, segment, statement, pid, since, fresh, taken }) => {
    // An embedded database has one owner: whoever asks is the only one there is.
    const held = taken && connection.driver === "pg" && (pid !== null || fresh);
    const who = pid === null ? "a session that has just been there" : `process ${pid}`;
    return {
      ...{ run, segment, statement },
      ...(held && { holder: `${who}, with ${run} outside a transaction, since ${since}` }),
    };
  });
}
