import type { CatalogObject } from "../../../catalog/index.js";
import type { ColumnSpec } from "../../../operation/index.js";

/**
 * What PostgreSQL does not carry over to another type by itself: it is made anew around the change.
 * (It does so with statistics, but forgets their target.)
 */
const kinds = new Set([
  "view",
  "materialized view",
  "policy",
  "trigger",
  "rule",
  "function",
  "procedure",
  "statistics",
  "publication",
]);

/** Whether something that depends on a column keeps it from getting another type. */
export function inTheWay(dependent: CatalogObject): boolean {
  return kinds.has(dependent.kind) || isComputed(dependent);
}

/** A generated column, unless the one above is made anew and brings it along. */
function isComputed({ kind, data }: CatalogObject): boolean {
  const { generated, inherited } = data as ColumnSpec & { inherited?: unknown };
  return kind === "column" && generated !== undefined && !inherited;
}
