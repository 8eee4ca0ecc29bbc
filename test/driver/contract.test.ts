import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { bigint, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { type Connection, DatabaseError, openConnection } from "../../src/driver/engines.js";

const drivers: { name: string; open: () => Promise<Connection> }[] = [
  { name: "pg", open: () => openConnection(inject("serverUrl")) },
  { name: "pglite", open: () => openConnection("pglite::memory:") },
];

async function refused(run: Promise<unknown>): Promise<DatabaseError> {
  const error = await run.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DatabaseError);
  return error as DatabaseError;
}

describe.each(drivers)("the driver $name", ({ name, open }) => {
  let connection: Connection;

  beforeAll(async () => {
    connection = await open();
  });
  afterAll(() => connection?.close());
  beforeEach(() => connection.script("DROP SCHEMA IF EXISTS play CASCADE; CREATE SCHEMA play"));

  it("tells what it is connected to", async () => {
    const [row] = await connection.query<{ server_version_num: string }>("SHOW server_version_num");
    expect(connection.driver).toBe(name);
    expect(connection.server.version).toBe(Number(row?.server_version_num));
    expect(connection.server.major).toBe(Math.floor(connection.server.version / 10_000));
    expect(connection.poisoned).toBe(false);
  });

  describe("values", () => {
    it.each<[string, unknown]>([
      ["1::int2", 1],
      ["(-2147483648)::int4", -2147483648],
      ["9223372036854775807::int8", "9223372036854775807"],
      ["1234.5600::numeric", "1234.5600"],
      ["1.5::float4", 1.5],
      ["'NaN'::float8", Number.NaN],
      ["true", true],
      ["'ñ 漢 😀'::text", "ñ 漢 😀"],
      ["'ab'::char(4)", "ab  "],
      ["null::int", null],
      [`'{"a": [1, null]}'::json`, { a: [1, null] }],
      [`'{"a": "b"}'::jsonb`, { a: "b" }],
      ["'\\x00ff10'::bytea", Buffer.from([0, 255, 16])],
      ["'2026-11-21 10:20:30.123+00'::timestamptz", new Date("2026-11-21T10:20:30.123Z")],
      ["'2026-11-21 10:20:30'::timestamp", new Date(2026, 10, 21, 10, 20, 30)],
      ["'2026-11-21'::date", new Date(2026, 10, 21)],
      ["'10:20:30'::time", "10:20:30"],
      ["array[1, null, 3]", [1, null, 3]],
      [
        "array[[1, 2], [3, 4]]",
        [
          [1, 2],
          [3, 4],
        ],
      ],
      ["array['a', 'b,\"c', null]::text[]", ["a", 'b,"c', null]],
      ["array[1]::int8[]", ["1"]],
      ["array['{\"a\": 1}']::jsonb[]", [{ a: 1 }]],
      ["'{a,b}'::name[]", "{a,b}"],
      ["'6f3b4e3a-0000-4000-8000-000000000000'::uuid", "6f3b4e3a-0000-4000-8000-000000000000"],
      ["'[1,5)'::int4range", "[1,5)"],
      ["'pg_class'::regclass", "pg_class"],
      ["26::oid", 26],
      ["row(1, 'a')", "(1,a)"],
    ])("%s", async (expression, value) => {
      expect(await connection.query(`SELECT ${expression} AS value`)).toEqual([{ value }]);
      expect(await connection.script(`SELECT ${expression} AS value`)).toEqual([[{ value }]]);
    });

    it.each<[string, unknown, unknown]>([
      ["int4", 5, 5],
      ["int8", 5n, "5"],
      ["text", "it's \\ 漢", "it's \\ 漢"],
      ["bool", false, false],
      ["jsonb", { a: [1] }, { a: [1] }],
      ["bytea", Buffer.from([1, 0]), Buffer.from([1, 0])],
      ["timestamptz", new Date("2026-11-21T10:20:30.123Z"), new Date("2026-11-21T10:20:30.123Z")],
      ["text[]", ["a", 'b"c', null], ["a", 'b"c', null]],
      ["int4", null, null],
    ])("a parameter of %s", async (type, given, value) => {
      expect(await connection.query(`SELECT $1::${type} AS value`, [given])).toEqual([{ value }]);
    });
  });

  it("query takes one statement only", async () => {
    expect((await refused(connection.query("SELECT 1; SELECT 2"))).server.sqlState).toBe("42601");
  });

  it("script gives the rows of each statement", async () => {
    const rows = await connection.script(
      "CREATE TABLE play.t (a int); INSERT INTO play.t VALUES (1), (2) RETURNING a; ; SELECT a FROM play.t WHERE a > 5; SELECT 'x' AS x",
    );
    expect(rows).toEqual([[], [{ a: 1 }, { a: 2 }], [], [{ x: "x" }]]);
    expect(await connection.script("-- nothing at all")).toEqual([]);
    expect(await connection.script("")).toEqual([]);
  });

  it("an error tells where in the text it is and how many statements ended before", async () => {
    const text = "SELECT 'é😀'; CREATE TABLE play.t (a int); SELECT nothing FROM play.t; SELECT 3";
    const error = await refused(connection.script(text));
    expect(error.message).toBe('column "nothing" does not exist');
    expect(error.completed).toBe(2);
    expect(error.server).toMatchObject({ sqlState: "42703", severity: "ERROR" });
    // In characters as PostgreSQL counts them: what lies outside the first plane is one.
    expect([...text].slice(error.server.position! - 1).join("")).toMatch(/^nothing/);
    // One implicit transaction: nothing of it stays.
    expect(await connection.query("SELECT to_regclass('play.t') AS found")).toEqual([
      { found: null },
    ]);
  });

  it("a syntax error is found before anything runs", async () => {
    const error = await refused(connection.script("SELECT 1; SELEC 2"));
    expect([error.completed, error.server.sqlState, error.server.position]).toEqual([
      0,
      "42601",
      11,
    ]);
  });

  it("an error of a query carries what the server says", async () => {
    await connection.script("CREATE TABLE play.t (a int CONSTRAINT positive CHECK (a > 0))");
    const error = await refused(connection.query("INSERT INTO play.t VALUES ($1)", [-1]));
    expect(error.server).toMatchObject({ sqlState: "23514", constraint: "positive" });
    expect(error.server.detail).toContain("(-1)");
    expect(error.completed).toBe(0);
    expect(await connection.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("an error inside a transaction fails all that follows until it is rolled back", async () => {
    await connection.script("BEGIN; CREATE TABLE play.t (a int)");
    await refused(connection.query("SELECT $1::nosuch", [1]));
    expect((await refused(connection.query("SELECT 1"))).server.sqlState).toBe("25P02");
    expect((await refused(connection.script("SELECT 1"))).server.sqlState).toBe("25P02");
    await connection.script("ROLLBACK");
    expect(await connection.query("SELECT to_regclass('play.t') AS found")).toEqual([
      { found: null },
    ]);
  });

  it("savepoints and SET LOCAL work over many calls", async () => {
    await connection.query("BEGIN");
    await connection.query("SET LOCAL search_path = play");
    await connection.script("CREATE TABLE t (a int); SAVEPOINT one");
    await refused(connection.query("SELECT 1/0"));
    await connection.script("ROLLBACK TO SAVEPOINT one; INSERT INTO t VALUES (1)");
    await connection.query("COMMIT");
    expect(await connection.query("SELECT a FROM play.t")).toEqual([{ a: 1 }]);
  });

  it("statements that no transaction may hold run alone", async () => {
    await connection.script("CREATE TABLE play.t (a int)");
    await connection.query("CREATE INDEX CONCURRENTLY i ON play.t (a)");
    await connection.script("VACUUM play.t");
    const error = await refused(connection.script("SELECT 1; VACUUM play.t"));
    expect([error.server.sqlState, error.completed]).toEqual(["25001", 1]);
  });

  it("COPY from the client is refused and leaves the session whole", async () => {
    await connection.script("CREATE TABLE play.t (a int)");
    expect((await refused(connection.script("COPY play.t FROM STDIN"))).server.sqlState).toBe(
      "57014",
    );
    expect((await refused(connection.query("COPY play.t FROM STDIN"))).server.sqlState).toBe(
      "57014",
    );
    expect(await connection.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  it("notices reach a listener until it stops", async () => {
    const heard: string[] = [];
    const stop = connection.onNotice(({ severity, message }) =>
      heard.push(`${severity} ${message}`),
    );
    await connection.script("DO $$ BEGIN RAISE NOTICE 'año'; RAISE WARNING 'w'; END $$");
    stop();
    await connection.script("DO $$ BEGIN RAISE NOTICE 'unheard'; END $$");
    expect(heard).toEqual(["NOTICE año", "WARNING w"]);
  });

  it("names with capitals, spaces, quotes and letters of any script are kept", async () => {
    const label = `Año "del" 'gato' 漢\\😀`;
    const quoted = `"${label.replaceAll('"', '""')}"`;
    await connection.script(
      `CREATE TABLE play.${quoted} (${quoted} int); INSERT INTO play.${quoted} VALUES (1)`,
    );
    expect(await connection.query(`SELECT * FROM play.${quoted}`)).toEqual([{ [label]: 1 }]);
    expect(
      await connection.query("SELECT relname FROM pg_class WHERE relname = $1", [label]),
    ).toEqual([{ relname: label }]);
  });

  it("large texts and results pass", async () => {
    const [row] = await connection.query<{ length: number }>("SELECT length($1) AS length", [
      "x".repeat(3_000_000),
    ]);
    expect(row?.length).toBe(3_000_000);
    const rows = await connection.query("SELECT repeat('y', 1000) FROM generate_series(1, 5000)");
    expect(rows).toHaveLength(5000);
    const statements = Array.from({ length: 500 }, (_, i) => `CREATE TABLE play.t${i} (a int)`);
    expect(await connection.script(statements.join(";\n"))).toHaveLength(500);
  });

  it("calls made at once are answered each with its own", async () => {
    const calls = Array.from({ length: 20 }, (_, i) =>
      i % 5 === 4
        ? refused(connection.script(`SELECT 1; SELECT 2; SELECT 1/0`)).then((e) => e.completed)
        : connection.query<{ i: number }>("SELECT $1::int AS i", [i]).then(([row]) => row?.i),
    );
    const expected = Array.from({ length: 20 }, (_, i) => (i % 5 === 4 ? 2 : i));
    expect(await Promise.all(calls)).toEqual(expected);
  });

  it("after close it says so", async () => {
    const other = await open();
    await other.close();
    await other.close();
    await expect(other.query("SELECT 1")).rejects.toMatchObject({
      code: "database-lost",
      message: expect.stringContaining("is closed"),
    });
  });

  describe("its client", () => {
    it("is shaped like pg's", async () => {
      const { client } = connection;
      const result = await client.query("SELECT 1::int8 AS a, 'x' AS b");
      expect(result).toMatchObject({ rows: [{ a: "1", b: "x" }], rowCount: 1, command: "SELECT" });
      expect(result.fields.map((field) => [field.name, field.dataTypeID])).toEqual([
        ["a", 20],
        ["b", 25],
      ]);
      expect((await client.query("SELECT $1::int AS a", [7])).rows).toEqual([{ a: 7 }]);
      const config = { text: "SELECT $1::int, 2", values: [7], rowMode: "array" as const };
      expect((await client.query(config)).rows).toEqual([[7, 2]]);
      expect(await client.connect()).toBe(client);
    });

    it("counts the rows a command touched", async () => {
      await connection.script("CREATE TABLE play.t (a int)");
      const inserted = await connection.client.query("INSERT INTO play.t VALUES (1), (2)");
      expect([inserted.command, inserted.rowCount]).toEqual(["INSERT", 2]);
    });

    it("throws what pg throws", async () => {
      await expect(connection.client.query("SELECT nothing")).rejects.toMatchObject({
        code: "42703",
      });
    });

    it("cannot end the session", async () => {
      connection.client.release();
      await connection.client.end();
      expect(await connection.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    });

    it("serves Drizzle: insert, select, types, errors and transactions", async () => {
      const vales = pgTable("vales", {
        id: integer().primaryKey().generatedAlwaysAsIdentity(),
        folio: text().notNull().unique(),
        total: bigint({ mode: "bigint" }),
        data: jsonb(),
        at: timestamp({ withTimezone: true }),
        local: timestamp(),
      });
      await connection.script(
        `CREATE TABLE play.vales (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, folio text NOT NULL UNIQUE,
         total int8, data jsonb, at timestamptz, local timestamp); SET search_path = play`,
      );
      const db = drizzle(connection.client as never);
      const at = new Date("2026-11-21T10:20:30.123Z");
      const row = {
        folio: "ñ-1",
        total: 12345678901234567890n % 2n ** 62n,
        data: { a: [1] },
        at,
        local: at,
      };
      expect(await db.insert(vales).values(row).returning()).toEqual([{ id: 1, ...row }]);
      expect(await db.select().from(vales).where(eq(vales.folio, "ñ-1"))).toEqual([
        { id: 1, ...row },
      ]);
      await expect(db.insert(vales).values(row)).rejects.toMatchObject({
        cause: { code: "23505" },
      });
      await expect(
        db.transaction(async (tx) => {
          await tx.insert(vales).values({ folio: "2" });
          throw new Error("undo");
        }),
      ).rejects.toThrow("undo");
      expect(await db.$count(vales)).toBe(1);
      await connection.script("RESET search_path");
    });
  });
});
