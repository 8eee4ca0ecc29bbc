import type { PgColumn } from "drizzle-orm/pg-core";
import { arrayBase } from "./column-type.js";
import { type ExpressionWriter, isExpression, parenthesized } from "./expression.js";
import { valueLiteral } from "./value-literal.js";

/**
 * What stands after `DEFAULT`, or undefined. `$default` and `$onUpdate` are the application's and
 * leave no trace in the database.
 */
export function columnDefault(column: PgColumn, write: ExpressionWriter): string | undefined {
  const value: unknown = column.default;
  if (value === undefined) return undefined;
  if (isExpression(value)) return parenthesized(write.qualified(value));
  const mapped = value === null ? null : driverValue(column, value);
  if (isExpression(mapped)) return parenthesized(write.qualified(mapped));
  // `numeric` maps numbers to texts; a number is what people write, and what PostgreSQL keeps.
  const isNumber = typeof value === "number" || typeof value === "bigint";
  return valueLiteral(isNumber && mapped === String(value) ? value : mapped);
}

/** Arrays element by element: the column's own mapping knows no bytes and no NULL in them. */
function driverValue(column: PgColumn, value: unknown): unknown {
  const base = arrayBase(column);
  if (!base) return column.mapToDriverValue(value);
  if (!Array.isArray(value)) return value;
  return value.map((item) => (item === null ? null : driverValue(base.column, item)));
}
