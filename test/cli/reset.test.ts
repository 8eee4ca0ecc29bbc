import { describe, expect, test } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { type ResetReport, reset, upgrade } from "../../src/index.js";
import { withDatabase } from "../server.js";
import { cliProject, revisionFile } from "./cli-project.js";

const config = `import { defineConfig, env } from "limbeck";
export default defineConfig({
  url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
  seeds: "./seeds/*.sql",
  environments: { production: { url: env("PRODUCTION_URL"), protect: true } },
});
`;
const files = {
  "limbeck.config.ts": config,
  "migrations/a.ts": revisionFile(
    "a",
    null,
    `op.execute(\`CREATE TABLE roles (name text PRIMARY KEY);
  CREATE TABLE people (id bigserial PRIMARY KEY, role text REFERENCES roles);
  CREATE VIEW admins AS SELECT * FROM people WHERE role = 'Admin';
  CREATE SCHEMA audit;
  CREATE TABLE audit.seen (who bigint REFERENCES people)\`);`,
    'op.execute("DROP SCHEMA audit CASCADE; DROP VIEW admins; DROP TABLE people, roles");',
  ),
  "migrations/b.ts": revisionFile(
    "b",
    "a",
    'op.createTable("b", { columns: { id: { type: "bigint" } } });',
    'op.dropTable("b");',
  ),
  "seeds/roles.sql": "INSERT INTO roles VALUES ('Admin') ON CONFLICT DO NOTHING;\n",
};

/** The tables there are, but for the tool's own. */
async function tablesOf(url: string): Promise<string[]> {
  const rows = await withConnection(url, {}, (connection) =>
    connection.query<{ name: string }>(
      "SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1",
    ),
  );
  return rows.map(({ name }) => name).filter((name) => !/limbeck_/.test(name));
}

const run = (url: string, sql: string) => withConnection(url, {}, (c) => c.script(sql));

test("an embedded database is emptied, brought up, and seeded", async () => {
  const { see, json } = cliProject(files);
  await json("upgrade");
  expect(await see("reset")).toMatchInlineSnapshot(`
    "exit 2
    database: embedded .limbeck/db
    takes away 15 objects, among them
      - rows of table roles
      - rows of table people
      - rows of table audit.seen
      - rows of table b
    ! error embedded .limbeck/db would lose everything in it
    !   → Nobody can be asked here. If it is meant: limbeck reset --yes
    !   not-interactive"
  `);
  expect(await see("reset --yes --seed")).toMatchInlineSnapshot(`
    "exit 0
    database: embedded .limbeck/db
    takes away 15 objects, among them
      - rows of table roles
      - rows of table people
      - rows of table audit.seen
      - rows of table b
      ↑ a    TIME
      ↑ b    TIME
    reset b → b
      ✓ seeds/roles.sql  1 inserted  TIME"
  `);
});

