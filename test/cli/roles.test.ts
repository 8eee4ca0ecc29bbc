import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, inject, it } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { withDatabase } from "../server.js";
import { type CliProject, cliProject } from "./cli-project.js";

/** Roles belong to the whole server, on which other tests run: these are this one's own. */
const own = `lc_${randomBytes(4).toString("hex")}`;

const config = (url: string, more = "") => `
import { defineConfig, sqlFiles } from "limbeck";
export default defineConfig({
  url: ${JSON.stringify(url)}, models: sqlFiles("./db/*.sql"), compare: { roles: true }, ${more}
});
`;

const models = `CREATE ROLE ${own}_app LOGIN PASSWORD 's3cret' CONNECTION LIMIT 20;
CREATE ROLE ${own}_ventas;
GRANT ${own}_ventas TO ${own}_app;
CREATE TABLE vales (id int PRIMARY KEY);
GRANT SELECT ON vales TO ${own}_ventas;
`;

const anonymous = (text: string) => text.replaceAll(own, "p");

function written(project: CliProject, id: string): string {
  const folder = join(project.dir, "migrations");
  const file = readdirSync(folder).find((name) => name.startsWith(id))!;
  return anonymous(readFileSync(join(folder, file), "utf8")).replace(/ · \d{4}-\d\d-\d\d/, "");
}

afterAll(() =>
  withConnection(inject("serverUrl"), {}, (admin) =>
    admin.script(`DO $$ DECLARE role text; BEGIN
      FOR role IN SELECT rolname FROM pg_roles WHERE starts_with(rolname, '${own}') LOOP
        EXECUTE format('DROP ROLE %I', role);
      END LOOP;
    END $$`),
  ),
);

it("go from the models to two databases of a server and back, and leave others alone", async () => {
  await withDatabase((one) =>
    withDatabase(async (two) => {
      const project = cliProject({ "limbeck.config.ts": config(one), "db/models.sql": models });
      const see = async (line: string) => anonymous(await project.see(line));
      const on = (sql: string) => withConnection(one, {}, (connection) => connection.script(sql));
      await on(`CREATE ROLE ${own}_elsewhere; CREATE ROLE ${own}_ana`);

      expect(await see("generate first --rev-id 001 -q")).toContain("exit 0");
      expect(written(project, "001")).toMatchInlineSnapshot(`
        "// first
        // loses on downgrade: password and members of role p_app, members of role p_ventas, rows of table vales
        import type { Operations } from "limbeck";

        export const revision = "001";
        export const downRevision = null;

        export function upgrade(op: Operations) {
          op.createRole("p_app", { login: true, connectionLimit: 20, ifNotExists: true });
          op.createRole("p_ventas", { ifNotExists: true });
          op.grantRole("p_ventas", { to: "p_app" });
          op.createTable("vales", {
            columns: {
              id: { type: "integer" },
            },
            primaryKey: ["id"],
          });
          op.grant(["select"], { on: { table: "vales" }, to: "p_ventas" });
        }

        export function downgrade(op: Operations) {
          op.dropTable("vales");
          op.dropRole("p_ventas", { ifExists: true });
          op.dropRole("p_app", { ifExists: true });
        }
        "
      `);
      expect(await see("upgrade -q")).toContain("exit 0");
      expect(await see(`upgrade -q --url ${two}`)).toContain("exit 0");

      await on(`GRANT ${own}_ventas TO ${own}_ana`);
      expect(await see("drift -q")).toContain("exit 0");
      await on(`ALTER ROLE ${own}_app CREATEDB; REVOKE ${own}_ventas FROM ${own}_app`);
      expect(await see("drift")).toMatchInlineSnapshot(`
        "exit 3
        database: localhost:PORT/DATABASE as postgres
        drifted: the database from what its revisions build (001), in 2 objects
          ~ role p_app: createDatabase is true, should be not set
          + membership of p_app in p_ventas

        To bring the database back:
          ALTER ROLE p_app NOCREATEDB;
          GRANT p_ventas TO p_app;

        To keep what is there, as the next revision has it:
          REVOKE p_ventas FROM p_app;
          ALTER ROLE p_app CREATEDB;"
      `);
      await on(`ALTER ROLE ${own}_app NOCREATEDB; GRANT ${own}_ventas TO ${own}_app`);

      expect(await see("dump database --models dumped -q")).toContain("exit 0");
      const dumped = readdirSync(join(project.dir, "dumped")).sort();
      const texts = dumped.map((name) => readFileSync(join(project.dir, "dumped", name), "utf8"));
      expect(anonymous(texts.join(""))).toMatchInlineSnapshot(`
        "CREATE ROLE p_ventas;
        CREATE TABLE vales (
          id integer,
          PRIMARY KEY (id)
        );

        GRANT SELECT ON TABLE vales TO p_ventas;
        "
      `);

      expect(await see("downgrade base -q")).toMatchInlineSnapshot(`
        "exit 1
        ! error the downgrade of 001 failed
        !   operation  op.dropRole("p_ventas", { ifExists: true });
        !   at         migrations/001_first.ts:23
        !   statement  DROP ROLE IF EXISTS p_ventas
        !   server     role "p_ventas" cannot be dropped because some objects depend on it (2BP01)
        !   detail     1 object in database DATABASE
        ! 001 was rolled back; the database stands at 001
        !   → It owns something or has rights on something, in this database or in another one of the server. There: REASSIGN OWNED BY p_ventas TO …; DROP OWNED BY p_ventas;
        !   migration-failed"
      `);
      await on("DROP TABLE vales");
      expect(await see(`downgrade base -q --url ${two}`)).toMatchInlineSnapshot(`"exit 0"`);
      expect(
        await withConnection(one, {}, (c) =>
          c.query(
            `SELECT rolname FROM pg_roles WHERE starts_with(rolname, '${own}') ORDER BY rolname`,
          ),
        ),
      ).toEqual([{ rolname: `${own}_ana` }, { rolname: `${own}_elsewhere` }]);
    }),
  );
});

