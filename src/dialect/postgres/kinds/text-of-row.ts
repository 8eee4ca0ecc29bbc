import { type Catalog, type CatalogObject, childrenOf } from "../../../catalog/index.js";
import type { DiffContext } from "../../../operation/index.js";
import { ident, qualified } from "../quote.js";
import type { ColumnData } from "./column.js";
import { type CompositeTypeData, orderAfter } from "./composite-type.js";
import type { DomainData } from "./domain.js";
import type { ForeignTableData } from "./foreign-table.js";
import type { ViewData } from "./view.js";

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
  const wanted = to.objects.get(fields.id);
  if (!wanted) return text;
  if (!keepsWithin(fields, from, to)) return undefined;
  const [was, is] = [namesOf(fields, from), namesOf(wanted, to)];
  if (sameNames(was, is)) return text;
  if (listed || !comesInOrder(fields, fields === type, was, is)) return undefined;
  const values = is.map((name) => (was.includes(name) ? `(${column}).${ident(name)}` : "NULL"));
  return `CASE WHEN ${column} IS DISTINCT FROM NULL THEN ROW(${values.join(", ")})::text END`;
}

/** What has the fields, through whatever domains there are over it, and whether it is in a list. */
function beneath(
  text: string,
  type: CatalogObject,
  catalog: Catalog,
): { readonly fields: CatalogObject; readonly listed: boolean } {
  const listed = text.endsWith("[]");
  if (type.kind !== "domain") return { fields: type, listed };
  const base = (type.data as DomainData).type;
  const under = named(base, type, catalog);
  if (!under) return { fields: type, listed };
  const found = beneath(base, under, catalog);
  return { ...found, listed: found.listed || listed };
}

/** What one of its fields has as its type, or in lists. */
function named(type: string, { id, dependsOn }: CatalogObject, catalog: Catalog) {
  const element = type.replace(/(\[\])+$/, "");
  return [...dependsOn, ...childrenOf(catalog, id).flatMap((child) => child.dependsOn)]
    .map((one) => catalog.objects.get(one))
    .find((one) => one && qualified(one.name, one.schema) === element);
}

/** Whether rows within its rows have the fields that they had: their text is read as it stands. */
function keepsWithin(
  type: CatalogObject,
  from: Catalog,
  to: Catalog,
  seen = new Set([type]),
): boolean {
  return fieldsOf(type, from).every(([, text]) => {
    const part = named(text, type, from);
    const wanted = part && to.objects.get(part.id);
    if (!wanted || seen.has(part)) return true;
    seen.add(part);
    return sameNames(namesOf(part, from), namesOf(wanted, to)) && keepsWithin(part, from, to, seen);
  });
}

function namesOf(type: CatalogObject, catalog: Catalog): string[] {
  return fieldsOf(type, catalog).map(([name]) => name);
}

type Field = readonly [name: string, type: string];

/** The fields of its values, in their order; what a domain is over is the only one of its. */
function fieldsOf(object: CatalogObject, catalog: Catalog): readonly Field[] {
  const { id, kind, data, incidental } = object;
  const listed = (fields: { readonly [name: string]: { readonly type: string } }) =>
    Object.entries(fields).map(([name, { type }]): Field => [name, type]);
  switch (kind) {
    case "domain":
      return [["value", (data as DomainData).type]];
    case "composite type":
      return listed((data as CompositeTypeData).attributes);
    case "foreign table":
      return listed((data as ForeignTableData).columns as never);
    case "view":
      return (data as ViewData).output;
    case "materialized view":
      return (incidental as Pick<ViewData, "output">).output;
    default:
      return childrenOf(catalog, id)
        .filter((child) => child.kind === "column")
        .sort((a, b) => a.position! - b.position!)
        .map(({ name, data }): Field => [name, (data as ColumnData).type]);
  }
}

/** Whether its fields are in the order of the new catalog by the time the text is read again. */
function comesInOrder(
  { kind }: CatalogObject,
  anew: boolean,
  was: readonly string[],
  is: readonly string[],
): boolean {
  // A table gets and loses columns one by one, before or behind that, and some are made anew.
  if (kind === "table") return false;
  if (kind !== "composite type" || anew) return true;
  // Below a domain it may be changed in place, and then keeps its order.
  return sameNames(orderAfter(was, is), is);
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, i) => name === right[i]);
}
