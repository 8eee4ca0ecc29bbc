import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { expect, it } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { check, current, downgrade, heads, history, stamp, upgrade } from "../../src/index.js";
import { endPool, withDatabase } from "../server.js";
import { cliProject, line } from "./cli-project.js";

const tables = `SELECT string_agg(relname, ' ' ORDER BY relname) AS tables FROM pg_class
  WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname NOT LIKE 'limbeck%'`;

const config = `import { defineConfig, env, sqlFiles } from "limbeck";
export default defineConfig({ url: env("LIMBECK_TEST_URL"), models: sqlFiles("./db/*.sql") });
`;

const tablesAt = (url: string) =>
  withConnection(url, {}, (connection) => connection.query(tables)).then(([row]) => row);

it("two projects of one process, each with its own .env, do not meet", () =>
  withDatabase((one) =>
    withDatabase(async (other) => {
      const projects = [
        { url: one, ids: ["a", "b", "c"] },
        { url: other, ids: ["x", "y"] },
      ].map(({ url, ids }) => {
        const files = {
          ...line(...ids),
          "limbeck.config.ts": config,
          ".env": `LIMBECK_TEST_URL=${url}\n`,
        };
        return { ids, url, at: { cwd: cliProject(files).dir } };
      });
      // Whatever is called, in whichever order it gets its turns.
      const rounds = projects.flatMap(({ at }) => [
        upgrade(at),
        heads(at),
        upgrade(at),
        history(at),
      ]);
      await Promise.all(rounds);
      for (const { url, ids, at } of projects) {
        expect(await tablesAt(url)).toEqual({ tables: ids.join(" ") });
        expect((await current(at)).atHead).toBe(true);
      }
      await Promise.all(projects.map(({ at }) => downgrade({ ...at, target: "-1" })));
      expect(await tablesAt(one)).toEqual({ tables: "a b" });
      expect(await tablesAt(other)).toEqual({ tables: "x" });
      expect(process.env.LIMBECK_TEST_URL).not.toBe(one);
    }),
  ));

it("commands run on a connection that is given, and leave it open", () =>
  withDatabase(async (url) => {
    const project = cliProject({
      ...line("a", "b"),
      "db/m.sql": "CREATE TABLE a (id bigint); CREATE TABLE b (id bigint);",
      "limbeck.config.ts": config,
    });
    const pool = new pg.Pool({ connectionString: url });
    const client = new pg.Client({ connectionString: url });
    const embedded = new PGlite();
    await client.connect();
    try {
      const at = (connection: pg.Pool | pg.Client | PGlite) => ({ cwd: project.dir, connection });
      const [report] = await Promise.all([upgrade(at(pool)), upgrade(at(embedded))]);
      expect(report).toMatchObject({ database: "the given connection", to: ["b"] });
      expect((await current(at(client))).atHead).toBe(true);
      expect((await check({ ...at(client), from: "database" })).equal).toBe(true);
      await downgrade({ ...at(client), target: "base" });
      await stamp({ ...at(pool), revisions: ["a"] });
      expect((await client.query(tables)).rows).toEqual([{ tables: null }]);
      expect((await pool.query("SELECT version_num FROM limbeck_version")).rows).toHaveLength(1);
      expect((await embedded.query(tables)).rows).toEqual([{ tables: "a b" }]);
      await expect(current({ cwd: project.dir, connection: {} as never })).rejects.toMatchObject({
        code: "options-invalid",
      });
    } finally {
      await Promise.all([endPool(pool), client.end(), embedded.close()]);
    }
  }));
