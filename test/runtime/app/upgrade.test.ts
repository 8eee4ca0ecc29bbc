import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { withConnection } from "../../../src/driver/engines.js";
import {
  type AppRevision,
  assertAtHead,
  current,
  folder,
  type Operations,
  sql,
  upgrade,
} from "../../../src/runtime/app/index.js";
import { toolVersion } from "../../../src/runtime/index.js";
import { projectFolder, revisionText } from "../../script/project-folder.js";
import { endPool, withDatabase } from "../../server.js";

/** r0 makes a table, each one after it a column. */
function lineOf(count: number): AppRevision[] {
  return Array.from({ length: count }, (_, i) => ({
    revision: `r${i}`,
    downRevision: i === 0 ? null : `r${i - 1}`,
    upgrade: (op) => {
      if (i === 0) op.createTable("t", { columns: { c0: { type: "text" } } });
      else op.addColumn("t", `c${i}`, { type: "text", default: sql`now()::text` });
    },
  }));
}

const withPool = <T>(run: (pool: pg.Pool, url: string) => Promise<T>, max = 10) =>
  withDatabase(async (url) => {
    const pool = new pg.Pool({ connectionString: url, max });
    try {
      return await run(pool, url);
    } finally {
      await endPool(pool);
    }
  });

describe("upgrade", () => {
  it("goes up, to a target and to the heads, and leaves the pool as it was", () =>
    withPool(async (connection) => {
      const revisions = lineOf(4);
      const events: string[] = [];
      const onEvent = ({ type, step }: { type: string; step?: { revision: string } }) =>
        events.push(`${type} ${step?.revision}`);
      expect(await current({ connection, revisions })).toEqual({
        revisions: [],
        heads: ["r3"],
        pending: ["r0", "r1", "r2", "r3"],
        atHead: false,
      });
      const first = await upgrade({ connection, revisions, target: "+2", onEvent });
      expect(first).toMatchObject({ from: [], to: ["r1"], steps: [{}, {}] });
      expect(events).toEqual(["start r0", "done r0", "start r1", "done r1"]);
      await expect(assertAtHead({ connection, revisions })).rejects.toMatchObject({
        code: "not-at-head",
        exitCode: 3,
        message: "the database is at r1, 2 revisions behind r3",
        details: { pending: ["r2", "r3"] },
      });
      expect(await upgrade({ connection, revisions })).toMatchObject({ from: ["r1"], to: ["r3"] });
      expect(await upgrade({ connection, revisions })).toEqual({
        from: ["r3"],
        to: ["r3"],
        steps: [],
      });
      await assertAtHead({ connection, revisions });
      expect([connection.totalCount, connection.idleCount]).toEqual([1, 1]);
    }));

  it("takes the hooks of a configuration: one transaction, directives, and who is told", () =>
    withPool(async (connection) => {
      const told: string[] = [];
      const options = {
        connection,
        transactionPerMigration: false,
        operations: {
          pair: (op: Operations, name: string) => {
            for (const one of [name, `${name}_old`])
              op.createTable(one, { columns: { id: { type: "bigint" } } });
          },
        },
        onVersionApply: ({ revision }: { revision?: string | undefined }) => {
          told.push(revision ?? "");
        },
      };
      const own = (op: Operations) => (op as unknown as { pair(name: string): void }).pair("t");
      const revisions = [
        { revision: "a", downRevision: null, upgrade: own },
        { revision: "b", downRevision: "a", upgrade: "SELECT 1 / 0" },
      ];
      await expect(upgrade({ ...options, revisions })).rejects.toMatchObject({
        details: { revision: "b", heads: [] },
      });
      expect(await current({ connection, revisions })).toMatchObject({ revisions: [] });
      revisions[1]!.upgrade = "CREATE VIEW v AS SELECT id FROM t_old";
      expect(await upgrade({ ...options, revisions })).toMatchObject({ to: ["b"] });
      expect(told).toEqual(["a", "a", "b"]);
    }));

  it("takes a client, a pool's client, PGlite, and a connection of ours", async () => {
    const revisions = lineOf(1);
    await withPool(async (pool, url) => {
      const client = new pg.Client(url);
      await expect(upgrade({ connection: client, revisions })).rejects.toMatchObject({
        code: "options-invalid",
        message: "the client given as `connection` is not connected",
      });
      await client.connect();
      expect((await upgrade({ connection: client, revisions })).to).toEqual(["r0"]);
      await client.query("SELECT 1");
      await client.end();
      const taken = await pool.connect();
      await assertAtHead({ connection: taken, revisions });
      taken.release();
      await withConnection(url, {}, async (connection) => {
        await assertAtHead({ connection, revisions });
        expect(await connection.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
      });
    });
    const embedded = new PGlite();
    expect((await upgrade({ connection: embedded, revisions })).to).toEqual(["r0"]);
    expect((await embedded.query("SELECT * FROM t")).rows).toEqual([]);
    await embedded.close();
  });

  it("names what it was given and cannot use", async () => {
    const revisions = lineOf(1);
    for (const [connection, hint] of [
      [{}, /Pool or a connected Client/],
      [{ $client: {} }, /db\.\$client/],
      [Object.assign(() => {}, { unsafe: () => {} }), /postgres\.js/],
      [undefined, /Pool or a connected Client/],
    ] as const)
      await expect(upgrade({ connection: connection as never, revisions })).rejects.toMatchObject({
        code: "options-invalid",
        hint: expect.stringMatching(hint),
      });
    await expect(
      upgrade({ connection: {} as never, revisions: "./migrations" as never }),
    ).rejects.toMatchObject({ code: "options-invalid", hint: expect.stringContaining("folder(") });
  });

  it("refuses options nobody reads, with the name that was meant", async () => {
    const options = { connection: {} as never, revisions: lineOf(1) };
    for (const call of [upgrade, current, assertAtHead])
      for (const [name, hint] of [
        ["targt", "Did you mean `target`?"],
        ["onevent", "Did you mean `onEvent`?"],
        ["locktimeout", "Did you mean `waitForLock`?"],
        ["url", "Did you mean `connection`?"],
        [
          "toString",
          expect.stringMatching(/^The options are connection, revisions, target, .*\.$/),
        ],
      ] as const)
        await expect(call({ ...options, [name]: undefined } as never)).rejects.toMatchObject({
          code: "options-invalid",
          message: `there is no option \`${name}\``,
          hint,
        });
    // One set of options for all of them gets as far as the connection.
    await expect(
      assertAtHead({ ...options, ...{ waitForLock: "1s", target: "head" } }),
    ).rejects.toMatchObject({ message: expect.stringContaining("`connection` is no connection") });
  });

  it("stops before it began, and says so when a newer release was faster", () =>
    withPool(async (connection) => {
      const options = { connection, revisions: lineOf(3) };
      await expect(upgrade({ ...options, signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: "migration-interrupted",
      });
      await upgrade(options);
      const older = { connection, revisions: lineOf(2) };
      for (const call of [upgrade(older), assertAtHead(older)])
        await expect(call).rejects.toMatchObject({
          code: "database-ahead",
          details: { unknown: ["r2"] },
        });
    }));

  it("says how to wait longer, in the words of the function", () =>
    withPool(async (connection) => {
      const options = { connection, revisions: lineOf(1), schema: "tenant" };
      const slow: AppRevision = {
        revision: "slow",
        downRevision: "r0",
        upgrade: `DO $$BEGIN
          WHILE NOT pg_try_advisory_xact_lock(4711) LOOP PERFORM pg_sleep(0.02); END LOOP;
        END$$`,
      };
      await upgrade(options);
      const holder = await connection.connect();
      await holder.query("SELECT pg_advisory_lock(4711)");
      let begun = () => {};
      const started = new Promise<void>((resolve) => {
        begun = resolve;
      });
      const revisions = [...options.revisions, slow];
      const first = upgrade({ ...options, revisions, onEvent: () => begun() });
      await started;
      await expect(upgrade({ ...options, revisions, waitForLock: "100ms" })).rejects.toMatchObject({
        code: "lock-timeout",
        hint: 'Give it longer: waitForLock: "5m".',
      });
      await holder.query("SELECT pg_advisory_unlock(4711)");
      holder.release();
      await first;
      const { rows } = await connection.query("SELECT version_num FROM tenant.limbeck_version");
      expect(rows).toEqual([{ version_num: "slow" }]);
    }));
});

describe("30 upgrades at once in one process", () => {
  const ids = lineOf(5).map((one) => one.revision);
  const journal = "SELECT revision FROM limbeck_journal ORDER BY id";

  it("through one pool", () =>
    withPool(async (connection) => {
      const reports = await Promise.all(
        Array.from({ length: 30 }, () => upgrade({ connection, revisions: lineOf(5) })),
      );
      expect(reports.map((r) => r.to)).toEqual(reports.map(() => ["r4"]));
      expect(reports.flatMap((r) => r.steps.map((s) => s.revision)).sort()).toEqual(ids);
      expect((await connection.query(journal)).rows.map((r) => r.revision)).toEqual(ids);
    }));

  it("through as many pools, and on several databases with other version tables", () =>
    withPool(async (pool, url) =>
      withPool(async (second) => {
        const pools = Array.from({ length: 15 }, () => new pg.Pool({ connectionString: url }));
        const other = Array.from({ length: 15 }, (_, i) => ({
          connection: second,
          revisions: lineOf(5),
          schema: `tenant_${i}`,
          versionTable: "app_version",
        }));
        const reports = await Promise.all([
          ...pools.map((connection) => upgrade({ connection, revisions: lineOf(5) })),
          ...other.map((options) => upgrade(options)),
        ]);
        await Promise.all(pools.map(endPool));
        expect(reports.map((r) => r.to)).toEqual(reports.map(() => ["r4"]));
        expect((await pool.query(journal)).rows.map((r) => r.revision)).toEqual(ids);
        for (const { schema } of other) {
          const { rows } = await second.query(`SELECT version_num FROM ${schema}.app_version`);
          expect(rows).toEqual([{ version_num: "r4" }]);
        }
      }),
    ));
});

describe("folder", () => {
  it("reads compiled modules, CommonJS and SQL, and says what it cannot run", () =>
    withPool(async (connection) => {
      const dir = projectFolder({
        "package.json": '{ "type": "module" }',
        "esm/a.js": revisionText("a").replaceAll("'up'", "'CREATE TABLE a ()'"),
        "esm/a.d.ts": "export {};",
        "esm/a.js.map": "{}",
        "esm/b.sql": "-- revision: b\n-- down-revision: a\n-- upgrade\nCREATE TABLE b ();\n",
        "cjs/package.json": '{ "type": "commonjs" }',
        "cjs/c.js":
          '"use strict";\nexports.revision = "c";\nexports.downRevision = null;\nexports.upgrade = (op) => op.execute("CREATE TABLE c ()");\n',
        "bad/d.js": `${revisionText("d")}\nthrow new Error("no disk");\n`,
      });
      const at = (name: string) => ({
        connection,
        revisions: folder(join(dir, name)),
        versionTable: `${name}_version`,
      });
      expect((await upgrade(at("esm"))).steps.map((s) => s.revision)).toEqual(["a", "b"]);
      expect((await upgrade(at("cjs"))).to).toEqual(["c"]);
      await connection.query("SELECT FROM a, b, c");
      await expect(upgrade(at("bad"))).rejects.toMatchObject({
        code: "script-failed",
        message: expect.stringMatching(/d\.js:\d+: no disk/),
      });
      await expect(upgrade(at("none"))).rejects.toMatchObject({ code: "script-missing" });
    }));
});

it("records the version that package.json has", () => {
  const manifest = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  expect(toolVersion).toBe(JSON.parse(manifest).version);
});
