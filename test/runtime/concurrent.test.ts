import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { type Connection, openConnection, withConnection } from "../../src/driver/engines.js";
import { beginLocked, prepare, readHeads, rollback } from "../../src/runtime/index.js";
import { withDatabase } from "../server.js";
import { type Body, chain, table, watched } from "./revisions.js";

/** Several sessions of the server on one database. */
function withSessions(
  count: number,
  work: (sessions: Connection[], url: string) => Promise<void>,
): Promise<void> {
  return withDatabase(async (url) => {
    const sessions = await Promise.all(
      Array.from({ length: count }, (_, i) =>
        openConnection(`${url}?application_name=run-${i + 1}`, {}),
      ),
    );
    try {
      await work(sessions, url);
    } finally {
      await Promise.all(sessions.map((session) => session.close()));
    }
  });
}

const journal = (connection: Connection) =>
  connection.query<{ revision: string; segment: number }>(
    "SELECT revision, segment FROM limbeck_journal ORDER BY id",
  );

it("applies each revision once, however many run at once", () =>
  withSessions(4, async (sessions) => {
    const bodies: Record<string, Body> = {
      r00: `op.createTable("t", { columns: { id: { type: "integer" } } });`,
    };
    for (let i = 1; i < 20; i++)
      bodies[`r${String(i).padStart(2, "0")}`] = `op.addColumn("t", "c${i}", { type: "text" });`;
    const { go } = chain(bodies);
    const reports = await Promise.all(sessions.map((session) => go(session)));
    const ids = Object.keys(bodies);
    expect(reports.map((report) => report.to)).toEqual(sessions.map(() => ["r19"]));
    const done = reports.flatMap((report) => report.steps.map((step) => step.revision));
    expect(done.sort()).toEqual(ids);
    expect((await journal(sessions[0]!)).map((row) => row.revision)).toEqual(ids);
  }));

it("lets one run go on with the parts of a revision that another has begun", () =>
  withSessions(4, async (sessions) => {
    await sessions[0]!.script(
      "CREATE TYPE estado AS ENUM ('a'); CREATE TABLE vales (estado estado)",
    );
    const bodies: Record<string, Body> = {};
    for (let i = 0; i < 6; i++)
      bodies[`r${i}`] = `op.createTable("t${i}", { columns: { id: { type: "integer" } } });
  op.addEnumValue("estado", "b${i}");
  op.execute("INSERT INTO vales VALUES ('b${i}')");
  op.addEnumValue("estado", "c${i}");
  op.execute("INSERT INTO vales VALUES ('c${i}')");`;
    const { go } = chain(bodies);
    const reports = await Promise.all(sessions.map((session) => go(session)));
    expect(reports.map((report) => report.to)).toEqual(sessions.map(() => ["r5"]));
    expect(await sessions[0]!.query("SELECT FROM vales")).toHaveLength(12);
    const rows = await journal(sessions[0]!);
    expect(rows.map((row) => `${row.revision} ${row.segment}`)).toEqual(
      Object.keys(bodies).flatMap((id) => [`${id} 0`, `${id} 1`, `${id} 2`]),
    );
  }));

it("says who holds the lock when it cannot be had in time", () =>
  withSessions(2, async ([first, second]) => {
    const lock = { table, targetSchema: "public", waitMs: 1000 };
    await prepare(first!, lock);
    await beginLocked(first!, lock);
    const [{ pid }] = (await first!.query("SELECT pg_backend_pid() AS pid")) as [{ pid: number }];
    let waited = 0;
    const run = chain({ r1: "" }).go(second!, {
      waitMs: 200,
      onEvent: ({ type }) => {
        if (type === "waiting") waited++;
      },
    });
    await expect(run).rejects.toMatchObject({
      code: "lock-timeout",
      exitCode: 4,
      message: expect.stringContaining(`process ${pid} (run-1), since 20`),
    });
    expect(waited).toBeGreaterThan(0);
    await rollback(first!);
    expect(await chain({ r1: "" }).go(second!)).toMatchObject({ to: ["r1"] });
  }));

