import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a project whose revisions make one table each, and whose models are those tables. */
export function writeProject(folder, count) {
  mkdirSync(join(folder, "migrations"), { recursive: true });
  mkdirSync(join(folder, "src"), { recursive: true });
  write(folder, "package.json", '{ "private": true, "type": "module" }\n');
  write(folder, "migrations/package.json", '{ "type": "module" }\n');
  write(
    folder,
    "limbeck.config.ts",
    `import { defineConfig, env } from "limbeck";
import { drizzle } from "limbeck/drizzle";

export default defineConfig({
  url: env("DATABASE_URL"),
  models: drizzle("./src/models.ts"),
});
`,
  );
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  write(folder, "src/models.ts", models(numbers));
  for (const n of numbers) write(folder, `migrations/${id(n)}_create_${table(n)}.ts`, revision(n));
  return folder;
}

export const id = (n) => n.toString(16).padStart(12, "0");
export const table = (n) => `vales_${n}`;

const columns = `{
      id: { type: "bigint", identity: "always" },
      folio: { type: "varchar(20)", notNull: true },
      status: { type: "varchar(20)", notNull: true, default: "abierto" },
      created_at: { type: "timestamptz", notNull: true, default: sql\`now()\` },
    }`;

/** The statement that a revision's directive compiles to. */
export const createTable = (n) =>
  `CREATE TABLE ${table(n)} (
  id bigint GENERATED ALWAYS AS IDENTITY,
  folio varchar(20) NOT NULL,
  status varchar(20) DEFAULT 'abierto' NOT NULL,
  created_at timestamptz DEFAULT now() NOT NULL,
  PRIMARY KEY (id)
)`;

function revision(n) {
  return `// create ${table(n)} · 2026-11-21
import { type Operations, sql } from "limbeck";

export const revision = "${id(n)}";
export const downRevision = ${n === 1 ? "null" : `"${id(n - 1)}"`};

export function upgrade(op: Operations) {
  op.createTable("${table(n)}", {
    columns: ${columns},
    primaryKey: ["id"],
  });
}

export function downgrade(op: Operations) {
  op.dropTable("${table(n)}");
}
`;
}

function models(numbers) {
  return `import { bigint, pgTable, timestamp, varchar } from "drizzle-orm/pg-core";
${numbers.map(model).join("")}`;
}

function model(n) {
  return `
export const vales${n} = pgTable("${table(n)}", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  folio: varchar({ length: 20 }).notNull(),
  status: varchar({ length: 20 }).notNull().default("abierto"),
  created_at: timestamp({ withTimezone: true }).notNull().defaultNow(),
});
`;
}

/** The same work as SQL: one transaction for each revision, the version row moved in it. */
export function plainSql(count) {
  const texts = ["CREATE TABLE limbeck_version (version_num varchar(255) PRIMARY KEY)"];
  for (let n = 1; n <= count; n += 1) {
    const move =
      n === 1
        ? `INSERT INTO limbeck_version (version_num) VALUES ('${id(n)}')`
        : `UPDATE limbeck_version SET version_num = '${id(n)}' WHERE version_num = '${id(n - 1)}'`;
    texts.push("BEGIN", createTable(n), move, "COMMIT");
  }
  return `${texts.join(";\n")};\n`;
}

function write(folder, path, text) {
  writeFileSync(join(folder, path), text);
}
