import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { type CliProject, cliProject, line } from "./cli-project.js";

// Throwaway databases on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const drizzleConfig = (models: string) => ({
  "limbeck.config.ts": `import { defineConfig, sqlFiles } from "limbeck";
import { drizzle } from "limbeck/drizzle";
export default defineConfig({ url: "pglite:.limbeck/db"${models && `, models: ${models}`} });
`,
});
const vales = (more = "") => `import { bigint, pgTable, text } from "drizzle-orm/pg-core";
export const vales = pgTable("vales", { id: bigint({ mode: "number" }).primaryKey()${more} });
`;
const written = ({ dir }: CliProject) =>
  readdirSync(join(dir, "migrations")).filter((name) => name !== "package.json");

describe("models", () => {
  test("are not configured, or no file matches", async () => {
    const project = cliProject(drizzleConfig(""));
    expect(await project.fails("generate")).toMatchInlineSnapshot(`
      "exit 2
      ! error no models are configured
      !   → Add to limbeck.config.ts: models: [drizzle("./src/models/*.ts")], or sqlFiles("./db/*.sql").
      !   models-missing"
    `);
    project.write(drizzleConfig('drizzle("./src/modles/*.ts")'));
    project.write({ "src/models/vales.ts": vales() });
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 2
      ! error no file matches ./src/modles/*.ts in DIR
      !   → Did you mean src/models/vales.ts (1 table)? Correct the pattern under \`models\` in limbeck.config.ts.
      !   models-missing"
    `);
    project.write(drizzleConfig('sqlFiles("./db/*.sql")'));
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 2
      ! error no file matches ./db/*.sql in DIR
      !   → Correct the pattern under \`models\` in limbeck.config.ts.
      !   models-missing"
    `);
  });

  test("hold no table", async () => {
    const project = cliProject({
      ...drizzleConfig('drizzle("./src/*.ts")'),
      "src/models.ts": "export const a = 1;\nexport const b = 2;\nexport const c = 3;\n",
      "src/other.ts": "export {};\n",
      "src/db/schema.ts": vales(),
    });
    expect(await project.fails("generate")).toMatchInlineSnapshot(`
      "exit 2
      ! error src/models.ts: 3 exports, 0 tables
      ! src/other.ts: 0 exports, 0 tables; did you mean src/db/schema.ts (1 table)?
      !   → drizzle("./src/db/schema.ts") under \`models\` in limbeck.config.ts would read it.
      !   models-empty"
    `);
  });

  test("throw, or do not compile", async () => {
    const project = cliProject({
      ...drizzleConfig('drizzle("./src/*.ts")'),
      "src/models.ts": 'import "./lib/env.js";\n',
      "src/lib/env.ts": '\nthrow new Error("DATABASE_URL is not set");\n',
    });
    expect(await project.fails("generate")).toMatchInlineSnapshot(`
      "exit 1
      ! error src/lib/env.ts:2: DATABASE_URL is not set
      !   → Loading models must work without a database, a server or variables of the environment.
      !   models-failed"
    `);
    project.write({ "src/models.ts": "export const a = 1;\nexport const b = = 2;\n" });
    expect(await project.fails("generate")).toMatchInlineSnapshot(`
      "exit 1
      ! error src/models.ts:2: Unexpected token
      !   → Correct that line; \`npx tsc --noEmit\` says more.
      !   models-failed"
    `);
    project.write({ "src/models.ts": 'import { x } from "not-installed";\nexport const y = x;\n' });
    expect(await project.fails("generate")).toMatchInlineSnapshot(`
      "exit 1
      ! error src/models.ts:1: Cannot find module 'not-installed'
      !   → Install it, or correct the import.
      !   models-failed"
    `);
  });

  test("describe one table twice", async () => {
    const project = cliProject({
      ...drizzleConfig('drizzle("./src/*.ts")'),
      "src/a.ts": vales(),
      "src/b.ts": vales(),
    });
    expect(await project.fails("generate")).toMatchInlineSnapshot(`
      "exit 2
      ! error two models describe table vales: src/a.ts:2 (vales) and src/b.ts:2 (vales)
      !   → Keep one of them, or give one another name or schema.
      !   models-duplicate"
    `);
    expect(written(project)).toEqual([]);
  });

  test("are refused by PostgreSQL", async () => {
    const project = cliProject({
      "db/a.sql": "CREATE TABLE a (id int);\nCREATE TABLE b (id nope);\n",
    });
    expect(await project.fails("generate")).toMatchInlineSnapshot(`
      "exit 1
      ! error db/a.sql:2: type "nope" does not exist
      !   CREATE TABLE b (id nope)
      !   models-invalid"
    `);
  });

  test("are refused at the very line, bodies of functions included", async () => {
    const project = cliProject({
      "db/a.sql": "CREATE TABLE a (id int);\n",
      "db/b.sql": "-- the second\nCREATE TABLE b (\n  id int,\n  n nope\n);\n",
    });
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 1
      ! error db/b.sql:4: type "nope" does not exist
      !   CREATE TABLE b (
      !     id int,
      !     n nope
      !   )
      !   models-invalid"
    `);
    project.write({ "db/b.sql": "CREATE TABLE b ();\n/* later\nCREATE TABLE c ();\n" });
    expect(await project.fails("check")).toContain("db/b.sql:2: unterminated /* comment");
    const body = "AS $$\nBEGIN\n  IF true THEN\n    RETURN 1\n  END IF;\nEND $$";
    project.write({
      "db/b.sql": `CREATE FUNCTION fine() RETURNS int LANGUAGE sql AS 'SELECT n FROM later';
CREATE FUNCTION half() RETURNS int LANGUAGE plpgsql ${body};
CREATE TABLE later (n int);
`,
    });
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 1
      ! error db/b.sql:6: the body of half() does not parse: syntax error at or near "IF"
      !   models-invalid"
    `);
    project.write({
      "db/b.sql": "CREATE PROCEDURE half() LANGUAGE sql AS $$\n  SELECT 1;\n  SELEC 2;\n$$;\n",
    });
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 1
      ! error db/b.sql:3: the body of half() does not parse: syntax error at or near "SELEC"
      !   models-invalid"
    `);
  });

  test("drop what is not there, as a dump to be restored over another does", async () => {
    const project = cliProject({ "db/a.sql": "DROP TABLE a;\nCREATE TABLE a (id int);\n" });
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 1
      ! error db/a.sql:1: table "a" does not exist
      !   DROP TABLE a
      !   → Models are loaded into an empty database: leave it out, or say IF EXISTS, as \`pg_dump --clean --if-exists\` does.
      !   models-invalid"
    `);
    project.write({ "db/a.sql": "CREATE TABLE a (id int);\n\nDROP SUBSCRIPTION ventas;\n" });
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 1
      ! error db/a.sql:3: subscription ventas does not exist
      !   DROP SUBSCRIPTION ventas
      !   → Models are loaded into an empty database: leave it out, or say IF EXISTS, as \`pg_dump --clean --if-exists\` does.
      !   models-invalid"
    `);
  });

  test("hold rows, which get into no database", async () => {
    const project = cliProject({
      "db/a.sql": "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1), (2);\n",
    });
    expect(await project.see("diff pglite::memory: models")).toMatchInlineSnapshot(`
      "exit 3
      -- what makes embedded :memory: into models: 2 objects to change
      -- not compared: rows that db/a.sql inserts

      CREATE TABLE a (
        id integer
      );"
    `);
    expect(await project.see("dump models")).toContain("not included: rows that db/a.sql inserts");
  });

  test("are not UTF-8", async () => {
    const project = cliProject({ "db/a.sql": "CREATE TABLE a (id int);\n" });
    const file = join(project.dir, "db/a.sql");
    writeFileSync(file, "CREATE TABLE a (id int);\nCOMMENT ON TABLE a IS 'a\xf1o';\n", "latin1");
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 1
      ! error db/a.sql:2: the text is not UTF-8
      !   → Save the file as UTF-8: \`iconv -f LATIN1 -t UTF-8\`, or whatever it is written in.
      !   models-invalid"
    `);
    writeFileSync(file, "\ufeffCREATE TABLE a (id int);\n", "utf16le");
    expect(await project.fails("check")).toContain("db/a.sql:1: the text is not UTF-8");
    writeFileSync(file, Buffer.from("PGDMP\x01\x0f\x00\xff", "latin1"));
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 1
      ! error db/a.sql is an archive of pg_dump, and no SQL
      !   → Have it as text: \`pg_restore --schema-only --file schema.sql db/a.sql\`.
      !   models-invalid"
    `);
    writeFileSync(file, "\ufeffCREATE TABLE a (id int);\n");
    expect(await project.see("check")).toContain("exit 3");
  });

  test("fail in a way nobody thought of", async () => {
    const project = cliProject({
      "limbeck.config.ts": `export default {
  url: "pglite:.limbeck/db",
  models: { name: "odd", load() { return null.length; } },
};\n`,
    });
    expect(await project.fails("generate")).toMatchInlineSnapshot(`
      "exit 1
      ! error Cannot read properties of null (reading 'length')
      !   internal: this should not have happened; --verbose shows where"
    `);
    expect((await project.run("generate --verbose")).err).toMatch(/TypeError.*\n\s+at /);
    expect((await project.run("generate -v")).err).toMatch(/TypeError.*\n\s+at /);
  });
});

describe("the daily round", () => {
  test("generate, upgrade, check, and nothing to do", async () => {
    const project = cliProject({
      ...drizzleConfig('[sqlFiles("./db/*.sql"), drizzle("./src/models/*.ts")]'),
      "src/models/vales.ts": vales(', status: text().default("abierto").notNull()'),
      "db/views.sql":
        "CREATE TYPE mood AS ENUM ('sad', 'ok');\nCREATE TABLE moods (mood mood NOT NULL);\n",
    });
    expect(await project.see("check")).toMatchInlineSnapshot(`
      "exit 3
      different: the models from the migrations, in 7 objects
        + enum mood
        + table moods
        + table vales
        + column moods.mood
        + column vales.id
        + column vales.status
        + constraint vales.vales_pkey

      Write the revision that closes the gap: limbeck generate"
    `);
    expect(await project.see("check -q")).toMatchInlineSnapshot(`
      "exit 3
        + enum mood
        + table moods
        + table vales
        + column moods.mood
        + column vales.id
        + column vales.status
        + constraint vales.vales_pkey"
    `);
    expect(
      await project.see("generate create vales and moods --rev-id 001"),
    ).toMatchInlineSnapshot(`
      "exit 0
      + migrations/001_create_vales_and_moods.ts
        3 operations
        loses on downgrade: rows of table moods, rows of table vales
        proved up: 7 objects as the models say · down: 0 objects as before

      Look it over, then bring the database up: limbeck upgrade"
    `);
    expect(
      readFileSync(join(project.dir, "migrations", written(project)[0]!), "utf8").replace(
        /\d{4}-\d\d-\d\d/,
        "DATE",
      ),
    ).toMatchInlineSnapshot(`
      "// create vales and moods · DATE
      // loses on downgrade: rows of table moods, rows of table vales
      import type { Operations } from "limbeck";

      export const revision = "001";
      export const downRevision = null;

      export function upgrade(op: Operations) {
        op.createEnum("mood", { values: ["sad", "ok"] });
        op.createTable("moods", {
          columns: {
            mood: { type: "mood", notNull: true },
          },
        });
        op.createTable("vales", {
          columns: {
            id: { type: "bigint" },
            status: { type: "text", notNull: true, default: "abierto" },
          },
          primaryKey: ["id"],
        });
      }

      export function downgrade(op: Operations) {
        op.dropTable("vales");
        op.dropTable("moods");
        op.dropEnum("mood");
      }
      "
    `);
    expect(await project.see("generate again")).toMatchInlineSnapshot(`
      "exit 0
      nothing to do: the migrations already build what the models say"
    `);
    expect(await project.json("generate")).toMatchObject({ operations: 0, down: ["001"] });
    expect(await project.see("generate again -q")).toMatchInlineSnapshot(`"exit 0"`);
    expect(written(project)).toHaveLength(1);
    expect(await project.see("upgrade")).toMatchInlineSnapshot(`
      "exit 0
      database: embedded .limbeck/db
        ↑ 001  create vales and moods  TIME
      upgraded base → 001: 1 revision"
    `);
    expect(await project.see("upgrade")).toMatchInlineSnapshot(`
      "exit 0
      database: embedded .limbeck/db
      nothing to do: at 001"
    `);
    expect(await project.see("check")).toMatchInlineSnapshot(`
      "exit 0
      equal: the models and the migrations, 7 objects"
    `);
    expect(await project.see("check --from database")).toMatchInlineSnapshot(`
      "exit 0
      equal: the models and the database, 7 objects"
    `);
    expect(await project.see("downgrade -1")).toMatchInlineSnapshot(`
      "exit 0
      database: embedded .limbeck/db
        ↓ 001  create vales and moods  TIME
      downgraded 001 → base: 1 revision"
    `);
    expect(await project.see("current")).toMatchInlineSnapshot(`
      "exit 0
      database: embedded .limbeck/db
      base  no revision is applied"
    `);
    project.write({ "src/models/vales.ts": vales(", status: text().notNull()") });
    expect(await project.json("check")).toMatchInlineSnapshot(`
      {
        "differences": [
          {
            "object": "column vales.status",
            "text": "~ column vales.status: default is "abierto", should be not set",
          },
        ],
        "equal": false,
        "from": "migrations",
        "notCompared": [],
        "objects": 7,
        "operations": "op.alterColumn("vales", "status", { default: null });",
        "pending": [],
        "scratch": true,
      }
    `);
    expect(await project.see("revision --autogenerate -q --rev-id 002")).toMatchInlineSnapshot(`
      "exit 0
      migrations/002.ts"
    `);
  });

  test("revision without autogenerate", async () => {
    const project = cliProject();
    const ran = await project.see(["revision", "-m", "Número de «vales»", "--rev-id", "001"]);
    expect(ran).toMatchInlineSnapshot(`
      "exit 0
      + migrations/001_número_de_vales.ts"
    `);
    expect(
      readFileSync(join(project.dir, "migrations", written(project)[0]!), "utf8").replace(
        /\d{4}-\d\d-\d\d/,
        "DATE",
      ),
    ).toMatchInlineSnapshot(`
      "// Número de «vales» · DATE
      import type { Operations } from "limbeck";

      export const revision = "001";
      export const downRevision = null;

      export function upgrade(_op: Operations) {
        // nothing to do
      }

      export function downgrade(_op: Operations) {
        // nothing to do
      }
      "
    `);
    expect(await project.json("revision -m empty --rev-id 002")).toMatchObject({
      revision: "002",
      file: join(project.dir, "migrations/002_empty.ts"),
      down: ["001"],
      operations: 0,
    });
    expect(await project.see("revision")).toMatchInlineSnapshot(`
      "exit 0
      + migrations/ID.ts"
    `);
    expect(await project.fails("revision --rev-id 001")).toMatchInlineSnapshot(`
      "exit 2
      ! error there is a revision 001 already
      !   → Give another id with --rev-id.
      !   graph-duplicate-id"
    `);
    expect(await project.fails("revision --rev-id a@b")).toMatchInlineSnapshot(`
      "exit 2
      ! error "a@b" cannot be a revision id: it holds "@"
      !   → Use letters, digits, "_" and "."; not "@", "-", "+", ":" or spaces, nor the words head, heads, base, current.
      !   revision-malformed"
    `);
    expect(await project.fails("revision --head 001")).toMatchInlineSnapshot(`
      "exit 2
      ! error 001 is not a head: other revisions follow it already
      !   → Heads are: ID. To begin another line there, add --splice.
      !   not-a-head"
    `);
    expect(await project.fails("revision --from database")).toMatchInlineSnapshot(`
      "exit 2
      ! error --from is for revisions from the models
      !   → Add --autogenerate, or leave it out.
      !   usage"
    `);
    expect(await project.fails("revision --no-verify")).toMatchInlineSnapshot(`
      "exit 2
      ! error --no-verify is for revisions from the models
      !   → Add --autogenerate, or leave it out.
      !   usage"
    `);
    expect(await project.fails("generate --from models")).toMatchInlineSnapshot(`
      "exit 2
      ! error --from takes migrations or database, not models
      !   → --from migrations compares with what the revisions build, --from database with what is there.
      !   usage"
    `);
  });

  test("with several heads", async () => {
    const project = cliProject({
      ...line("a"),
      "migrations/b.ts": line("a", "b")["migrations/b.ts"]!,
      "migrations/c.ts": line("a", "c")["migrations/c.ts"]!,
    });
    expect(await project.fails("generate")).toMatchInlineSnapshot(`
      "exit 2
      ! error there are 2 heads: b, c
      !   no object is worked on by more than one of their lines
      !   → Join them first: \`limbeck merge\`. Or name the one to follow: --head c.
      !   multiple-heads"
    `);
    expect(await project.fails("upgrade head")).toMatchInlineSnapshot(`
      "exit 2
      ! error there are 2 heads (b, c), and head wants one
      !   no object is worked on by more than one of their lines
      !   → \`limbeck heads\` shows them. Name one, or its branch with \`BRANCH@head\`; take all with \`heads\`; or join them with \`limbeck merge\`.
      !   multiple-heads"
    `);
    expect(await project.see("revision --head heads -m merge --rev-id d")).toMatchInlineSnapshot(`
      "exit 0
      + migrations/d_merge.ts
        joins b, c"
    `);
    expect(await project.see("heads")).toMatchInlineSnapshot(`
      "exit 0
      d  ← b, c  merge  (head, merge point)"
    `);
  });
});
