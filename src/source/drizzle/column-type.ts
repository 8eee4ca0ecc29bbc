import type { PgColumn } from "drizzle-orm/pg-core";
import { type EnumModel, isEntity } from "./entity.js";
import { quotedPath } from "./quoted.js";

/**
 * The type of a column as SQL. Drizzle names an enum without its schema and quotes, so those are
 * written from the enum itself.
 */
export function columnType(column: PgColumn): string {
  const base = arrayBase(column);
  if (base) return `${columnType(base.column)}[${base.size ?? ""}]`;
  const own = enumOf(column);
  return own ? quotedPath(own.enumName, own.schema) : column.getSQLType();
}

/** The enum of a column or of its elements, if it has one. */
export function enumOf(column: PgColumn): EnumModel | undefined {
  const base = arrayBase(column);
  if (base) return enumOf(base.column);
  return isEntity(column, "PgEnumColumn") || isEntity(column, "PgEnumObjectColumn")
    ? (column as unknown as { enum: EnumModel }).enum
    : undefined;
}

/** For an array column, the column of its elements and its declared size. */
export function arrayBase(
  column: PgColumn,
): { column: PgColumn; size: number | undefined } | undefined {
  if (!isEntity(column, "PgArray")) return undefined;
  const { baseColumn, size } = column as unknown as { baseColumn: PgColumn; size?: number };
  return { column: baseColumn, size };
}
