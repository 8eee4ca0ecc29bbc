import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Question } from "../../src/index.js";
import { type CliProject, cliProject } from "./cli-project.js";

const before = `CREATE TYPE place AS ENUM ('norte', 'sur');
CREATE TABLE vales (
  id bigserial PRIMARY KEY,
  folio varchar(20) NOT NULL UNIQUE,
  place place NOT NULL DEFAULT 'norte',
  amount text
);
CREATE INDEX ix_vales_amount ON vales (amount);
CREATE VIEW recent AS SELECT id, folio FROM vales;
`;
const after = `CREATE TYPE place AS ENUM ('north', 'sur');
CREATE TABLE tickets (
  id bigserial PRIMARY KEY,
  numero varchar(20) NOT NULL UNIQUE,
  place place NOT NULL DEFAULT 'north',
  amount text
);
CREATE INDEX ix_tickets_amount ON tickets (amount);
CREATE VIEW recent AS SELECT id, numero AS folio FROM tickets;
`;

async function projectAt(models: string): Promise<CliProject> {
  const project = cliProject({ "db/models.sql": models });
  expect(await project.see("generate first --rev-id 001 -q")).toContain("exit 0");
  return project;
}

describe("renames", () => {
  it("are never guessed, and never drop anything silently", async () => {
    const project = await projectAt(before);
    project.write({ "db/models.sql": after });
    expect(await project.fails("generate rename")).toMatchInlineSnapshot(`
      "exit 2
      ! error enum place, value norte goes while north comes: is it renamed?
      ! table vales goes while tickets comes: is it renamed?
      !   → Nobody can be asked here. Answer by adding:
      !     --rename place.norte=north  or  --drop place.norte
      !     --rename vales=tickets  or  --drop vales
      !   not-interactive"
    `);
    expect(
      await project.fails("generate rename --rename vales=tickets --rename place.norte=north"),
    ).toMatchInlineSnapshot(`
      "exit 2
      ! error column tickets.folio goes while numero comes: is it renamed?
      !   → Nobody can be asked here. Answer by adding:
      !     --rename tickets.folio=numero  or  --drop tickets.folio
      !   not-interactive"
    `);
    const misspelt = "generate --rename vales=tiquetes --drop vales --drop place.norte";
    expect(await project.fails(misspelt)).toMatchInlineSnapshot(`
      "exit 2
      ! error there is nothing to rename from vales to tiquetes
      !   → The old name, with what it is in, must be one that goes, and the new one must come: --rename vales.folio=numero. \`limbeck check\` shows both.
      !   usage"
    `);

    const answered =
      "generate rename --rename vales=tickets --rename place.norte=north --rename tickets.folio=numero --rev-id 002";
    expect(await project.see(answered)).toMatchInlineSnapshot(`
      "exit 0
      + migrations/002_rename.ts
        7 operations
        proved up: 10 objects as the models say · down: 10 objects as before, 2 rows kept both ways

      Look it over, then bring the database up: limbeck upgrade"
    `);
    expect(revision(project, "002")).toMatchInlineSnapshot(`
      "// rename · DATE
      import type { Operations } from "limbeck";

      export const revision = "002";
      export const downRevision = "001";

      export function upgrade(op: Operations) {
        op.renameEnumValue("place", "norte", "north");
        op.renameTable("vales", "tickets");
        op.renameSequence("vales_id_seq", "tickets_id_seq");
        op.renameColumn("tickets", "folio", "numero");
        op.renameConstraint("vales_pkey", "tickets_pkey", { table: "tickets" });
        op.renameConstraint("vales_folio_key", "tickets_numero_key", { table: "tickets" });
        op.renameIndex("ix_vales_amount", "ix_tickets_amount");
      }

      export function downgrade(op: Operations) {
        op.renameIndex("ix_tickets_amount", "ix_vales_amount");
        op.renameConstraint("tickets_numero_key", "vales_folio_key", { table: "tickets" });
        op.renameConstraint("tickets_pkey", "vales_pkey", { table: "tickets" });
        op.renameColumn("tickets", "numero", "folio");
        op.renameTable("tickets", "vales");
        op.renameSequence("tickets_id_seq", "vales_id_seq");
        op.renameEnumValue("place", "north", "norte");
      }
      "
    `);
    expect(await project.see("check -q")).toBe("exit 0");
  });

  it("are asked for on a terminal", async () => {
    const project = await projectAt(
      "CREATE TABLE vales (id bigint, folio text, notes text, amount text);",
    );
    project.write({
      "db/models.sql": "CREATE TABLE vales (id bigint, numero text, amount integer);",
    });
    const asked: Question[] = [];
    const ask = async (question: Question) => {
      asked.push(question);
      return question.kind === "using"
        ? "length(amount)"
        : question.kind === "rename" && question.from === "vales.folio"
          ? "numero"
          : undefined;
    };
    expect(await project.see("generate rename --rev-id 002", { ask })).toMatchInlineSnapshot(`
      "exit 0
      + migrations/002_rename.ts
        3 operations
        loses on upgrade: values of column vales.notes
        proved up: 4 objects as the models say · down: 5 objects as before, 2 rows kept both ways

      Look it over, then bring the database up: limbeck upgrade"
    `);
    expect(asked).toMatchInlineSnapshot(`
      [
        {
          "from": "vales.folio",
          "kind": "rename",
          "names": [
            "numero",
          ],
          "what": "column vales.folio",
        },
        {
          "address": "vales.amount",
          "from": "text",
          "kind": "using",
          "to": "integer",
          "using": "amount::integer",
          "what": "column vales.amount",
        },
      ]
    `);
    expect(revision(project, "002")).toMatchInlineSnapshot(`
      "// rename · DATE
      // loses on upgrade: values of column vales.notes
      import { type Operations, sql } from "limbeck";

      export const revision = "002";
      export const downRevision = "001";

      export function upgrade(op: Operations) {
        op.renameColumn("vales", "folio", "numero");
        op.alterColumn("vales", "amount", { type: "integer", using: sql\`length(amount)\` });
        op.dropColumn("vales", "notes");
      }

      export function downgrade(op: Operations) {
        op.addColumn("vales", "notes", { type: "text" });
        op.alterColumn("vales", "amount", { type: "text" });
        op.renameColumn("vales", "numero", "folio");
      }
      "
    `);
  });

  it("are answered by comments in SQL, and by a file", async () => {
    const project = await projectAt(
      "CREATE TYPE place AS ENUM ('norte'); CREATE TABLE vales (id bigint, folio text, amount text, notes text);",
    );
    project.write({
      "db/models.sql": `CREATE TYPE place AS ENUM (
  'north' -- limbeck: renamed from norte
);
-- limbeck: renamed from vales
CREATE TABLE tickets (
  id bigint,
  -- limbeck: renamed from folio
  numero text,
  amount integer,
  remarks text
);`,
      "answers.json": JSON.stringify({
        drop: ["tickets.notes"],
        using: { "tickets.amount": "amount::integer" },
      }),
    });
    expect(
      await project.see("generate rename --rev-id 002 --answers answers.json"),
    ).toMatchInlineSnapshot(`
      "exit 0
      + migrations/002_rename.ts
        6 operations
        loses on upgrade: values of column tickets.notes
        loses on downgrade: values of column tickets.remarks
        proved up: 6 objects as the models say · down: 6 objects as before, 2 rows kept both ways

      Look it over, then bring the database up: limbeck upgrade"
    `);
    expect(revision(project, "002")).toMatchInlineSnapshot(`
      "// rename · DATE
      // loses on upgrade: values of column tickets.notes
      // loses on downgrade: values of column tickets.remarks
      import { type Operations, sql } from "limbeck";

      export const revision = "002";
      export const downRevision = "001";

      export function upgrade(op: Operations) {
        op.renameEnumValue("place", "norte", "north");
        op.renameTable("vales", "tickets");
        op.renameColumn("tickets", "folio", "numero");
        op.alterColumn("tickets", "amount", { type: "integer", using: sql\`amount::integer\` });
        op.addColumn("tickets", "remarks", { type: "text" });
        op.dropColumn("tickets", "notes");
      }

      export function downgrade(op: Operations) {
        op.alterColumn("tickets", "amount", { type: "text" });
        op.addColumn("tickets", "notes", { type: "text" });
        op.dropColumn("tickets", "remarks");
        op.renameColumn("tickets", "numero", "folio");
        op.renameTable("tickets", "vales");
        op.renameEnumValue("place", "north", "norte");
      }
      "
    `);
    expect(await project.see("check -q")).toBe("exit 0");
    expect(await project.see("generate again")).toContain("nothing to do");
    project.write({ "answers.json": '{ "renames": {} }' });
    expect(await project.fails("generate --answers answers.json")).toMatchInlineSnapshot(`
      "exit 2
      ! error answers.json has a key renames that answers nothing
      !   → It looks like this: { "rename": { "vales.folio": "numero" }, "drop": ["vales.notes"], "using": { "vales.amount": "amount::integer" } }
      !   usage"
    `);
    expect(await project.fails("generate --rename folio")).toMatchInlineSnapshot(`
      "exit 2
      ! error --rename takes two things with = between them, not folio
      !   → For instance: --rename vales.folio=numero
      !   usage"
    `);
  });

  it("are answered by comments in Drizzle models", async () => {
    const config = `import { defineConfig, env } from "limbeck";
import { drizzle } from "limbeck/drizzle";
export default defineConfig({ url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }), models: drizzle("./models.ts") });
`;
    const start = 'import { bigint, pgEnum, pgTable, text } from "drizzle-orm/pg-core";';
    const project = cliProject({
      "limbeck.config.ts": config,
      "models.ts": `${start}
export const place = pgEnum("place", ["norte", "sur"]);
export const vales = pgTable("vales", { id: bigint({ mode: "number" }).primaryKey(), folioLocal: text("folio local"), place: place() });
`,
    });
    expect(await project.see("generate first --rev-id 001 -q")).toContain("exit 0");
    project.write({
      "models.ts": `${start}
export const place = pgEnum("place", [
  "north", // limbeck: renamed from norte
  "sur",
]);
// limbeck: renamed from vales
export const tickets = pgTable("tickets", {
  id: bigint({ mode: "number" }).primaryKey(),
  number: text("Number"), // limbeck: renamed from "folio local"
  place: place(),
});
`,
    });
    expect(await project.see("generate rename --rev-id 002 -q")).toContain("exit 0");
    expect(revision(project, "002")).toMatchInlineSnapshot(`
      "// rename · DATE
      import type { Operations } from "limbeck";

      export const revision = "002";
      export const downRevision = "001";

      export function upgrade(op: Operations) {
        op.renameEnumValue("place", "norte", "north");
        op.renameTable("vales", "tickets");
        op.renameColumn("tickets", "folio local", "Number");
        op.renameConstraint("vales_pkey", "tickets_pkey", { table: "tickets" });
      }

      export function downgrade(op: Operations) {
        op.renameConstraint("tickets_pkey", "vales_pkey", { table: "tickets" });
        op.renameColumn("tickets", "Number", "folio local");
        op.renameTable("tickets", "vales");
        op.renameEnumValue("place", "north", "norte");
      }
      "
    `);
    expect(await project.see("check -q")).toBe("exit 0");
  });
});

function revision(project: CliProject, id: string): string {
  const folder = join(project.dir, "migrations");
  const file = readdirSync(folder).find((name) => name.startsWith(`${id}_`))!;
  return readFileSync(join(folder, file), "utf8").replace(/\d{4}-\d\d-\d\d/g, "DATE");
}
