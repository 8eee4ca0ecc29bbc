/** How Drizzle builds a column of a type, and what a value of it is in TypeScript. */
export interface ColumnType {
  readonly builder: string;
  readonly options?: { readonly [option: string]: unknown };
  /** What `.default(…)` takes; where it is none of these, defaults are SQL. */
  readonly value?: "string" | "number" | "boolean" | "json" | "jsonb" | "moment";
}

const plain: Readonly<Record<string, ColumnType>> = {
  smallint: { builder: "smallint", value: "number" },
  integer: { builder: "integer", value: "number" },
  bigint: { builder: "bigint", options: { mode: "number" }, value: "number" },
  smallserial: { builder: "smallserial" },
  serial: { builder: "serial" },
  bigserial: { builder: "bigserial", options: { mode: "number" } },
  real: { builder: "real", value: "number" },
  "double precision": { builder: "doublePrecision", value: "number" },
  numeric: { builder: "numeric" },
  boolean: { builder: "boolean", value: "boolean" },
  text: { builder: "text", value: "string" },
  varchar: { builder: "varchar", value: "string" },
  uuid: { builder: "uuid", value: "string" },
  json: { builder: "json", value: "json" },
  jsonb: { builder: "jsonb", value: "jsonb" },
  date: { builder: "date", value: "string" },
  time: { builder: "time", value: "string" },
  timetz: { builder: "time", options: { withTimezone: true }, value: "string" },
  timestamp: { builder: "timestamp", value: "moment" },
  timestamptz: { builder: "timestamp", options: { withTimezone: true }, value: "moment" },
  interval: { builder: "interval", value: "string" },
  inet: { builder: "inet", value: "string" },
  cidr: { builder: "cidr", value: "string" },
  macaddr: { builder: "macaddr", value: "string" },
  macaddr8: { builder: "macaddr8", value: "string" },
  point: { builder: "point" },
  line: { builder: "line" },
};

/** The names that `drizzle-orm/pg-core` has for types. */
export const typeBuilders: readonly string[] = [
  ...new Set(Object.values(plain).map(({ builder }) => builder)),
  ...["char", "bit", "vector", "halfvec", "sparsevec"],
];

/** What a modifier is to Drizzle, by the type that has it. */
const modifiers: Readonly<Record<string, readonly string[]>> = {
  varchar: ["length"],
  char: ["length"],
  numeric: ["precision", "scale"],
  time: ["precision"],
  timetz: ["precision"],
  timestamp: ["precision"],
  timestamptz: ["precision"],
  bit: ["dimensions"],
  vector: ["dimensions"],
  halfvec: ["dimensions"],
  sparsevec: ["dimensions"],
};

/** Nothing for a type that Drizzle has no builder for. */
export function columnType(type: string): ColumnType | undefined {
  const [, name = type, given] = /^(.*?)\((-?\d+(?:, ?-?\d+)?)\)$/.exec(type) ?? [];
  if (given === undefined) return plain[name];
  const options = modifiers[name];
  const numbers = given.split(",").map(Number);
  if (!options || numbers.length > options.length) return undefined;
  const base = plain[name] ?? { builder: name, ...(name === "char" && { value: "string" }) };
  const modifier = Object.fromEntries(numbers.map((number, i) => [options[i]!, number]));
  return { ...base, options: { ...modifier, ...base.options } } as ColumnType;
}
