import { fileURLToPath } from "node:url";
import type { PGlite } from "@electric-sql/pglite";
import type { ModelStatement } from "../../src/source/index.js";

export function fixture(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
}

export const context = (name: string) => ({ baseDir: fixture(name), targetSchema: "public" });

/** Runs the statements in a transaction that is rolled back after `look`, so one instance serves all. */
export async function loadInto(
  db: PGlite,
  statements: readonly ModelStatement[],
  look: (rows: <T>(sql: string) => Promise<T[]>) => Promise<void>,
): Promise<void> {
  await db.exec("BEGIN");
  try {
    for (const { sql } of statements)
      await db.exec(sql).catch((error: Error) => {
        throw new Error(`${error.message}\n${sql}`);
      });
    await look(async <T>(sql: string) => (await db.query<T>(sql)).rows);
  } finally {
    await db.exec("ROLLBACK");
  }
}
