import { drizzle } from "drizzle-orm/node-postgres";
import { integer, pgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { LimbeckError } from "../../src/diagnostic/index.js";
import type { Connection, PgClient } from "../../src/driver/index.js";
import type { Operations } from "../../src/operation/index.js";
import { readHeads } from "../../src/runtime/index.js";
import { engines, openEngine } from "../engines.js";
import { reset } from "../transition.js";
import { chain, table, watched } from "./revisions.js";

const column = (name: string) =>
  `op.createTable("${name}", { columns: { id: { type: "integer" } } });`;

async function failure(promise: Promise<unknown>): Promise<LimbeckError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(LimbeckError);
  return error as LimbeckError;
}

describe.each(engines)("%s", (engine) => {
  let connection: Connection;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ connection, close } = await openEngine(engine));
  });
  beforeEach(() => reset(connection));
  afterAll(() => close());

  const heads = () => readHeads(connection, table);
  const tables = async () =>
    (
      await connection.query<{ name: string }>(
        "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^limbeck_' ORDER BY 1",
      )
    ).map((row) => row.name);
  const journal = () =>
    connection.query(
      "SELECT revision, direction, segment, complete FROM limbeck_journal ORDER BY id",
    );

  it("goes up and down, and records both", async () => {
    const { go, back } = chain({
      r1: { up: column("a"), down: `op.dropTable("a");` },
      r2: { up: column("b"), down: `op.dropTable("b");` },
    });
    const up = await go(connection);
    expect(up).toMatchObject({
      from: [],
      to: ["r2"],
      steps: [{ revision: "r1" }, { revision: "r2" }],
    });
    expect(await tables()).toEqual(["a", "b"]);
    expect(await heads()).toEqual(["r2"]);
    expect(await back(connection, "r1")).toMatchObject({ from: ["r2"], to: ["r1"] });
    expect(await tables()).toEqual(["a"]);
    await back(connection, "base");
    expect(await heads()).toEqual([]);
    const complete = { segment: 0, complete: true };
    expect(await journal()).toEqual([
      { revision: "r1", direction: "upgrade", ...complete },
      { revision: "r2", direction: "upgrade", ...complete },
      { revision: "r2", direction: "downgrade", ...complete },
      { revision: "r1", direction: "downgrade", ...complete },
    ]);
  });

  it("asks once when there is nothing to do", async () => {
    const { go } = chain({ r1: column("a") });
    await go(connection);
    const { connection: again, sent } = watched(connection);
    expect(await go(again)).toMatchObject({ from: ["r1"], to: ["r1"], steps: [] });
    expect(sent).toHaveLength(1);
  });

  it("takes one round trip for a revision, however much it does", async () => {
    const many = Array.from({ length: 30 }, (_, i) => column(`t${i}`)).join("\n");
    const { go } = chain({ r1: column("a"), r2: many, r3: column("b"), r4: column("c") });
    await go(connection, { path: () => [{ revision: "r1", direction: "upgrade" }] });
    const { connection: counted, sent } = watched(connection);
    await go(counted);
    const transactions = sent.filter((text) => text.startsWith("BEGIN"));
    expect(transactions).toHaveLength(3);
    expect(sent.length - 3).toBe(3); // heads, whether the tables are there, what broke off
  });

  it("sends directives in order, in batches around opaque SQL", async () => {
    const { go } = chain({
      r1: `${column("a")}
  op.execute("INSERT INTO a VALUES (1), (2)");
  op.bulkInsert("a", [{ id: 3 }, { id: sql\`2 + 2\` }]);
  op.alterColumn("a", "id", { notNull: true });`,
    });
    const { connection: counted, sent } = watched(connection);
    await go(counted);
    expect(await connection.query("SELECT sum(id)::int AS sum FROM a")).toEqual([{ sum: 10 }]);
    const at = (text: string) => sent.findIndex((s) => s.includes(text));
    expect(at("CREATE TABLE a")).toBeLessThan(at("INSERT INTO a VALUES (1), (2)"));
    expect(at("INSERT INTO a (id)")).toBe(at("SET NOT NULL"));
  });

  it("says what failed, where, with which words, and where the database stands", async () => {
    const { go, fileOf } = chain({
      r1: column("a"),
      r2: `${column("b")}
  op.addColumn("b", "x", { type: "no_such_type" });
${column("c")}`,
      r3: column("d"),
    });
    const error = await failure(go(connection));
    expect(error.code).toBe("migration-failed");
    expect(error.message).toBe(`the upgrade of r2 failed
  operation  op.addColumn("b", "x", { type: "no_such_type" });
  at         ${fileOf("r2")}:5
  statement  ALTER TABLE b ADD COLUMN x no_such_type
  server     type "no_such_type" does not exist (42704)
r2 was rolled back; the database stands at r1; not run: r3`);
    expect(error.details).toMatchObject({ revision: "r2", heads: ["r1"], notRun: ["r3"], line: 5 });
    expect(await tables()).toEqual(["a"]);
    expect(await heads()).toEqual(["r1"]);
  });

  it("says how to make a role that is missing", async () => {
    const { go } = chain({
      r1: `op.grant(["usage"], { on: { schema: true }, to: "limbeck_nobody" });`,
    });
    expect(await failure(go(connection))).toMatchObject({
      code: "migration-failed",
      hint: expect.stringContaining('op.createRole("limbeck_nobody")'),
    });
  });

  it("names the statement of a syntax error, which is found before anything ran", async () => {
    const { go, fileOf } = chain({
      r1: `op.createTable("ñandú", { columns: { id: { type: "integer" } }, comment: "🦤 before" });
  op.createCheckConstraint("c", { table: "ñandú", check: sql\`id >\` });
  op.dropTable("ñandú");`,
    });
    const error = await failure(go(connection));
    expect(error.message).toContain(`at         ${fileOf("r1")}:5`);
    expect(error.message).toContain('statement  ALTER TABLE "ñandú" ADD CONSTRAINT c CHECK (id >)');
    expect(error.message).toContain('syntax error at or near ")" (42601)');
    expect(error.message).toContain("the database stands at base");
    expect(await tables()).toEqual([]);
  });

  it("reports a constraint that rows violate, now and at the commit", async () => {
    const { go } = chain({
      r1: `op.createTable("a", { columns: { id: { type: "integer" }, a_id: { type: "integer" } }, primaryKey: ["id"],
    foreignKeys: { a_fk: { columns: ["a_id"], references: { table: "a", columns: ["id"] }, deferrable: "initially" } } });`,
      r2: `op.execute("INSERT INTO a VALUES (1, 99)");`,
    });
    const late = await failure(go(connection));
    expect(late.message).toContain("operation  the commit");
    expect(late.message).toContain("a_fk");
    expect(late.message).toContain('detail     Key (a_id)=(99) is not present in table "a".');
    expect(late.message).toContain("r2 was rolled back; the database stands at r1");
    const other = chain({ r1: "", r2: `op.execute("INSERT INTO a VALUES (1, 1), (1, 1)");` });
    const now = await failure(other.go(connection));
    expect(now.message).toContain(`operation  op.execute("INSERT INTO a VALUES (1, 1), (1, 1)");`);
    expect(now.details).toMatchObject({ sqlState: "23505" });
    expect(await connection.query("SELECT FROM a")).toEqual([]);
  });

  it("says of what is there already that it may be stamped", async () => {
    await connection.script("CREATE TABLE a ()");
    const error = await failure(chain({ r1: column("a") }).go(connection));
    expect(error.code).toBe("already-exists");
    expect(error.hint).toContain("limbeck stamp r1");
  });

  it("says what to do about rows that hold a value their enum loses", async () => {
    await connection.script(`CREATE TYPE estado AS ENUM ('a', 'b'); CREATE TABLE vales (estado estado);
      INSERT INTO vales VALUES ('b')`);
    const replace = `op.replaceEnum("estado", { values: ["a"], columns: [{ table: "vales", column: "estado" }] });`;
    const error = await failure(chain({ r1: replace }).go(connection));
    expect(error.code).toBe("migration-failed");
    expect(error.hint).toContain("UPDATE vales SET estado");
  });

  it.each([
    ["op.execute", `op.execute("COMMIT");`],
    ["among other statements", `op.execute("SELECT 1; /* now */ end; SELECT 2");`],
    ["behind a comment", `op.execute(sql\`-- done\n  rollback\`);`],
    ["op.query", `await op.query("COMMIT");`],
  ])("refuses transaction control in %s", async (_, line) => {
    const error = await failure(chain({ r1: `${column("a")}\n${line}` }).go(connection));
    expect(error.code).toBe("transaction-control");
    expect(error.message).toContain("would end the revision's own transaction");
    expect(await tables()).toEqual([]);
  });

  it("lets savepoints and text that only looks like control pass", async () => {
    const { go } = chain({
      r1: `op.execute("SAVEPOINT s; SELECT 1; ROLLBACK TO s");
  op.execute("SELECT 'commit; rollback'");`,
    });
    expect(await go(connection)).toMatchObject({ to: ["r1"] });
  });

  it("notices a data step that commits", async () => {
    const { go } = chain({
      r1: `${column("a")}
  op.run("commits", async (tx) => { await tx.client.query("COMMIT"); });
${column("b")}`,
    });
    const error = await failure(go(connection));
    expect(error.code).toBe("transaction-control");
    expect(error.message).toContain("may be committed in part and is not recorded");
    expect(await heads()).toEqual([]);
    expect(await tables()).toEqual(["a"]);
  });

  it("fails a data step that hides an error of the server", async () => {
    const { go } = chain({
      r1: `${column("a")}
  op.run("hides", async (tx) => { try { await tx.query("SELECT 1/0"); } catch {} });`,
    });
    const error = await failure(go(connection));
    expect(error.message).toContain("a data step went on after an error of the server");
    expect(await tables()).toEqual([]);
  });

  it("reads what was recorded before, and what it read decides", async () => {
    const { go } = chain({
      r1: `${column("a")}
  op.execute("INSERT INTO a SELECT generate_series(1, 4)");
  const [{ n }] = await op.query(sql\`SELECT count(*)::int AS n FROM a\`);
  const [{ m }] = await op.query({ sql: "SELECT $1::int * 2 AS m", params: [n] });
  op.execute({ sql: "INSERT INTO a VALUES ($1)", parameters: [m] });`,
    });
    await go(connection);
    expect(await connection.query("SELECT max(id) AS max FROM a")).toEqual([{ max: 8 }]);
  });

  it("fails a revision that forgets to await op.query, and leaves nothing behind", async () => {
    const { go } = chain({
      r1: `${column("a")}\n  op.query("SELECT 1").then((rows) => op.dropTable(rows[0].name));`,
    });
    const error = await failure(go(connection));
    expect(error.code).toBe("operation-sealed");
    expect(error.hint).toContain("await");
    expect(await tables()).toEqual([]);
    expect(
      await connection.query(
        "SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()",
      ),
    ).toEqual([{ n: 0 }]);
    await chain({ r1: column("b") }).go(connection);
    expect(await tables()).toEqual(["b"]);
  });

  it("fails a revision that hides a failed read", async () => {
    const { go } = chain({
      r1: `${column("a")}\n  try { await op.query("SELECT nothing"); } catch {}\n${column("b")}`,
    });
    const error = await failure(go(connection));
    expect(error.message).toContain('column "nothing" does not exist');
    expect(await tables()).toEqual([]);
  });

  it("fails a directive that is called inside a data step", async () => {
    const { go } = chain({ r1: `op.run("x", async () => { op.dropTable("a"); });` });
    const error = await failure(go(connection));
    expect(error.message).toContain("op.dropTable was called inside a data step");
    const reads = chain({ r1: `op.run("x", async () => { await op.query("SELECT 1"); });` });
    expect((await failure(reads.go(connection))).hint).toContain("tx.query");
  });

  it("names the line of an error that the revision itself throws", async () => {
    const { go, fileOf } = chain({ r1: `${column("a")}\n  throw new Error("not today");` });
    const error = await failure(go(connection));
    expect(error.message).toBe(
      `the upgrade of r1 failed: not today\n  at         ${fileOf("r1")}:5\nr1 was rolled back; the database stands at base`,
    );
    expect(await tables()).toEqual([]);
  });

  it("names the line of a directive that cannot be compiled, or is none", async () => {
    const call = chain({
      r1: `op.createTable("a", { columns: { x: { type: "text", default: "now()" } } });`,
    });
    const error = await failure(call.go(connection));
    expect(error.message).toContain(
      `${call.fileOf("r1")}:4: the default of x is the string "now()"`,
    );
    const none = await failure(chain({ r1: `op.makeTable("a");` }).go(connection));
    expect(none.message).toContain("there is no directive op.makeTable");
  });

  it("runs data steps in their turn, with a client for drizzle", async () => {
    const { go } = chain({ r1: "" });
    const a = pgTable("a", { id: integer() });
    const upgrade = (op: Operations) => {
      op.createTable("a", { columns: { id: { type: "integer" } } });
      op.run("fill", async (tx) => {
        const db = drizzle(tx.client as unknown as PgClient & never);
        await db.insert(a).values([{ id: 1 }, { id: 2 }]);
        expect(await db.select().from(a)).toEqual([{ id: 1 }, { id: 2 }]);
        expect(await tx.query({ sql: "SELECT count(*)::int AS n FROM a", params: [] })).toEqual([
          { n: 2 },
        ]);
      });
      op.alterColumn("a", "id", { notNull: true });
    };
    await go(connection, { load: async () => ({ run: upgrade as never }) });
    expect(await connection.query("SELECT id FROM a ORDER BY 1")).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await heads()).toEqual(["r1"]);
  });

  it("rolls a data step back with its revision", async () => {
    const { go } = chain({
      r1: column("a"),
      r2: `op.run("fill", async (tx) => { await tx.client.query("INSERT INTO a VALUES ($1)", [1]); });
  op.dropTable("nothing");`,
    });
    await failure(go(connection));
    expect(await connection.query("SELECT FROM a")).toEqual([]);
    expect(await heads()).toEqual(["r1"]);
  });
});
