import { isSql, literal, type Sql, type Value } from "../../operation/index.js";
import { expression as canonical } from "./expression.js";
import { sameType, shortType } from "./type-name.js";

const numeric = /^(?:smallint|integer|bigint|numeric(?:\(.*\))?|real|double precision)$/;
const exact = new Set(["integer", "bigint", "numeric"]);

/**
 * A default as people would write it: a literal where the server's text is just one, in the
 * column's own type; otherwise the expression.
 *
 * @example
 * defaultOf("'abierto'::character varying", "varchar(20)"); // "abierto"
 * defaultOf("now()", "timestamptz"); // sql`now()`
 */
export function defaultOf(expression: string, type: string): Value | Sql {
  if (expression === "true" || expression === "false") return expression === "true";
  const quoted = /^'((?:[^']|'')*)'::([^()':]+(?:\(\d+(?:,\s*\d+)?\)[^()':]*)?)$/s.exec(expression);
  if (!quoted) return exactNumber(expression, type) ? Number(expression) : canonical(expression);
  const plain = quoted[1]!.replaceAll("''", "'");
  const cast = shortType(quoted[2]!);
  // `'-5'::integer` is how the server writes a negative number, whatever the column's type.
  if (exactNumber(plain, type) && (exact.has(cast) || sameType(cast, type))) return Number(plain);
  // Read as another type first it may be another value: '2026-01-01'::timestamp in a timestamptz.
  if (!sameType(cast, type) || numeric.test(type) || looksLikeCall(plain))
    return canonical(expression);
  return plain;
}

/** Written by JavaScript exactly as it stands, so that nothing is lost on the way. */
function exactNumber(text: string, type: string): boolean {
  return numeric.test(type) && /^-?\d+(?:\.\d+)?$/.test(text) && String(Number(text)) === text;
}

/** A string such as `now()` was most likely meant as an expression. */
export function looksLikeCall(value: string): boolean {
  return /^[a-z_][\w.]*\(.*\)(?:::[\w ]+)?$/is.test(value.trim());
}

/**
 * A default behind the word DEFAULT. In a column's definition `a AT TIME ZONE b NOT NULL` would be
 * read another way, so what is not plainly one value stands in parentheses.
 */
export function defaultText(value: Value | Sql): string {
  if (!isSql(value)) return literal(value);
  return /\bAT TIME ZONE\b|\b(?:IS|NOT|AND|OR|IN|LIKE|COLLATE)\b/i.test(withoutQuotes(value.text))
    ? `(${value.text})`
    : value.text;
}

function withoutQuotes(text: string): string {
  return text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, "''");
}
