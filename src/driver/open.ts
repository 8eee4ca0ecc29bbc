import type { Connection } from "./connection.js";
import { type EmbeddedTarget, parseTarget, type Target } from "./target.js";

export interface OpenOptions {
  /** What relative paths start from; the working directory by default. */
  readonly baseDir?: string | undefined;
  /** Milliseconds to wait for another process to leave an embedded database; 10 s by default. */
  readonly waitMs?: number | undefined;
  /** Milliseconds a server has to answer, where that is less than `connect_timeout`. */
  readonly connectMs?: number | undefined;
  /** What an embedded database must have loaded, by PostgreSQL's names: `citext`. */
  readonly extensions?: readonly string[] | undefined;
  /** What `pg_stat_activity` shows; `limbeck` by default. */
  readonly applicationName?: string | undefined;
}

/**
 * Opens a database by its URL or target; `close` leaves one that was given open. An embedded one is this process's own until it is closed.
 *
 * @throws {LimbeckError} `url-invalid`, `driver-missing`, `database-unreachable`, `database-auth`,
 * `database-missing`, `database-tls`, `database-owned`, `database-broken`
 */
export async function openConnection(
  target: Target | string,
  options: OpenOptions = {},
): Promise<Connection> {
  const baseDir = options.baseDir ?? process.cwd();
  const to = typeof target === "string" ? parseTarget(target, { baseDir }) : target;
  if (to.kind === "given") return (await import("./given.js")).openGiven(to.connection);
  if (to.kind === "embedded") return openEmbedded(to, baseDir, options);
  const { applicationName, connectMs } = options;
  const { openPostgres } = await import("./postgres.js");
  return openPostgres(to.url, {
    baseDir,
    ...(applicationName !== undefined && { applicationName }),
    ...(connectMs !== undefined && { connectMs }),
  });
}

async function openEmbedded(
  { directory }: EmbeddedTarget,
  baseDir: string,
  { waitMs, extensions: names = [] }: OpenOptions,
): Promise<Connection> {
  const [{ lockDirectory }, { openPglite }, { pgliteExtensions }] = await Promise.all([
    import("./embedded-lock.js"),
    import("./pglite.js"),
    import("./pglite-extensions.js"),
  ]);
  const extensions = await pgliteExtensions(names, baseDir);
  if (directory === ":memory:") return openPglite({ baseDir, extensions });
  const unlock = await lockDirectory(directory, waitMs);
  try {
    const connection = await openPglite({ baseDir, directory, extensions });
    const close = connection.close;
    return Object.assign(connection, { close: () => close().finally(unlock) });
  } catch (error) {
    unlock();
    throw error;
  }
}

/**
 * Opens a database for the time of `run` and closes it whatever happens.
 *
 * @example
 * const rows = await withConnection(url, {}, (connection) => connection.query("SELECT 1 AS one"));
 */
export async function withConnection<Result>(
  target: Target | string,
  options: OpenOptions,
  run: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await openConnection(target, options);
  try {
    return await run(connection);
  } finally {
    await connection.close();
  }
}
