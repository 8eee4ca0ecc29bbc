import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTable, id, table } from "../project.mjs";

const folder = fileURLToPath(new URL("../node_modules/knex", import.meta.url));

/** The same tables as knex migrations, and how to run its command; nothing where it is not installed. */
export function knexPeer(project, count) {
  if (!existsSync(folder)) return undefined;
  mkdirSync(join(project, "migrations"), { recursive: true });
  // Its command looks for knex from the project, not from where it lies itself.
  symlinkSync(join(folder, ".."), join(project, "node_modules"), "junction");
  for (let n = 1; n <= count; n += 1) {
    writeFileSync(
      join(project, "migrations", `${id(n)}_create_${table(n)}.cjs`),
      `exports.up = (knex) => knex.raw(${JSON.stringify(createTable(n))});
exports.down = (knex) => knex.schema.dropTable(${JSON.stringify(table(n))});
`,
    );
  }
  writeFileSync(
    join(project, "knexfile.cjs"),
    `module.exports = {
  client: "pg",
  connection: process.env.DATABASE_URL,
  migrations: { directory: "./migrations", loadExtensions: [".cjs"] },
};
`,
  );
  const file = join(project, "knexfile.cjs");
  return (url, ...args) => ({
    command: process.execPath,
    args: [join(folder, "bin/cli.js"), "--knexfile", file, ...args],
    cwd: project,
    env: { DATABASE_URL: url },
  });
}
