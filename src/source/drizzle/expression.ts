import type { SQLWrapper } from "drizzle-orm";
import { type Casing, columnName, type NamedColumn } from "./column-casing.js";
import { isEntity } from "./entity.js";
import { quoted } from "./quoted.js";
import { valueLiteral } from "./value-literal.js";

/** Renders Drizzle's `sql` with its values written in place: DDL takes no parameters. */
export interface ExpressionWriter {
  /** Columns as `"table"."column"`, which subqueries in policies and views need. */
  qualified(expression: SQLWrapper): string;
  /** Columns as `"column"`, the form of an index's key. */
  bare(expression: SQLWrapper): string;
}

export function expressionWriter(casing: Casing | undefined): ExpressionWriter {
  const write = (expression: SQLWrapper, invokeSource?: "indexes") => {
    const sql = expression.getSQL();
    // A view's query asks for its parameters to be inlined, by rules that know no dates and no
    // bigints; masked, every value comes to `escapeParam` instead.
    const open = Object.create(sql, { shouldInlineParams: { value: false } }) as typeof sql;
    return open.toQuery({
      casing: { getColumnCasing: (column: NamedColumn) => columnName(column, casing) } as never,
      escapeName: quoted,
      escapeParam: (_index: number, value: unknown) => {
        if (isEntity(value, "Placeholder"))
          throw new TypeError("sql.placeholder() has no value in a model");
        return valueLiteral(value);
      },
      escapeString: (text: string) => valueLiteral(text),
      ...(invokeSource ? { invokeSource } : {}),
    }).sql;
  };
  return {
    qualified: (expression) => write(expression),
    bare: (expression) => write(expression, "indexes"),
  };
}

export function isExpression(value: unknown): value is SQLWrapper {
  return isEntity(value, "SQL") || isEntity(value, "SQL.Aliased");
}

/** In parentheses; a line comment at the end of the text must not swallow the closing one. */
export function parenthesized(text: string): string {
  return `(${text}${text.includes("--") ? "\n" : ""})`;
}