it("makes anew what a timeout of the server has left", () =>
  withSessions(2, async ([writer, session]) => {
    await writer!.script("CREATE TABLE t (n integer)");
    await writer!.script("BEGIN; INSERT INTO t VALUES (1)");
    const { go } = chain({
      r1: `op.createIndex("t_n", { table: "t", columns: ["n"], concurrently: true });`,
    });
    await session!.script("SET lock_timeout = '100ms'");
    await expect(go(session!)).rejects.toThrow("canceling statement due to lock timeout");
    const valid = () =>
      writer!.query("SELECT indisvalid FROM pg_index WHERE indexrelid = to_regclass('t_n')");
    expect(await valid()).toEqual([{ indisvalid: false }]);
    await writer!.script("COMMIT");
    expect(await go(session!)).toMatchObject({ to: ["r1"] });
    expect(await valid()).toEqual([{ indisvalid: true }]);
  }));

it("detaches a partition to its end when that broke off half way", () =>
  withSessions(3, async ([reader, session, other]) => {
    await reader!.script(
      "CREATE TABLE m (n integer) PARTITION BY RANGE (n); CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (1) TO (2)",
    );
    await reader!.script("BEGIN; SELECT FROM m");
    const { go } = chain({
      r1: `op.detachPartition("m1", { partitionOf: { table: "m" }, concurrently: true });`,
    });
    const refused = expect(go(session!)).rejects.toThrow("canceling statement due to user request");
    const pending =
      "SELECT FROM pg_inherits WHERE inhrelid = to_regclass('m1') AND inhdetachpending";
    const cancel = `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND query LIKE '/* limbeck %' AND wait_event_type = 'Lock'`;
    while ((await other!.query(pending)).length === 0) await sleep(20);
    while ((await other!.query(cancel)).length === 0) await sleep(20);
    await refused;
    expect(await other!.query(pending)).toHaveLength(1);
    await reader!.script("COMMIT");
    const { connection, sent } = watched(session!);
    expect(await go(connection)).toMatchObject({ to: ["r1"] });
    expect(sent.filter((sql) => sql.startsWith("/* limbeck"))).toEqual([
      expect.stringMatching(/ALTER TABLE m DETACH PARTITION m1 FINALIZE$/),
    ]);
    expect(await other!.query("SELECT FROM pg_inherits")).toEqual([]);
  }));

it("rolls back and says so when it is interrupted inside a statement", () =>
  withSessions(1, async ([session], url) => {
    const { go } = chain({
      r1: "",
      r2: `op.createTable("t", { columns: { id: { type: "integer" } } });\n  op.execute("SELECT pg_sleep(30)");`,
      r3: "",
    });
    const stop = new AbortController();
    const started = performance.now();
    const run = go(session!, { signal: stop.signal });
    await withConnection(url, {}, async (other) => {
      const sleeping = () =>
        other.query(
          "SELECT FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(30)' AND state = 'active' AND datname = current_database()",
        );
      while ((await sleeping()).length === 0) await sleep(20);
    });
    stop.abort();
    await expect(run).rejects.toMatchObject({
      code: "migration-interrupted",
      message: "interrupted during r2\nr2 was rolled back; the database stands at r1; not run: r3",
    });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(await readHeads(session!, table)).toEqual(["r1"]);
    expect(await session!.query("SELECT FROM pg_tables WHERE tablename = 't'")).toEqual([]);
  }));

it("stops between revisions when it was interrupted there", () =>
  withSessions(1, async ([session]) => {
    const { go } = chain({ r1: "", r2: "" });
    const stop = new AbortController();
    const run = go(session!, {
      signal: stop.signal,
      onEvent: ({ type }) => {
        if (type === "done") stop.abort();
      },
    });
    await expect(run).rejects.toMatchObject({ code: "migration-interrupted" });
    expect(await readHeads(session!, table)).toEqual(["r1"]);
  }));

it("fails a directive that comes when the revision's function has ended", () =>
  withSessions(1, async ([session]) => {
    const { go } = chain({
      r1: `op.execute("SELECT pg_sleep(0.3)");
  setTimeout(() => op.createTable("late", { columns: {} }), 30);`,
    });
    await expect(go(session!)).rejects.toMatchObject({
      code: "operation-sealed",
      message: expect.stringContaining("op.createTable was still at work"),
    });
    expect(await readHeads(session!, table)).toEqual([]);
  }));
