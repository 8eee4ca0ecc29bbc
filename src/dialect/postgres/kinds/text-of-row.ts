import { type Catalog, type CatalogObject, childrenOf } from "../../../catalog/index.js";
import type { DiffContext } from "../../../operation/index.js";
import { ident, qualified } from "../quote.js";
import { type CompositeTypeData, orderAfter } from "./composite-type.js";
import type { DomainData } from "./domain.js";

/**
 * The text of a column's values as its type will read it once it is made anew: field by field, for a
 * composite type may have others by then, or in another order. Nothing where that cannot be said, as
 * of the entries of a list: reading a value into the wrong field would be worse than losing it.
 */
export function textOfRow(
  column: string,
  columnType: string,
  type: CatalogObject,
  { from, to }: DiffContext,
): string | undefined {
  const text = `${column}::text`;
  const { fields, listed } = beneath(columnType, type, from);
  const wanted = fields && to.objects.get(fields.id);
  if (!fields || !wanted) return text;
  if (fields.kind !== "composite type") return sameColumns(fields, from, to) ? text : undefined;
  const was = (fields.data as CompositeTypeData).attributes;
  const is = (wanted.data as CompositeTypeData).attributes;
  const names = Object.keys(is);
  // Below a domain or in a list it may be changed in place, and then keeps its order.
  const ordered = sameNames(orderAfter(was, is), names);
  const same = sameNames(Object.keys(was), names);
  if (listed) return same ? text : undefined;
  if (fields !== type) {
    if (!ordered) return undefined;
    if (same) return text;
  }
  const values = names.map((name) => (was[name] ? `(${column}).${ident(name)}` : "NULL"));
  return `CASE WHEN ${column} IS DISTINCT FROM NULL THEN ROW(${values.join(", ")})::text END`;
}

const withoutFields: ReadonlySet<string> = new Set(["enum", "range type", "extension"]);

/** What has the fields, through whatever domains there are over it, and whether it is in a list. */
function beneath(
  text: string,
  type: CatalogObject,
  catalog: Catalog,
): { readonly fields: CatalogObject | undefined; readonly listed: boolean } {
  const listed = text.endsWith("[]");
  if (type.kind !== "domain")
    return { fields: withoutFields.has(type.kind) ? undefined : type, listed };
  const base = (type.data as DomainData).type;
  const under = type.dependsOn
    .map((id) => catalog.objects.get(id))
    .find((one) => one && qualified(one.name, one.schema) === base.replace(/(\[\])+$/, ""));
  if (!under) return { fields: undefined, listed };
  const found = beneath(base, under, catalog);
  return { ...found, listed: found.listed || listed };
}

/** Whether the rows of a table have the same columns before and after. */
function sameColumns({ id }: CatalogObject, from: Catalog, to: Catalog): boolean {
  const [was, is] = [from, to].map((catalog) =>
    childrenOf(catalog, id)
      .filter(({ kind }) => kind === "column")
      .sort((a, b) => a.position! - b.position!)
      .map(({ name }) => name),
  );
  return sameNames(was!, is!);
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, i) => name === right[i]);
}
