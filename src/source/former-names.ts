import { ident } from "../dialect/postgres/quote.js";
import type { SqlStatement } from "../dialect/postgres/split-sql.js";
import { definedName } from "./defined-name.js";
import { formerNameComments, leadingName, unquoted } from "./former-name-comment.js";

/**
 * What comments in SQL say of former names, on the line of a column, constraint, value or
 * `CREATE …`, or on a line of its own above that: `{ "vales.numero": "folio" }`.
 */
export function formerNames(
  text: string,
  statements: readonly SqlStatement[],
  targetSchema: string,
): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split("\n");
  for (const { line, name } of formerNameComments(text)) {
    const above = lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0);
    const start = above + /^\s*/.exec(lines[line]!)![0].length;
    const statement = statements.find(
      ({ offset, text: own }) => offset <= start && start < offset + own.length,
    );
    const defined = statement && definedName(statement.text, targetSchema);
    if (defined === undefined) continue;
    const part = start === statement!.offset ? undefined : leadingName(lines[line]!);
    found[addressOf(defined, part)] = name;
  }
  return found;
}

/** An object's name, or that of a part of it, as reports and `--rename` have it. */
export function addressOf(defined: string, part: string | undefined): string {
  const object = defined.replace(/^(?:materialized view|\w+) /, "");
  if (part === undefined) return object;
  if (part.startsWith("'")) return `${object}.${unquoted(part)}`;
  return `${object}.${ident(part.startsWith('"') ? unquoted(part) : part.toLowerCase())}`;
}
