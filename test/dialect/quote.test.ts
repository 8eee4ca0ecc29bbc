import fc from "fast-check";
import { expect, it } from "vitest";
import { ident, nameOf } from "../../src/dialect/postgres/quote.js";

it("reads back any name it writes", () => {
  const name = fc.string({
    minLength: 1,
    unit: fc.constantFrom("a", "B", '"', "ñ", "_", "1", " "),
  });
  fc.assert(fc.property(name, (any) => nameOf(ident(any)) === any));
});

it("folds as PostgreSQL does", () => {
  expect(nameOf("Vales")).toBe("vales");
  expect(nameOf("AÑO")).toBe("aÑo");
  expect(nameOf('"Vales"')).toBe("Vales");
});
