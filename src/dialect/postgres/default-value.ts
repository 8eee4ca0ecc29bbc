import { isSql, literal, type Sql, sql, type Value } from "../../operation/index.js";
import { expression as canonical } from "./expression.js";

const numeric = /^(?:smallint|integer|bigint|numeric(?:\(.*\))?|real|double precision)$/;
const textual = /^(?:text|varchar(?:\(\d+\))?|char(?:\(\d+\))?|name|citext)$/;

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
  const quoted = /^'((?:[^'\\]|'')*)'::[^()':]+(?:\(\d+(?:,\s*\d+)?\)[^()':]*)?$/s.exec(expression);
  const plain = quoted ? quoted[1]!.replaceAll("''", "'") : expression;
  if (numeric.test(type) && exactNumber(plain)) return Number(plain);
  if (!quoted || looksLikeCall(plain)) return canonical(expression);
  return textual.test(type) || !numeric.test(type) ? plain : sql.raw(expression);
}

/** Written by JavaScript exactly as it stands, so that nothing is lost on the way. */
function exactNumber(textOf: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(textOf) && String(Number(textOf)) === textOf;
}

/** A string such as `now()` was most likely meant as an expression. */
export function looksLikeCall(value: string): boolean {
  return /^[a-z_][\w.]*\(.*\)(?:::[\w ]+)?$/is.test(value.trim());
}

export function defaultText(value: Value | Sql): string {
  return isSql(value) ? value.text : literal(value);
}
