import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { sql } from "../../src/operation/index.js";
import { printString, printValue, width } from "../../src/render/literal.js";

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom("'", '"', "\\", "`", "${", "\n") }),
);

it("writes any string so that reading it gives the same", () => {
  fc.assert(fc.property(text, (any) => runInNewContext(printString(any)) === any));
});

it("writes any value so that reading it gives the same", () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), tie("list"), tie("object")),
    list: fc.array(tie("any"), { maxLength: 4 }),
    object: fc.dictionary(text, tie("any"), { maxKeys: 4 }),
  })).any;
  fc.assert(
    fc.property(value, (any) => {
      const read: unknown = runInNewContext(`(${printValue(any, 0, width)})`);
      expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(any)));
    }),
  );
});

it("takes the quotes that need fewer escapes", () => {
  expect(printString("abierto")).toBe('"abierto"');
  expect(printString("o'clock")).toBe(`"o'clock"`);
  expect(printString('{"a":1}')).toBe(`'{"a":1}'`);
  expect(printValue({ "two words": sql`'{}'::text[]`, one: 1n }, 0, width)).toBe(
    "{ \"two words\": sql`'{}'::text[]`, one: 1n }",
  );
});
