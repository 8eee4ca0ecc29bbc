import { describe, expect, it } from "vitest";
import { isSql, literal, sql } from "../../src/operation/index.js";

describe("sql", () => {
  it("puts values in as literals and other sql as it is", () => {
    const table = sql.id("audit", 'odd "name"');
    expect(sql`SELECT ${"it's"}, ${42}, ${null} FROM ${table}`.text).toBe(
      `SELECT 'it''s', 42, NULL FROM "audit"."odd ""name"""`,
    );
    expect(sql.join([sql.id("a"), sql.lit("b")]).text).toBe(`"a", 'b'`);
    expect(sql.join([sql.raw("a"), sql.raw("b")], " AND ").text).toBe("a AND b");
  });

  it("is data: frozen, recognised after a round trip through JSON", () => {
    const text = sql`now()`;
    expect(Object.isFrozen(text)).toBe(true);
    expect(isSql(JSON.parse(JSON.stringify(text)))).toBe(true);
    expect(isSql("now()")).toBe(false);
    expect(isSql(null)).toBe(false);
  });
});

it.each([
  [1.5, "1.5"],
  [10n ** 20n, "100000000000000000000"],
  [Number.NaN, "'NaN'"],
  [Number.NEGATIVE_INFINITY, "'-Infinity'"],
  [true, "true"],
  ["back\\slash 'and' quote", "'back\\slash ''and'' quote'"],
  [new Date(0), "'1970-01-01T00:00:00.000Z'"],
  [new Uint8Array([0, 255]), "'\\x00ff'"],
  [[1, "a", null], "ARRAY[1, 'a', NULL]"],
  [{ a: "it's" }, `'{"a":"it''s"}'`],
])("the literal of %o is %s", (value, text) => {
  expect(literal(value)).toBe(text);
});
