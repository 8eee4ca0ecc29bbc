import { PGlite } from "@electric-sql/pglite";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { splitSql } from "../../src/dialect/postgres/index.js";

const texts = (sql: string) => splitSql(sql).map((s) => s.text);

describe("splitSql", () => {
  it("cuts at semicolons and drops comments between statements", () => {
    expect(texts("-- a;\nSELECT 1; /* ; */ SELECT 2 -- end;\n;;\nSELECT 3")).toEqual([
      "SELECT 1",
      "SELECT 2",
      "SELECT 3",
    ]);
    expect(texts("")).toEqual([]);
    expect(texts("-- only a comment")).toEqual([]);
  });

  it("keeps comments inside a statement", () => {
    expect(texts("CREATE TABLE a (\n  x int -- the x;\n);")).toEqual([
      "CREATE TABLE a (\n  x int -- the x;\n)",
    ]);
  });

  it("gives line and offset of the first token", () => {
    const text = "\n-- head\n\nSELECT 1;\r\n\r\n  SELECT\n2;SELECT 3";
    const found = splitSql(text);
    expect(found.map((s) => s.line)).toEqual([4, 6, 7]);
    expect(found.map((s) => text.slice(s.offset, s.offset + s.text.length))).toEqual(
      found.map((s) => s.text),
    );
  });

  it.each([
    ["'a;''b;'"],
    ["E'a\\';b'"],
    ["e'\\\\' || ';'"],
    ["'\\' || ';'"],
    ['1 AS "a;""b;"'],
    ["$$a;b$$"],
    ["$ñ_1$ ; $$ ; $x$ $ñ_1$"],
    ["/* a; /* b; */ c; */ 1"],
    ["U&'\\0041;'"],
    ["(1) -- ;\n + 1"],
    ["B'1' || X'1'::bit(4)"],
  ])("does not cut inside %s", (expression) => {
    expect(texts(`SELECT ${expression}; SELECT 2`)).toEqual([`SELECT ${expression}`, "SELECT 2"]);
  });

  it("knows that a dollar inside a name begins no quote", () => {
    expect(texts("SELECT 1 AS a$b$; SELECT 2 AS c$b$")).toHaveLength(2);
    expect(texts("SELECT $1; SELECT $1")).toHaveLength(2);
  });

  it("keeps BEGIN ATOMIC bodies together", () => {
    const routine = `CREATE OR REPLACE FUNCTION f("end" int) RETURNS int LANGUAGE sql
BEGIN ATOMIC
  SELECT CASE WHEN "end" > 1 THEN 1 ELSE 2 END;
  SELECT (CASE 1 WHEN 1 THEN 2 END);
END`;
    expect(texts(`${routine}; SELECT 1`)).toEqual([routine, "SELECT 1"]);
    expect(texts("BEGIN; SELECT 1; END; SELECT 2")).toHaveLength(4);
  });

  it("keeps the statements of a rule together", () => {
    const rule = "CREATE RULE r AS ON INSERT TO a DO ALSO (SELECT 1; SELECT 2)";
    expect(texts(`${rule}; SELECT 1`)).toEqual([rule, "SELECT 1"]);
  });

  it("tells what only psql can run", () => {
    const text =
      "\\restrict abc\nCOPY a (x) FROM stdin;\n1;2\n';\n\\.\n\nSELECT 1;\n\\connect db\nSELECT 2;";
    expect(splitSql(text).map((s) => [s.psql, s.text, s.line])).toEqual([
      ["command", "\\restrict abc", 1],
      ["copy", "COPY a (x) FROM stdin", 2],
      [undefined, "SELECT 1", 7],
      ["command", "\\connect db", 8],
      [undefined, "SELECT 2", 9],
    ]);
  });

  it("takes what is not closed to the end", () => {
    expect(texts("SELECT 1; SELECT 'a; b")).toEqual(["SELECT 1", "SELECT 'a; b"]);
    expect(texts("SELECT 1; SELECT $$a; b")).toEqual(["SELECT 1", "SELECT $$a; b"]);
    expect(texts("SELECT 1; /* SELECT 2;")).toEqual(["SELECT 1", "/* SELECT 2;"]);
  });

  it("reads megabytes, with a byte order mark", () => {
    const long = `SELECT '${"a''b;".repeat(500_000)}'`;
    expect(texts(`\uFEFF${long};${long}`)).toEqual([long, long]);
  });

  it("loses nothing but blanks, comments and semicolons", () => {
    const piece = fc.constantFrom(
      "a",
      "'x;'",
      '"q;"',
      "$$;$$",
      "(",
      ")",
      ";",
      " ",
      "\n",
      "--;\n",
      "1",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        const bare = (sql: string) => sql.replace(/--;\n/g, "").replace(/\s/g, "");
        for (const s of splitSql(text))
          expect(text.slice(s.offset, s.offset + s.text.length)).toBe(s.text);
        const kept = bare(
          splitSql(text)
            .map((s) => s.text)
            .join(""),
        );
        expect(kept.replaceAll(";", "")).toBe(bare(text).replaceAll(";", ""));
      }),
    );
  });
});

describe("against the server's own parser", () => {
  const db = new PGlite();
  afterAll(() => db.close());

  it.each([
    "SELECT 'a;''b'; SELECT E'a\\';b'; SELECT $x$;$x$;",
    "SELECT 1 AS a$b$; SELECT 2 AS c$b$",
    'CREATE TABLE "a;b" (x int DEFAULT 1 /* ; /* ; */ */); INSERT INTO "a;b" VALUES (1); DROP TABLE "a;b"',
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT f(); DROP FUNCTION f()",
    "CREATE TABLE r (x int); CREATE RULE rr AS ON INSERT TO r DO ALSO (SELECT 1; SELECT 2); DROP TABLE r",
    "SELECT 'continued'\n'; here'; SELECT U&'\\0041'; SELECT 1e5; SELECT 2",
  ])("finds as many statements in %s", async (text) => {
    const results = await db.exec(text);
    expect(splitSql(text)).toHaveLength(results.length);
    for (const { text: one } of splitSql(text)) expect(await db.exec(one)).toHaveLength(1);
  });
});
