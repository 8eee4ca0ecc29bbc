import { describe, expect, test } from "vitest";
import { catalogOf } from "../../src/catalog/index.js";
import { locksOf, lossesOf } from "../../src/lint/index.js";
import { operation } from "../../src/operation/index.js";

const before = catalogOf(18, [
  {
    id: "column vales.total",
    kind: "column",
    parent: "table vales",
    name: "total",
    data: { type: "integer", generated: "a + b" },
    dependsOn: [],
  },
  {
    id: "enum state",
    kind: "enum",
    name: "state",
    data: { values: ["open", "paid", "void"] },
    dependsOn: [],
  },
]);
const lost = (...operations: Parameters<typeof lossesOf>[0]) => lossesOf(operations, before);
const sql = (text: string) => operation("execute", text);

describe("losses", () => {
  test("are rows, values, and values of enums", () => {
    expect(lost(operation("dropTable", "vales", { schema: "audit" }))).toEqual([
      "rows of table audit.vales",
    ]);
    expect(lost(operation("dropColumn", "vales", "Notes"))).toEqual([
      'values of column vales."Notes"',
    ]);
    expect(
      lost(operation("replaceEnum", "state", { values: ["paid", "new"], columns: [] })),
    ).toEqual(["values open, void of enum state"]);
  });

  test("are none where what goes can be worked out again, or was never there", () => {
    expect(lost(operation("dropColumn", "vales", "total"), operation("dropIndex", "i"))).toEqual(
      [],
    );
    const drop = [operation("dropTable", "vales")];
    expect(lossesOf(drop, before, new Set(["vales"]))).toEqual([]);
    expect(locksOf(drop, before, new Set(["vales"]))).toEqual([]);
  });

  test("are told of SQL by its first words, once each", () => {
    expect(lost(sql("TRUNCATE public.vales"), sql('drop table if exists "vales" cascade'))).toEqual(
      ["rows of table vales"],
    );
    expect(lost(sql("-- old ones\nDELETE FROM vales WHERE id < 9; SELECT 1"))).toEqual([
      "rows that are deleted from vales",
    ]);
    expect(lost(sql("ALTER TABLE vales ADD a int, DROP COLUMN notes"))).toEqual([
      "values of column vales.notes",
    ]);
    expect(lost(sql("UPDATE vales SET folio = 'drop table vales'"))).toEqual([]);
  });
});
