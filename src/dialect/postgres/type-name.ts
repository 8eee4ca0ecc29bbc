const shortNames: readonly (readonly [RegExp, string])[] = [
  [/^character varying\b/, "varchar"],
  [/^character\b(?! varying)/, "char"],
  [/^bit varying\b/, "varbit"],
  [/^timestamp(\(\d\))? with time zone\b/, "timestamptz$1"],
  [/^timestamp(\(\d\))? without time zone\b/, "timestamp$1"],
  [/^time(\(\d\))? with time zone\b/, "timetz$1"],
  [/^time(\(\d\))? without time zone\b/, "time$1"],
];

/**
 * The name people write for a type that `format_type` spells out.
 *
 * @example
 * shortType("timestamp(3) with time zone"); // "timestamptz(3)"
 */
export function shortType(formatted: string): string {
  for (const [pattern, name] of shortNames)
    if (pattern.test(formatted)) return formatted.replace(pattern, name);
  return formatted;
}

/** A type without its modifier and list mark, and whether it is a list. */
function base(type: string): { name: string; list: boolean } {
  return { name: type.replace(/\(.*?\)/, "").replace(/(\[\])+$/, ""), list: type.endsWith("[]") };
}

const text = ["text", "varchar", "char", "name", "citext", "bpchar"];
const numbers = ["smallint", "integer", "bigint", "real", "double precision", "numeric"];
const families = [numbers, ["date", "timestamp", "timestamptz"], ["time", "timetz", "interval"]];
families.push(["json", "jsonb"], ["bit", "varbit"], ["inet", "cidr"], ["macaddr", "macaddr8"]);

/** Whether two types differ by no more than a modifier, as a constant's and its column's may. */
export function sameType(left: string, right: string): boolean {
  const a = base(left);
  const b = base(right);
  return a.list === b.list && spelling(a.name) === spelling(b.name);
}

function spelling(name: string): string {
  if (name === "bpchar") return "char";
  return name === '"bit"' ? "bit" : name;
}

/** Whether `ALTER COLUMN … TYPE` goes without `USING`: PostgreSQL has an assignment cast. */
export function assignable(from: string, to: string): boolean {
  const a = base(from);
  const b = base(to);
  if (a.list !== b.list) return text.includes(b.name) && !b.list;
  if (a.name === b.name || text.includes(b.name)) return true;
  return families.some((family) => family.includes(a.name) && family.includes(b.name));
}

/** Explicit casts that PostgreSQL has beyond those; from text to anything is always one. */
const casts: Readonly<Record<string, readonly string[]>> = {
  integer: ["boolean", "bit", "money", "oid"],
  bigint: ["bit", "money", "oid"],
  numeric: ["money"],
  boolean: ["integer"],
  bit: ["integer", "bigint"],
  jsonb: [...numbers, "boolean"],
  timestamp: ["time"],
  timestamptz: ["time", "timetz"],
  money: ["numeric"],
  oid: ["integer", "bigint"],
};

/**
 * The expression that turns a column's old values into new ones; by way of text where PostgreSQL
 * has no cast between the two, as between two enums.
 */
export function castExpression(column: string, from: string, to: string): string {
  const a = base(from);
  const b = base(to);
  const direct =
    a.list === b.list &&
    (a.name === b.name || text.includes(a.name) || casts[a.name]?.includes(b.name) === true);
  return direct ? `${column}::${to}` : `${column}::text${a.list && b.list ? "[]" : ""}::${to}`;
}

const integers = new Map([
  ["smallserial", "smallint"],
  ["serial", "integer"],
  ["bigserial", "bigint"],
]);

/** The integer type behind `serial`, or nothing. */
export function serialBase(type: string): string | undefined {
  return integers.get(type);
}

export function serialOf(integer: string): string | undefined {
  return { smallint: "smallserial", integer: "serial", bigint: "bigserial" }[integer];
}
