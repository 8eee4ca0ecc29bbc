/** The project that the pages of docs/errors start from; a page shows what it changes. */
export const projectFiles: Readonly<Record<string, string>> = {
  "limbeck.config.ts": `import { readdirSync } from "node:fs";
import { defineConfig, env } from "limbeck";
import { drizzle } from "limbeck/drizzle";

const ids = ["1975ea83b712", "ae1027a6acf1", "27c6a30d7c24", "9b1f4e02d3a8", "c40d7711ab5e"];

export default defineConfig({
  url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
  models: [drizzle("./src/models/*.ts")],
  // The same ids every time the pages are written.
  revisionId: () => ids[readdirSync("migrations").filter((name) => name.includes("_")).length],
});
`,
  "src/models/vales.ts": `import { bigint, pgTable, varchar } from "drizzle-orm/pg-core";

export const vales = pgTable("vales", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  folio: varchar({ length: 40 }).notNull().unique(),
});
`,
  "migrations/package.json": '{ "type": "module" }\n',
  "migrations/1975ea83b712_create_vales.ts": `// create vales · 2026-11-21
import type { Operations } from "limbeck";

export const revision = "1975ea83b712";
export const downRevision = null;

export function upgrade(op: Operations) {
  op.createTable("vales", {
    columns: {
      id: { type: "bigint", identity: "always" },
      folio: { type: "varchar(20)", notNull: true },
    },
    primaryKey: ["id"],
    unique: { vales_folio_unique: ["folio"] },
  });
}

export function downgrade(op: Operations) {
  op.dropTable("vales");
}
`,
  "migrations/ae1027a6acf1_longer_folio.ts": `// longer folio · 2026-11-21
import type { Operations } from "limbeck";

export const revision = "ae1027a6acf1";
export const downRevision = "1975ea83b712";

export function upgrade(op: Operations) {
  op.alterColumn("vales", "folio", { type: "varchar(40)" });
}

export function downgrade(op: Operations) {
  op.alterColumn("vales", "folio", { type: "varchar(20)" });
}
`,
};
