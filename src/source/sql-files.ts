import type { ModelSource } from "./model-source.js";

/**
 * Models written as SQL: what Drizzle cannot say, or a whole schema. Files run in the order of the
 * patterns, and within a pattern in natural order (`2_x.sql` before `10_x.sql`).
 *
 * @example
 * sqlFiles("./db/types.sql", "./db/functions/*.sql");
 * sqlFiles({ dir: "./db" }); // every .sql file below it
 */
export function sqlFiles(...patterns: readonly string[]): ModelSource;
export function sqlFiles(folder: { readonly dir: string }): ModelSource;
export function sqlFiles(...given: readonly (string | { readonly dir: string })[]): ModelSource {
  const patterns = given.map((one) => (typeof one === "string" ? one : one.dir));
  // As with drizzle(): to name the files in a configuration costs next to nothing.
  const filesIn = async (baseDir: string) =>
    (await import("./find-files.js")).findFiles(patterns, baseDir, { inFolder: "**/*.sql" });
  return {
    name: `sqlFiles(${patterns.join(", ")})`,
    files: ({ baseDir }) => filesIn(baseDir),
    async load(context) {
      const { loadSqlFiles } = await import("./load-sql-files.js");
      return loadSqlFiles(await filesIn(context.baseDir), context);
    },
  };
}
