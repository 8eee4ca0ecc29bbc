import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type CatalogObject,
  catalogOf,
  childrenOf,
  differences,
  hashCatalog,
  parseCatalog,
  sameData,
  serializeCatalog,
} from "../../src/catalog/index.js";

const column = (name: string, position: number, data: object = {}): CatalogObject => ({
  id: `column t.${name}`,
  kind: "column",
  parent: "table t",
  name,
  position,
  data,
  dependsOn: [],
});

it("compares data, not positions or dependencies", () => {
  const a = catalogOf(18, [column("x", 1, { type: "text" }), column("y", 2)]);
  const b = catalogOf(16, [column("y", 1), column("x", 7, { type: "text" })]);
  expect(differences(a, b)).toEqual([]);
  expect(hashCatalog(a)).toBe(hashCatalog(b));
});

it("names what came, went and changed", () => {
  const a = catalogOf(18, [column("x", 1, { type: "text" }), column("y", 2)]);
  const b = catalogOf(18, [column("x", 1, { type: "int" }), column("z", 2)]);
  expect(differences(a, b).map((d) => [d.id, Boolean(d.from), Boolean(d.to)])).toEqual([
    ["column t.x", true, true],
    ["column t.y", true, false],
    ["column t.z", false, true],
  ]);
});

it("gives children in their order", () => {
  const catalog = catalogOf(18, [column("b", 2), column("a", 1)]);
  expect(childrenOf(catalog, "table t").map((c) => c.name)).toEqual(["a", "b"]);
  expect(childrenOf(catalog, "table u")).toEqual([]);
});

it("survives a round trip through text", () => {
  const catalog = catalogOf(
    18,
    [column("ñ", 1, { default: { limbeck: "sql", text: "1" } })],
    ["rule r"],
  );
  const again = parseCatalog(serializeCatalog(catalog));
  expect(again).toEqual(catalog);
});

it("treats an absent key and an undefined one alike, and the order of keys too", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (data) => {
      const shuffled = Object.fromEntries(Object.entries(data).reverse());
      expect(sameData(data, { ...shuffled, extra: undefined })).toBe(true);
      expect(sameData(data, { ...data, extra: 1, __more: 2 })).toBe(false);
    }),
  );
});