describe("on a server", () => {
  const project = cliProject(files);
  const fresh = (body: (url: string, name: string) => Promise<void>) =>
    withDatabase(async (url) => {
      await upgrade({ cwd: project.dir, url });
      await run(url, "INSERT INTO roles VALUES ('Admin'), ('User')");
      await body(url, new URL(url).pathname.slice(1));
    });

  test("nothing of the project stays, and what it is not asked for does", () =>
    fresh(async (url) => {
      await run(url, "CREATE SCHEMA other; CREATE TABLE other.kept (id int)");
      const { upgraded } = await project.json<ResetReport>(`reset --yes --no-upgrade --url ${url}`);
      expect(upgraded).toBeUndefined();
      expect(await tablesOf(url)).toEqual(["other.kept"]);
      const left = await withConnection(url, {}, (c) =>
        c.query("SELECT to_regclass('limbeck_version') AS it"),
      );
      expect(left).toEqual([{ it: null }]);
      // Empty now: nobody has to be asked.
      const again = await project.json<ResetReport>(`reset --seed --url ${url}`);
      expect(again.upgraded?.to).toEqual(["b"]);
      expect(again.seeded?.seeds).toEqual([expect.objectContaining({ inserted: 1 })]);
    }));

  test("what was made by hand on a table goes with it", () =>
    fresh(async (url) => {
      await run(url, "ALTER TABLE people ADD COLUMN note text; CREATE INDEX ON people (note)");
      const report = await project.json<ResetReport>(`reset --yes --url ${url}`);
      expect(report.unexplained).toEqual([]);
      expect(await run(url, "SELECT * FROM people").then((rows) => rows.flat())).toEqual([]);
    }));

  test("a table that no revision made is not taken away unless the database is named", () =>
    fresh(async (url, name) => {
      await run(url, "CREATE TABLE precious (id int); INSERT INTO precious VALUES (1)");
      const said = await project.fails(`reset --yes --url ${url}`);
      expect(said).toMatchInlineSnapshot(`
        "exit 2
        database: localhost:PORT/DATABASE as postgres
        takes away 17 objects, among them
          - rows of table roles
          - rows of table people
          - rows of table audit.seen
          - rows of table b
          - rows of table precious
        ! error not everything in it comes from its revisions
        !   table precious
        !   → If all of it is to go: limbeck reset --url postgresql://postgres@localhost:PORT/DATABASE --yes-i-mean DATABASE
        !   reset-refused"
      `);
      expect(await project.fails(`reset --yes-i-mean else --url ${url}`)).toContain("names else");
      expect(await tablesOf(url)).toContain("public.precious");
      await project.json(`reset --yes-i-mean ${name} --url ${url}`);
      expect(await tablesOf(url)).toEqual([
        "audit.seen",
        "public.b",
        "public.people",
        "public.roles",
      ]);
    }));

  test("what the configuration leaves out of comparisons stays", () =>
    fresh(async (url) => {
      await run(url, "CREATE TABLE precious (id int)");
      const filter = '  includeName: (name) => name !== "precious",\n});';
      const other = cliProject({ ...files, "limbeck.config.ts": config.replace("});", filter) });
      await other.json(`reset --yes --no-upgrade --url ${url}`);
      expect(await tablesOf(url)).toEqual(["public.precious"]);
    }));

  test("a database that limbeck did not make", () =>
    withDatabase(async (url) => {
      await run(url, "CREATE TABLE precious (id int)");
      expect(await project.fails(`reset --yes --url ${url}`)).toMatchInlineSnapshot(`
        "exit 2
        database: localhost:PORT/DATABASE as postgres
        takes away 2 objects, among them
          - rows of table precious
        ! error no revision is applied to localhost:PORT/DATABASE as postgres: what it has, limbeck did not make
        !   table precious
        !   → If all of it is to go: limbeck reset --url postgresql://postgres@localhost:PORT/DATABASE --yes-i-mean DATABASE
        !   reset-refused"
      `);
      expect(await tablesOf(url)).toEqual(["public.precious"]);
    }));

  test("one at a revision of another branch", () =>
    fresh(async (url, name) => {
      await run(url, "UPDATE limbeck_version SET version_num = 'zz'; CREATE TABLE zz (id int)");
      expect(await project.fails(`reset --yes --url ${url}`)).toContain("table zz");
      await project.json(`reset --yes-i-mean ${name} --url ${url}`);
      expect(await tablesOf(url)).toEqual([
        "audit.seen",
        "public.b",
        "public.people",
        "public.roles",
      ]);
    }));

  test("a protected environment wants its name, production is left alone", () =>
    fresh(async (url) => {
      process.env.PRODUCTION_URL = url;
      try {
        expect(await project.fails("reset --yes --env production")).toMatchInlineSnapshot(`
          "exit 2
          database: localhost:PORT/DATABASE as postgres
          takes away 15 objects, among them
            - rows of table roles
            - rows of table people
            - rows of table audit.seen
            - rows of table b
          ! error production is protected: a reset takes everything away
          !   → If it is meant: \`limbeck reset --env production --yes-i-mean production\`.
          !   environment-protected"
        `);
        process.env.NODE_ENV = "production";
        expect(
          await project.fails("reset --yes --env production --yes-i-mean production"),
        ).toMatchInlineSnapshot(`
          "exit 2
          ! error with NODE_ENV=production no database is reset
          !   → A reset is for development. What a revision did is taken back by limbeck downgrade --env production.
          !   reset-refused"
        `);
      } finally {
        delete process.env.PRODUCTION_URL;
        delete process.env.NODE_ENV;
      }
      expect(await tablesOf(url)).toContain("public.b");
    }));

  test("a person is asked, and no means no", () =>
    fresh(async (url) => {
      const ask = async () => undefined;
      await expect(reset({ cwd: project.dir, url, ask })).rejects.toMatchObject({
        code: "migration-interrupted",
      });
      expect(await run(url, "SELECT * FROM roles").then((rows) => rows.flat())).toHaveLength(2);
      await reset({ cwd: project.dir, url, ask: async () => "yes" });
      expect(await run(url, "SELECT * FROM roles").then((rows) => rows.flat())).toEqual([]);
    }));

  test("seeds there are not stop it before anything goes", () =>
    fresh(async (url) => {
      const bare = cliProject({
        ...files,
        "limbeck.config.ts": config.replace(/ {2}seeds.*\n/, ""),
      });
      await bare.fails(`reset --yes --seed --url ${url}`);
      expect(await run(url, "SELECT * FROM roles").then((rows) => rows.flat())).toHaveLength(2);
    }));
});
