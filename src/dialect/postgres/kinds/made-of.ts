import type { CatalogObject } from "../../../catalog/index.js";
import { qualified } from "../quote.js";
import type { ColumnData } from "./column.js";

/** Types, and what gives the type of its rows. */
const types: ReadonlySet<string> = new Set([
  "enum",
  "domain",
  "composite type",
  "range type",
  "table",
  "foreign table",
  "view",
  "materialized view",
]);

/** Whether objects of a kind are types, or have one. */
export function hasType(kind: string): boolean {
  return types.has(kind);
}

/** Whether it is the type of the column or of the entries of its lists, not of something in its default. */
export function isTypeOf(
  { data, parent }: CatalogObject<ColumnData>,
  { id, kind, name, schema }: CatalogObject,
): boolean {
  if (!types.has(kind) || id === parent) return false;
  const element = data.type.replace(/(\[\])+$/, "");
  // The ranges of a multirange go by a name that only the range type knows.
  return element === qualified(name, schema) || (kind === "range type" && !data.default);
}

/** Whether an object holds values of a type, or is a type made of it. */
export function isMadeOf(object: CatalogObject, type: CatalogObject): boolean {
  if (object.kind === "column") return isTypeOf(object as CatalogObject<ColumnData>, type);
  return ["domain", "composite type", "range type"].includes(object.kind);
}