it("are made from Drizzle's, unless they are somebody else's, and renamed with what names them", async () => {
  const drizzle = (name: string) => `
import { sql } from "drizzle-orm";
import { integer, pgPolicy, pgRole, pgTable } from "drizzle-orm/pg-core";
import { authenticatedRole } from "drizzle-orm/supabase";
export { authenticatedRole };
export const lector = pgRole("${name}", { createDb: true, inherit: false });
export const again = pgRole("${name}");
export const old = pgRole("old").existing();
export const vales = pgTable("vales", { id: integer().primaryKey() }, () => [
  pgPolicy("all", { to: [lector, authenticatedRole], using: sql\`true\` }),
]);`;
  const project = cliProject({
    "limbeck.config.ts": `import { defineConfig } from "limbeck";
import { drizzle } from "limbeck/drizzle";
export default defineConfig({ url: "pglite:.limbeck/db", models: drizzle("./models.ts"), compare: { roles: true } });`,
    "models.ts": drizzle("lector"),
  });
  expect(await project.see("generate first --rev-id 001 -q")).toContain("exit 0");
  expect(written(project, "001")).toContain(
    'op.createRole("lector", { inherit: false, createDatabase: true, ifNotExists: true });',
  );
  expect(written(project, "001")).not.toMatch(/Role\("(?:authenticated|old)"/);
  project.write({ "models.ts": drizzle("reader") });
  expect(await project.fails("generate second")).toContain(
    "role lector goes while reader comes: is it renamed?",
  );
  expect(await project.see("generate second --rev-id 002 --rename lector=reader -q")).toContain(
    "exit 0",
  );
  expect(written(project, "002")).toMatchInlineSnapshot(`
    "// second
    import type { Operations } from "limbeck";

    export const revision = "002";
    export const downRevision = "001";

    export function upgrade(op: Operations) {
      op.renameRole("lector", "reader");
    }

    export function downgrade(op: Operations) {
      op.renameRole("reader", "lector");
    }
    "
  `);
});

it("are never left behind by a proof on a server", async () => {
  await withDatabase(async (url) => {
    const project = cliProject({
      "limbeck.config.ts": config(url, `scratch: { url: ${JSON.stringify(inject("serverUrl"))} }`),
      "db/models.sql": `CREATE ROLE ${own}_proved;`,
    });
    expect(await project.see("generate first --rev-id 001 -q")).toContain("exit 0");
    project.write({
      "db/models.sql": `CREATE ROLE ${own}_proved; CREATE SCHEMA own; GRANT USAGE ON SCHEMA own TO ${own}_proved;`,
    });
    expect(anonymous(await project.fails("generate second --rev-id 002"))).toMatchInlineSnapshot(`
      "exit 1
      ! error revision 002 was not written: the upgrade does not run: role "p_proved" does not exist
      !   GRANT USAGE ON SCHEMA own TO p_proved
      !   → A throwaway database on a server makes no roles, for they would be real. Make it there once: CREATE ROLE p_proved NOLOGIN;
      !   proof-failed"
    `);
    const left = await withConnection(url, {}, (c) =>
      c.query(`SELECT FROM pg_roles WHERE rolname = '${own}_proved'`),
    );
    expect(left).toEqual([]);
  });
});
