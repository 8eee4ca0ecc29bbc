import type { PgClient } from "../driver/index.js";
import { cloned } from "./cloned-database.js";
import { afterAllOf, runnerOf } from "./runner.js";
import { shared } from "./shared-database.js";
import type { TestOptions } from "./test-options.js";

export interface TestDatabaseOptions extends TestOptions {
  /**
   * `rollback` (default): each test runs in a transaction that is taken back. `clone`: each test
   * has a database of its own, on a server; for code that opens connections by itself.
   */
  readonly isolation?: "rollback" | "clone" | undefined;
  /** The runner, where it is neither vitest nor `node:test` nor global; `false`: no hooks. */
  readonly runner?: object | false | undefined;
}

/** A database at head, as new in every test. */
export interface TestDatabase {
  /** Shaped like a connected `pg` client: for Drizzle, Kysely, plain SQL. Transactions nest in it. */
  readonly client: PgClient;
  query<R extends object = Record<string, unknown>>(
    text: string,
    params?: readonly unknown[],
  ): Promise<R[]>;
  /** On a server: the URL, of the test's own database with `clone`. */
  readonly url: string | undefined;
  /** Ends it. The hooks do so at the end of the file. */
  close(): Promise<void>;
}

/** A database, and what happens around each test. */
export interface Isolated {
  readonly database: TestDatabase;
  begin(): Promise<void>;
  end(): Promise<void>;
}

/**
 * Gives a database at head that no test can spoil for another. Every process has one; it starts
 * once, and what a test does to it is taken back in milliseconds.
 *
 * @example
 * const db = await testDatabase();
 *
 * it("numbers the vales", async () => {
 *   await createVale(drizzle(db.client));
 *   expect(await db.query("SELECT folio FROM vales")).toEqual([{ folio: "V-1" }]);
 * });
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const runner = options.runner === false ? undefined : await runnerOf(options.runner);
  const isolate = options.isolation === "clone" ? cloned : shared;
  const { database, begin, end } = await isolate(options);
  if (runner) {
    runner.beforeEach(begin);
    runner.afterEach(end);
    afterAllOf(runner, database.close);
  }
  return database;
}
