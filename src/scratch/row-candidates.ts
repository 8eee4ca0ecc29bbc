import { sampleOfPattern } from "./row-pattern.js";
import type { ValueType } from "./row-types.js";
import { arrayElement, sampleValue } from "./row-values.js";

/** What expressions name that a value might have to be. */
export interface Mined {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
}

/** Takes the literals and numbers out of expressions, as the server writes them. */
export function mine(expressions: Iterable<string>): Mined {
  const texts = new Set<string>();
  const numbers = new Set<number>();
  for (const expression of expressions) {
    for (const [, text = ""] of expression.matchAll(/'((?:[^']|'')*)'/g)) {
      texts.add(text.replaceAll("''", "'"));
      if (/^[+-]?\d+(\.\d+)?$/.test(text)) numbers.add(Number(text));
    }
    const bare = expression.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, " ");
    for (const [number] of bare.matchAll(/(?<![\w.])\d+(\.\d+)?(?![\w.])/g))
      numbers.add(Number(number));
  }
  return { texts: [...texts], numbers: [...numbers] };
}

/** Values that might satisfy the expressions, the likeliest first, for the `n`th row. */
export function candidatesFor(type: ValueType, mined: Mined, n: number): string[] {
  const own = [n, n + 1, n + 2, n + 3].map((i) => sampleValue(type, i));
  const all = [...own.slice(0, 1), ...likely(type, mined, n), ...own.slice(1)];
  return [...new Set(all)].filter((text) => fits(type, text));
}

function likely(type: ValueType, mined: Mined, n: number): string[] {
  if (type.values) return [...type.values];
  if (type.element) return arrays(type.element, mined, n);
  if (type.range) return [];
  if (isInteger(type)) return numbersNear(mined, [1, 2, 3, 10, 50, 0, -1]).map(whole);
  if (isNumber(type))
    return [...numbersNear(mined, [1, 2, 0, -1, 0.5]), ...between(mined)].map(String);
  if (textual.has(type.name)) return texts(mined, n);
  if (/^(date|timestamp)/.test(type.name)) return [...dates(mined), "1990-01-15", "2990-01-15"];
  if (type.name.startsWith("time")) return ["00:00:00", "09:00:00", "23:59:00"];
  if (type.name.startsWith("interval"))
    return ["1 hour", "0", ...mined.texts.filter((t) => /^(\d+ \w+|[\d:]+)/.test(t)), "10 years"];
  if (type.name.startsWith("json")) return documents(mined);
  if (type.name === "bytea") return lengths(mined).map((m) => `\\x${"61".repeat(m)}`);
  return [];
}

const textual = new Set(["text", "varchar", "char", "bpchar", "name", "citext"]);
const integers: Record<string, number> = {
  smallint: 2 ** 15,
  integer: 2 ** 31,
  bigint: 2 ** 63,
  oid: 2 ** 31,
};
const isInteger = (type: ValueType) => type.name in integers;
const isNumber = (type: ValueType) =>
  ["numeric", "real", "double precision", "money"].includes(type.name);
const whole = (n: number) => String(Math.trunc(n));

function numbersNear({ numbers }: Mined, generic: readonly number[]): number[] {
  const near = numbers.flatMap((n) => [n, n + 1, n - 1]);
  return [...near, ...generic, ...numbers.flatMap((n) => [2 * n, -n])];
}

function between({ numbers }: Mined): number[] {
  return numbers.flatMap((n, i) => (i === 0 ? [n + 0.5] : [(n + numbers[i - 1]!) / 2]));
}

function lengths({ numbers }: Mined): number[] {
  const near = numbers.flatMap((n) => [n, n + 1, n - 1]);
  return near.filter((n) => Number.isInteger(n) && n > 0 && n <= 10_000);
}

function texts(mined: Mined, n: number): string[] {
  const patterns = mined.texts.filter((text) => /[\^$[\\|+*]/.test(text));
  const likes = mined.texts.filter((text) => /[%_]/.test(text));
  const nth = n + 1;
  return [
    ...[n, n + 1, n + 2].flatMap((i) => patterns.map((p) => sampleOfPattern(p, i) ?? "")),
    ...likes.map((t) => t.replaceAll("%", String(nth)).replaceAll("_", "a")),
    ...mined.texts,
    ...lengths(mined).flatMap((m) => ["abcd"[n % 4]!.repeat(m), String(nth % 10).repeat(m)]),
    ...[n, n + 1].flatMap((i) => [`abc${"abcd"[i % 4]}`, `ABC${"ABCD"[i % 4]}`]),
    `user${nth}@example.com`,
    `https://example.com/${nth}`,
    `+1202555010${nth % 10}`,
    `2024-03-0${nth % 10}`,
    ...mined.texts.flatMap((t) => [`${t}${nth}`, `${nth}${t}`, `a${t}${nth}`]),
    "a",
    "",
  ];
}

const dayLength = 86_400_000;

function dates({ texts }: Mined): string[] {
  return texts.flatMap((text) => {
    const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(`${text.slice(0, 10)}T00:00:00Z`) : NaN;
    if (Number.isNaN(at)) return [];
    return [0, dayLength, -dayLength].map((d) => new Date(at + d).toISOString().slice(0, 10));
  });
}

function documents({ texts }: Mined): string[] {
  const object = (value: unknown) =>
    JSON.stringify(Object.fromEntries(texts.map((text) => [text, value])));
  const each = texts.flatMap((text) => [{ [text]: 1 }, { [text]: "a" }, { [text]: true }, [text]]);
  return [
    ...["{}", "[]", object(1), object("a"), object({}), object([])],
    ...each.map((value) => JSON.stringify(value)),
    ...["[1]", '"a"', "1", "true"],
  ];
}

function arrays(element: ValueType, mined: Mined, n: number): string[] {
  const of = (items: readonly string[]) => `{${items.map(arrayElement).join(",")}}`;
  const single = candidatesFor(element, mined, n);
  const sizes = [2, ...lengths(mined).filter((m) => m <= 50)];
  return [
    ...single.slice(0, 12).map((item) => of([item])),
    ...sizes.map((m) => of(Array.from({ length: m }, (_, i) => sampleValue(element, n + i)))),
    "{}",
  ];
}

/** Whether a column of the type takes the value without an error and without a change. */
function fits(type: ValueType, text: string): boolean {
  const [size, scale = "0"] = type.modifiers;
  const limit = integers[type.name];
  if (type.values || type.element) return true;
  if (limit !== undefined)
    return Number(text) < limit && Number(text) >= (type.name === "oid" ? 0 : -limit);
  if (size === undefined) return true;
  if (type.name === "numeric") return Math.abs(Number(text)) < 10 ** (Number(size) - Number(scale));
  return !textual.has(type.name) || [...text].length <= Number(size);
}
