import { isSql, sql } from "../../operation/index.js";
import { closingBracket, elementsOf, endOfQuote, unparenthesized } from "./expression.js";

/**
 * Up to PostgreSQL 13 the server kept `EXTRACT(… FROM …)` and `… AT TIME ZONE …` as calls of the functions behind
 * them. So it cannot be told who wrote which; everything is taken for what people write.
 */
export const keepsSqlSyntax = 14;

/** The data of an object as a later server would write it. */
export function withSqlSyntax<Data>(data: Data): Data {
  if (isSql(data)) return sql.raw(unparenthesized(sqlSyntax(data.text))) as Data;
  if (Array.isArray(data)) return data.map(withSqlSyntax) as Data;
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, withSqlSyntax(value)]),
  ) as Data;
}

/**
 * Calls of functions that SQL has words for, in those words.
 *
 * @example
 * sqlSyntax("timezone('utc'::text, now())"); // "(now() AT TIME ZONE 'utc'::text)"
 */
export function sqlSyntax(text: string): string {
  const call = /(?<![\w."])(date_part|timezone)\(/y;
  let result = "";
  for (let i = 0; i < text.length; i++) {
    call.lastIndex = i;
    const [found, name] = call.exec(text) ?? [];
    const close = found === undefined ? -1 : closingBracket(text, i + found.length - 1);
    if (close >= 0) {
      const written = text.slice(i, close + 1);
      result +=
        inWords(name!, elementsOf(sqlSyntax(text.slice(i + found!.length, close)))) ?? written;
      i = close;
    } else if (text[i] === "'" || text[i] === '"') {
      const end = endOfQuote(text, i);
      result += text.slice(i, end + 1);
      i = end;
    } else result += text[i];
  }
  return result;
}

function inWords(
  name: string,
  [first = "", second, ...more]: readonly string[],
): string | undefined {
  if (second === undefined || more.length > 0) return undefined;
  if (name === "timezone") return `(${operand(second)} AT TIME ZONE ${operand(first)})`;
  const field = /^'(\w+)'::text$/.exec(first)?.[1];
  return field && `EXTRACT(${field} FROM ${second})`;
}

/** `AT TIME ZONE` binds closer than other operators. */
function operand(text: string): string {
  const words = text.replace(/'(?:[^']|'')*'|"[^"]*"|\([^()]*\)/g, "x");
  return /\s[^\w\s(]+\s/.test(words) && !text.startsWith("(") ? `(${text})` : text;
}
