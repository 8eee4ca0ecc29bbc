import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { drizzle as drizzleOnServer } from "drizzle-orm/node-postgres";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { drizzle as drizzleEmbedded } from "drizzle-orm/pglite";
import pg from "pg";
import { afterAll, beforeAll, describe } from "vitest";

export type Row = Record<string, unknown>;
export type Query = (text: string, params?: unknown[]) => Promise<Row[]>;

/** A database of a test run: migrated by its URL, looked at through `use`. */
export interface TestDatabase {
  readonly url: string;
  /** Opens it for some queries. An embedded one has one owner at a time: no migrating inside. */
  use<Result>(run: (query: Query) => Promise<Result>): Promise<Result>;
  /** Opens it for longer, for the queries of a service too. */
  open(): Promise<OpenDatabase>;
}

export interface OpenDatabase {
  readonly query: Query;
  readonly db: PgDatabase<PgQueryResultHKT>;
  close(): Promise<void>;
}

interface Disposable extends TestDatabase {
  create(): Promise<void>;
  drop(): Promise<void>;
}

/** What is used of a PGlite, which may be of another version: its private parts make that another type. */
type Embedded = Pick<PGlite, "query" | "close">;

/** What a system asks of its databases beyond plain PostgreSQL. */
export interface Needs {
  /** What a server has to offer. */
  readonly extension?: string;
  /** Starts the embedded database in a folder, with what the system needs in it. */
  readonly embedded?: (directory: string) => Promise<Embedded>;
}

/**
 * The same tests on an embedded database and on the server of `DATABASE_URL`, or a skip that says why
 * not there. Each run has a new, empty database of its own, dropped at the end; the one that the URL
 * names is never touched.
 */
export async function onBothDatabases(
  system: string,
  tests: (database: TestDatabase) => void,
  { extension, embedded = (directory) => PGlite.create(`file://${directory}`) }: Needs = {},
): Promise<void> {
  describe("embedded database", () => within(embeddedDatabase(system, embedded), tests));
  const reason = await lacks(extension);
  const server = process.env.DATABASE_URL ?? "";
  describe.skipIf(reason !== undefined)(
    reason ? `real server (skipped: ${reason})` : "real server",
    () => within(serverDatabase(system, server), tests),
  );
}

function within(database: Disposable, tests: (database: TestDatabase) => void): void {
  beforeAll(() => database.create());
  afterAll(() => database.drop());
  tests(database);
}

/** Why there is no server, or none with that extension, if so. */
export async function lacks(extension = "plpgsql"): Promise<string | undefined> {
  const server = process.env.DATABASE_URL;
  if (!server) return "DATABASE_URL is not set, to a role that may create databases";
  const offered = await used(onServer(server), (query) =>
    query("select from pg_available_extensions where name = $1", [extension]),
  );
  return offered.length > 0 ? undefined : `the server does not have ${extension}`;
}

/** Why the server cannot be backed up from here, if so: `pg_dump` reads servers of its version and older. */
export async function lacksBackup(): Promise<string | undefined> {
  const reason = await lacks();
  if (reason) return reason;
  const printed = await promisify(execFile)("pg_dump", ["--version"]).catch(() => undefined);
  if (!printed) return "there is no pg_dump here";
  const major = Number(/(\d+)/.exec(printed.stdout)?.[1]);
  const [row] = await used(onServer(process.env.DATABASE_URL ?? ""), (query) =>
    query("select current_setting('server_version_num')::int / 10000 as major"),
  );
  return Number(row?.major) > major
    ? `pg_dump is of PostgreSQL ${major}, the server of ${row?.major}`
    : undefined;
}

/** Runs with a new database on the server, dropped afterwards. */
export async function withServerDatabase<Result>(
  system: string,
  server: string,
  run: (database: TestDatabase) => Promise<Result>,
): Promise<Result> {
  const database = serverDatabase(system, server);
  await database.create();
  try {
    return await run(database);
  } finally {
    await database.drop();
  }
}

function embeddedDatabase(
  system: string,
  start: (directory: string) => Promise<Embedded>,
): Disposable {
  const folder = mkdtempSync(join(tmpdir(), `${system}-`));
  const directory = join(folder, "db");
  return {
    url: `pglite:${directory}`,
    use: (run) => used(embedded(start(directory)), run),
    open: () => embedded(start(directory)),
    create: async () => {},
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

function serverDatabase(system: string, server: string): Disposable {
  const name = `${system.replaceAll("-", "_")}_test_${randomBytes(6).toString("hex")}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const admin = (text: string) => used(onServer(server), (query) => query(text));
  return {
    url: url.href,
    use: (run) => used(onServer(url.href), run),
    open: () => onServer(url.href),
    create: async () => void (await admin(`CREATE DATABASE ${name}`)),
    drop: async () => void (await admin(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

async function used<Result>(
  opening: Promise<OpenDatabase>,
  run: (query: Query) => Promise<Result>,
): Promise<Result> {
  const open = await opening;
  try {
    return await run(open.query);
  } finally {
    await open.close();
  }
}

async function embedded(starting: Promise<Embedded>): Promise<OpenDatabase> {
  const client = await starting;
  return {
    query: async (text, params) => (await client.query<Row>(text, params)).rows,
    db: drizzleEmbedded(client as PGlite),
    close: () => client.close(),
  };
}

async function onServer(connectionString: string): Promise<OpenDatabase> {
  const pool = new pg.Pool({ connectionString, max: 4 });
  // A pool has ended before its sockets have, and the database may be dropped in between.
  pool.on("error", () => {});
  return {
    query: async (text, params) => (await pool.query(text, params)).rows,
    db: drizzleOnServer(pool),
    close: () => pool.end(),
  };
}
