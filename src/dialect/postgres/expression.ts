import { type Sql, sql } from "../../operation/index.js";

/**
 * An expression as the server wrote it, in the one form that every way to say it comes to:
 *
 * - a pair of parentheses around the whole is left out;
 * - `ARRAY[a, b]::text[]` becomes `ARRAY[a::text, b::text]`, which is what the parser makes of it.
 *   The server writes the first form for `status IN ('x', 'y')` on a varchar, and the second one
 *   once that text has been read again, so without this the two would differ for ever.
 */
export function expression(text: string): Sql {
  return sql.raw(unparenthesized(canonicalArrays(text)));
}

/** One pair of parentheses around the whole says nothing. */
export function unparenthesized(text: string): string {
  if (!text.startsWith("(") || closingBracket(text, 0) !== text.length - 1) return text;
  return text.slice(1, -1);
}

export function canonicalArrays(text: string): string {
  let result = "";
  let from = 0;
  for (;;) {
    const at = text.indexOf("ARRAY[", from);
    if (at < 0) return result + text.slice(from);
    const open = at + 5;
    const close = closingBracket(text, open);
    if (close < 0) return result + text.slice(from);
    const inside = canonicalArrays(text.slice(open + 1, close));
    const cast = /^::([a-z][\w .]*?(?:\(\d+(?:,\d+)?\))?)\[\]/.exec(text.slice(close + 1));
    if (inside.trim() === "") {
      result += text.slice(from, close + 1); // an empty list is nothing without its type
      from = close + 1;
      continue;
    }
    const elements = elementsOf(inside).map((e) => plainLiteral(cast ? castTo(e, cast[1]!) : e));
    result += `${text.slice(from, at)}ARRAY[${elements.join(", ")}]`;
    from = close + 1 + (cast?.[0].length ?? 0);
  }
}

function castTo(element: string, type: string): string {
  return /^(?:'(?:[^']|'')*'|[\w".]+)(?:::[\w .()[\]]+)*$/.test(element)
    ? `${element}::${type}`
    : `(${element})::${type}`;
}

/** A constant that passes through varchar on its way to text is just that text. */
function plainLiteral(element: string): string {
  return element.replace(/^('(?:[^']|'')*')::character varying(?:\(\d+\))?::text$/, "$1::text");
}

/** The parts of a list, whatever brackets and quotes hold. */
export function elementsOf(list: string): string[] {
  const elements: string[] = [];
  let start = 0;
  for (let i = 0; i < list.length; i++) {
    if (list[i] === "'" || list[i] === '"') i = endOfQuote(list, i);
    else if (list[i] === "(" || list[i] === "[") i = Math.max(closingBracket(list, i), i);
    else if (list[i] === ",") {
      elements.push(list.slice(start, i).trim());
      start = i + 1;
    }
  }
  return [...elements, list.slice(start).trim()];
}

/** The index of the bracket that closes the one at `open`, or -1. */
export function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const c = text[i]!;
    if (c === "'" || c === '"') i = endOfQuote(text, i);
    else if (c === "(" || c === "[") depth++;
    else if ((c === ")" || c === "]") && --depth === 0) return i;
  }
  return -1;
}

/** Where a quoted text or name ends. */
export function endOfQuote(text: string, start: number): number {
  const quote = text[start]!;
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] !== quote) continue;
    if (text[i + 1] === quote) i++;
    else return i;
  }
  return text.length;
}
