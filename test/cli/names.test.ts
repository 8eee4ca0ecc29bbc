import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cliProject } from "./cli-project.js";

const longest = "n".repeat(63);
const accents = "ñ".repeat(31); // 62 bytes
const overlong = `${"o".repeat(60)}_cut_off_here`;

const models = `
CREATE SCHEMA "Weird Schema";
CREATE TYPE "Mood ""quoted""" AS ENUM ('it''s', 'Ünïcode', 'with, comma', '');
CREATE SEQUENCE "Seq uence" START 5;
CREATE TABLE "user" ("select" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "from" text NOT NULL DEFAULT 'it''s');
CREATE TABLE "CamelCase" ("Id" int, "a ""b"" c" text, "constructor" int, "__proto__" int, "0" text, UNIQUE ("Id"));
CREATE TABLE "Weird Schema"."tab.le" ("col.umn" "Mood ""quoted""" DEFAULT 'it''s', "Ref" int REFERENCES "CamelCase" ("Id"));
CREATE INDEX "Índice ""x""" ON "CamelCase" ("a ""b"" c", lower("a ""b"" c"));
CREATE TABLE "価格表" ("名前" text, "\u{1F600}" int, CONSTRAINT "chéck" CHECK ("名前" <> ''));
CREATE TABLE ${longest} (${longest} int CONSTRAINT ${"c".repeat(63)} UNIQUE);
CREATE TABLE "${accents}" (id int PRIMARY KEY);
CREATE TABLE ${overlong} (id int PRIMARY KEY);
CREATE TABLE "back\\slash" ("tick\`s" int, "dollar\${x}" text DEFAULT 'a\\b\${y}\`');
`;

test("names of every sort go the whole way up and down", async () => {
  const project = cliProject({ "db/models.sql": models });
  expect(await project.see("generate names of every sort --rev-id 001")).toMatchInlineSnapshot(`
    "exit 0
    + migrations/001_names_of_every_sort.ts
      12 operations
      loses on downgrade: rows of table "user", rows of table "CamelCase", rows of table "Weird Schema"."tab.le", rows of table "価格表", rows of table nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn and 3 more
      proved up: 35 objects as the models say · down: 0 objects as before

    Look it over, then bring the database up: limbeck upgrade"
  `);
  const [file] = readdirSync(join(project.dir, "migrations")).filter((name) =>
    name.endsWith(".ts"),
  );
  expect(readFileSync(join(project.dir, "migrations", file!), "utf8")).toContain("価格表");
  expect((await project.see("generate")).split("\n").slice(0, 2)).toEqual([
    "exit 0",
    "nothing to do: the migrations already build what the models say",
  ]);
  expect(await project.see("check --no-cache")).toMatchInlineSnapshot(`
    "exit 0
    equal: the models and the migrations, 35 objects"
  `);
  expect(await project.see("upgrade")).toMatchInlineSnapshot(`
    "exit 0
    database: embedded .limbeck/db
      ↑ 001  names of every sort  TIME
    upgraded base → 001: 1 revision"
  `);
  expect(await project.see("check --from database")).toMatchInlineSnapshot(`
    "exit 0
    equal: the models and the database, 35 objects"
  `);
  expect(await project.see("downgrade base")).toMatchInlineSnapshot(`
    "exit 0
    database: embedded .limbeck/db
      ↓ 001  names of every sort  TIME
    downgraded 001 → base: 1 revision"
  `);
  expect((await project.see("check --from database -q")).split("\n")[0]).toBe("exit 3");
});

test("Drizzle models with odd names", async () => {
  const project = cliProject({
    "limbeck.config.ts": `import { defineConfig } from "limbeck";
import { drizzle } from "limbeck/drizzle";
export default defineConfig({ url: "pglite:.limbeck/db", models: drizzle("./models.ts") });
`,
    "models.ts": `import { index, integer, pgEnum, pgSchema, pgTable, text } from "drizzle-orm/pg-core";
const odd = pgSchema("Odd Schema");
export const mood = pgEnum('Mo"od', ["it's", "ñ"]);
export const user = pgTable("user", {
  order: integer("order").primaryKey(),
  camel: text("camelCase").notNull().default("it's"),
  mood: mood('m"ood').default("it's"),
}, (t) => [index("Ix 1").on(t.camel)]);
export const ref = odd.table("価 格", { ref: integer("Ref").references(() => user.order), "__proto__x": text() });
export { odd };
`,
  });
  expect(await project.see("generate odd --rev-id 001")).toMatchInlineSnapshot(`
    "exit 0
    + migrations/001_odd.ts
      5 operations
      loses on downgrade: rows of table "user", rows of table "Odd Schema"."価 格"
      proved up: 12 objects as the models say · down: 0 objects as before

    Look it over, then bring the database up: limbeck upgrade"
  `);
  expect(await project.see("generate")).toMatchInlineSnapshot(`
    "exit 0
    nothing to do: the migrations already build what the models say"
  `);
  expect((await project.run("upgrade")).status).toBe(0);
  expect(await project.see("check --from database")).toMatchInlineSnapshot(`
    "exit 0
    equal: the models and the database, 12 objects"
  `);
  expect((await project.run("downgrade base")).status).toBe(0);
});
