import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { splitSql } from "../../src/dialect/index.js";
import { type Connection, withConnection } from "../../src/driver/engines.js";
import { withDatabase } from "../server.js";
import { buildCli, start } from "./built-cli.js";
import { cliProject, line, revisionFile, shown } from "./cli-project.js";
import { quickScratch } from "./git-project.js";

buildCli();

const index = `op.createIndex("a_id", { table: "a", columns: ["id"], concurrently: true });`;
const b = revisionFile(
  "b",
  "a",
  `op.execute("SELECT 1");\n  ${index}\n  op.addColumn("a", "n", { type: "integer" });`,
  `op.dropColumn("a", "n");\n  op.dropIndex("a_id", { concurrently: true });`,
);
const vacuum = revisionFile(
  "c",
  "b",
  `op.autocommitBlock(() => {\n    op.execute("VACUUM a; ALTER SYSTEM RESET work_mem");\n  });`,
);
const files = { ...quickScratch(), ...line("a"), "migrations/b.ts": b, "migrations/c.ts": vacuum };

const heads = async (connection: Connection) =>
  (await connection.query("SELECT version_num FROM limbeck_version")).map((r) => r.version_num);

const valid = (connection: Connection) =>
  connection.query("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('a_id')");

describe("statements outside a transaction", () => {
  test("are said by plan, and run plainly where nobody else is", () =>
    withDatabase(async (url) => {
      const project = cliProject(files);
      const at = ["--url", url];
      await project.run(["upgrade", "a", ...at]);
      expect(await project.see(["plan", ...at])).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        at a; 2 revisions to run

        b  b
          locks  a: SHARE UPDATE EXCLUSIVE while all rows are read
          locks  a: ACCESS EXCLUSIVE; reads and writes wait
          SELECT 1;
          -- outside a transaction:
          CREATE INDEX CONCURRENTLY a_id ON a (id);
          ALTER TABLE a ADD COLUMN n integer;

        c  c
          -- outside a transaction:
          VACUUM a;
          -- outside a transaction:
          ALTER SYSTEM RESET work_mem;

        Run them: limbeck upgrade --url postgresql://postgres@localhost:PORT/DATABASE"
      `);
      expect(await project.json(["plan", "--json", ...at])).toMatchObject({
        revisions: [
          { apart: ["CREATE INDEX CONCURRENTLY a_id ON a (id)"] },
          { apart: ["VACUUM a", "ALTER SYSTEM RESET work_mem"] },
        ],
      });
      expect(await project.see(["ci", ...at])).toContain(
        "✓ proof    3 revisions proved up and down",
      );
    }));

  test.each(["", "--idempotent"])("--sql puts them between transactions %s", (form) =>
    withDatabase((url) =>
      withConnection(url, {}, async (connection) => {
        const project = cliProject(files);
        const { out } = await project.run(`upgrade --sql ${form}`);
        const own = /^(?:SELECT pg_advisory|INSERT INTO public\.limbeck_journal).*\n/gm;
        if (form === "")
          expect(out.slice(out.indexOf("-- upgrade b")).replaceAll(own, "")).toMatchInlineSnapshot(`
            "-- upgrade b: b (migrations/b.ts)
            BEGIN;
            SELECT 1;
            COMMIT;
            -- outside a transaction, in which PostgreSQL does not run it
            CREATE INDEX CONCURRENTLY a_id ON a (id);
            BEGIN;
            COMMIT;
            BEGIN;
            ALTER TABLE a ADD COLUMN n integer;
            UPDATE public.limbeck_version SET version_num = 'b' WHERE version_num = 'a';
            COMMIT;

            -- upgrade c: c (migrations/c.ts)
            -- outside a transaction, in which PostgreSQL does not run it
            VACUUM a;
            BEGIN;
            COMMIT;
            -- outside a transaction, in which PostgreSQL does not run it
            ALTER SYSTEM RESET work_mem;
            BEGIN;
            UPDATE public.limbeck_version SET version_num = 'c' WHERE version_num = 'b';
            COMMIT;
            "
          `);
        for (let times = 0; times < (form === "" ? 1 : 2); times++) await asPsql(connection, out);
        expect(await heads(connection)).toEqual(["c"]);
        expect(await valid(connection)).toEqual([{ indisvalid: true }]);
        const { out: back } = await project.run(`downgrade c:a --sql ${form}`);
        await asPsql(connection, back);
        expect(await heads(connection)).toEqual(["a"]);
        expect(await valid(connection)).toEqual([]);
      }),
    ),
  );

  test("cannot be in a script that is one transaction", async () => {
    const project = cliProject(files);
    project.write({
      "limbeck.config.ts": files["limbeck.config.ts"].replace(
        "models:",
        "transactionPerMigration: false,\n  models:",
      ),
    });
    expect(await project.fails("upgrade --sql")).toContain(
      "b (migrations/b.ts) has a statement that cannot run in a transaction",
    );
  });

  test("stay in their block when revisions are squashed", async () => {
    const project = cliProject(files);
    await project.run("squash b:c -m both");
    const folder = join(project.dir, "migrations");
    const file = readdirSync(folder).find((name) => name.endsWith("_both.ts"))!;
    expect(readFileSync(join(folder, file), "utf8")).toContain(`
  op.autocommitBlock(() => {
    op.execute("VACUUM a; ALTER SYSTEM RESET work_mem");
  });
`);
  });
});

// Processes start slowly on a busy machine.
describe("processes", { timeout: 180_000 }, () => {
  test("eight at once build an index once", () =>
    withDatabase((url) =>
      withConnection(url, {}, async (connection) => {
        const project = cliProject(files);
        await project.run(["upgrade", "a", "--url", url]);
        // Held up until all of them are there: an index waits for whoever has written.
        await withConnection(url, {}, async (writer) => {
          await writer.script("BEGIN; INSERT INTO a VALUES (1)");
          const all = Array.from({ length: 8 }, () =>
            start(project, ["upgrade", "--url", url, "--lock-timeout", "5m"]),
          );
          await until(connection, building);
          await until(
            connection,
            "SELECT 1 WHERE (SELECT count(DISTINCT pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'limbeck') >= 8",
          );
          await writer.script("COMMIT");
          const ended = await Promise.all(all.map((one) => one.ended));
          expect(ended.map(({ status, err }) => [status, err])).toEqual(ended.map(() => [0, ""]));
        });
        expect(await heads(connection)).toEqual(["c"]);
        expect(await valid(connection)).toEqual([{ indisvalid: true }]);
        expect(
          await connection.query(
            "SELECT revision, segment FROM limbeck_journal WHERE finished_at = 'infinity' ORDER BY id",
          ),
        ).toEqual([
          { revision: "b", segment: 1 },
          { revision: "c", segment: 0 },
          { revision: "c", segment: 1 },
        ]);
      }),
    ));

  test("one is interrupted: the statement is cancelled, and the next run goes on", () =>
    withDatabase((url) =>
      withConnection(url, {}, (connection) =>
        withConnection(url, {}, async (writer) => {
          const project = cliProject(files);
          await project.run(["upgrade", "a", "--url", url]);
          await writer.script("BEGIN; INSERT INTO a VALUES (1)");
          const { child, ended } = start(project, ["upgrade", "--url", url]);
          await until(connection, building);
          child.kill("SIGINT");
          expect(shown(await ended, project.dir)).toContain("interrupted during b");
          expect(await valid(connection)).toEqual([{ indisvalid: false }]);
          await writer.script("COMMIT");
          expect((await project.run(["upgrade", "--url", url])).status).toBe(0);
          expect(await valid(connection)).toEqual([{ indisvalid: true }]);
        }),
      ),
    ));

  /** A process that is killed while its index waits; its session lives on until `after` is done. */
  const killed = (
    after: (at: {
      readonly connection: Connection;
      readonly pid: number;
      readonly letGo: () => Promise<unknown>;
      readonly again: (...more: string[]) => Promise<string>;
    }) => Promise<void>,
  ) =>
    withDatabase((url) =>
      withConnection(url, {}, (connection) =>
        withConnection(url, {}, async (writer) => {
          const project = cliProject(files);
          await project.run(["upgrade", "a", "--url", url]);
          await writer.script("BEGIN; INSERT INTO a VALUES (1)");
          const { child, ended } = start(project, ["upgrade", "--url", url]);
          const [row] = await until(connection, building);
          child.kill("SIGKILL");
          await ended;
          await after({
            connection,
            pid: row!.pid as number,
            letGo: () => writer.script("COMMIT"),
            again: async (...more) =>
              shown(await project.run(["upgrade", "--url", url, ...more]), project.dir),
          });
          expect(await heads(connection)).toEqual(["c"]);
          expect(await valid(connection)).toEqual([{ indisvalid: true }]);
          expect(await connection.query("SELECT FROM limbeck_lease")).toEqual([]);
        }),
      ),
    );

  test("one is killed: nobody begins anew while its session lives, whose work is taken", () =>
    killed(async ({ connection, pid, letGo, again }) => {
      expect((await again("--lock-timeout", "1s")).replaceAll(String(pid), "PID")).toMatch(
        /^exit 4\n[\s\S]*another run holds the migration lock: process PID, with upgrade b outside a transaction, since DATE .*; waited TIME/,
      );
      await letGo();
      await until(
        connection,
        `SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = ${pid})`,
      );
      const [before] = await connection.query("SELECT 'a_id'::regclass::oid AS oid");
      expect(await again()).toContain("exit 0");
      expect(await connection.query("SELECT 'a_id'::regclass::oid AS oid")).toEqual([before]);
    }));

  test("one is killed, and its session too: what it left is made anew", () =>
    killed(async ({ connection, pid, letGo, again }) => {
      await connection.query(`SELECT pg_terminate_backend(${pid})`);
      await until(
        connection,
        `SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = ${pid})`,
      );
      expect(await valid(connection)).toEqual([{ indisvalid: false }]);
      await letGo();
      expect(await again()).toContain("exit 0");
    }));
});

const building =
  "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '/* limbeck %CREATE INDEX CONCURRENTLY a_id%' AND wait_event_type = 'Lock'";

async function until(connection: Connection, query: string): Promise<Record<string, unknown>[]> {
  for (;;) {
    const rows = await connection.query(query);
    if (rows.length > 0) return rows;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What `psql` does with a script: each statement by itself. */
async function asPsql(connection: Connection, script: string): Promise<void> {
  const statements = splitSql(script);
  for (const [at, { text, psql }] of statements.entries()) {
    if (psql) continue;
    const rows = await connection.script(text);
    if (statements[at + 1]?.text === "\\gexec")
      for (const row of rows.flat()) await connection.script(String(Object.values(row)[0]));
  }
}
