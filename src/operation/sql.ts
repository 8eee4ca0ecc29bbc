/**
 * A piece of SQL as plain data. The `limbeck` key is its brand, so that a value made by another
 * copy of the package, or read back from JSON, is still recognised.
 */
export interface Sql {
  readonly limbeck: "sql";
  readonly text: string;
}

/** A value that can be written as an SQL literal. */
export type Value =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | readonly Value[]
  | { readonly [key: string]: unknown };

/**
 * SQL text with values in it. A value becomes a literal, another `sql` is put in as it is.
 *
 * @example
 * sql`now() - ${"1 day"}::interval`; // now() - '1 day'::interval
 * sql`SELECT count(*) FROM ${sql.id("vales")}`; // SELECT count(*) FROM "vales"
 */
export function sql(strings: TemplateStringsArray, ...values: readonly (Sql | Value)[]): Sql {
  let text = strings[0] ?? "";
  values.forEach((value, i) => {
    text += (isSql(value) ? value.text : literal(value)) + strings[i + 1];
  });
  return raw(text);
}

/** The text as it is: nothing is escaped. */
sql.raw = raw;
/** A name, quoted; several are joined with dots. */
sql.id = (...names: readonly string[]): Sql => raw(names.map(quoteAlways).join("."));
/** A value as a literal. */
sql.lit = (value: Value): Sql => raw(literal(value));
/** Pieces with a separator between them, a comma by default. */
sql.join = (pieces: readonly Sql[], separator = ", "): Sql =>
  raw(pieces.map((p) => p.text).join(separator));

function raw(text: string): Sql {
  return Object.freeze({ limbeck: "sql", text });
}

export function isSql(value: unknown): value is Sql {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as { limbeck?: unknown }).limbeck === "sql"
  );
}

/** A value as an SQL literal. Objects become JSON, arrays `ARRAY[…]`, bytes `'\x…'`. */
export function literal(value: Value): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "number" && !Number.isFinite(value)) return `'${value}'`;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean")
    return String(value);
  if (typeof value === "string") return quoteText(value);
  if (value instanceof Date) return quoteText(value.toISOString());
  if (value instanceof Uint8Array) return `'\\x${Buffer.from(value).toString("hex")}'`;
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(", ")}]`;
  return quoteText(JSON.stringify(value));
}

/** `standard_conforming_strings` is on everywhere since PostgreSQL 9.1; a NUL cannot be stored. */
function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function quoteAlways(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
