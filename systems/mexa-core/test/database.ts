import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";

export type Row = Record<string, unknown>;
export type Query = (text: string, params?: unknown[]) => Promise<Row[]>;

/** An empty database for a test run, migrated by its URL and looked at through `use`. */
export interface TestDatabase {
  readonly url: string;
  /** Opens it for some queries. An embedded one has one owner at a time: no migrating inside. */
  use<Result>(run: (query: Query) => Promise<Result>): Promise<Result>;
  drop(): Promise<void>;
}

/** In a folder that is deleted afterwards. */
export async function embeddedDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "mexa-core-"));
  const directory = join(folder, "db");
  return {
    url: `pglite:${directory}`,
    async use(run) {
      const db = await PGlite.create(`file://${directory}`);
      try {
        return await run(async (text, params) => (await db.query<Row>(text, params)).rows);
      } finally {
        await db.close();
      }
    },
    async drop() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A new one on the server, never the one that the URL names: tests go down to base. */
export async function serverDatabase(server: string): Promise<TestDatabase> {
  const name = `mexa_core_test_${randomBytes(6).toString("hex")}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await withClient(server, (query) => query(`CREATE DATABASE ${name}`));
  return {
    url: url.href,
    use: (run) => withClient(url.href, run),
    async drop() {
      await withClient(server, (query) => query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

async function withClient<Result>(
  connectionString: string,
  run: (query: Query) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await run(async (text, params) => (await client.query(text, params)).rows);
  } finally {
    await client.end();
  }
}
