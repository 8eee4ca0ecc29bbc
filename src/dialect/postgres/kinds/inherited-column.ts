import {
  type Catalog,
  type CatalogObject,
  type ObjectId,
  sameData,
} from "../../../catalog/index.js";
import {
  type Alteration,
  type AnyOperation,
  type DiffContext,
  sql,
} from "../../../operation/index.js";
import { qualified, quoteText } from "../quote.js";
import { serialBase } from "../type-name.js";
import { alterColumn } from "./alter-column.js";
import type { ColumnData } from "./column.js";
import { sequenceName } from "./column-sequence.js";
import { type Bond, originsOf, staysBound } from "./handed-down.js";

type Column = CatalogObject<ColumnData>;

/** The column above that a column follows from one catalog to the other, whatever happens to it there. */
export function leader(column: Column, catalog: Catalog, context: DiffContext): Column | undefined {
  if (!column.data.inherited) return undefined;
  const following = originsOf(column, catalog).find(([bond]) => staysBound(bond, context));
  return following?.[1] as Column | undefined;
}

/** Whether the column is there as soon as the one above is. */
export function comesAlong(column: Column, context: DiffContext): boolean {
  return leader(column, context.to, context) !== undefined;
}

/** Whether the column is gone as soon as the one above is. */
export function goesAlong(column: Column, context: DiffContext): boolean {
  return leader(column, context.from, context) !== undefined;
}

/** Of the columns below one that goes, those that stay as their tables' own. */
function keepers(column: Column, context: DiffContext): Set<Column> {
  const kept = below(column, context.from).filter(([bond, { id }]) => {
    const wanted = context.to.objects.get(id) as Column | undefined;
    return (
      bond.kind === "inheritance" && staysBound(bond, context) && wanted && !wanted.data.inherited
    );
  });
  return new Set(kept.map(([, other]) => other));
}

/**
 * How a column goes with what inherits it: from its own table alone where another keeps it; those
 * that would stay behind, for that or because they were declared too, are dropped after it.
 */
export function dropped(column: Column, context: DiffContext) {
  const kept = keepers(column, context);
  const behind = below(column, context.from).filter(
    ([bond, other]) =>
      staysBound(bond, context) && !kept.has(other) && (kept.size > 0 || other.incidental),
  );
  return { only: kept.size > 0, behind: behind.map(([, other]) => other) };
}

/** The inherited columns that change with one above, all the way down. */
export function follows(column: Column, context: DiffContext): ObjectId[] {
  return below(column, context.from)
    .filter(([bond]) => staysBound(bond, context))
    .flatMap(([, other]) => [other.id, ...follows(other, context)]);
}

const indexes = new WeakMap<Catalog, Map<ObjectId, [Bond, Column][]>>();

function below(column: Column, catalog: Catalog): readonly [Bond, Column][] {
  let index = indexes.get(catalog);
  if (!index) {
    index = new Map();
    for (const object of catalog.objects.values()) {
      if (object.kind !== "column" || !(object.data as ColumnData).inherited) continue;
      for (const [bond, origin] of originsOf(object, catalog))
        index.set(origin.id, [...(index.get(origin.id) ?? []), [bond, object as Column]]);
    }
    indexes.set(catalog, index);
  }
  return index.get(column.id) ?? [];
}

/** What a column has of its own beside what it has just got from above. */
export function ownAttributes(column: Column, context: DiffContext): AnyOperation[] {
  const origin = originsOf(column, context.to)[0]?.[1] as Column | undefined;
  if (!origin) return [];
  const { statistics: _, options: __, comment: ___, ...given } = handed(origin, context.to);
  return changed({ ...column, data: given }, column, context);
}

/** What no change above brings along. */
const stays: ReadonlySet<string> = new Set(["comment", "inherited", "compression", "options"]);

/** What changes in a column that follows one above: what does not come from there. */
export function alterFollower(
  from: Column,
  to: Column,
  context: DiffContext,
): Alteration | undefined {
  const above = leader(to, context.to, context);
  const before = above && (context.from.objects.get(above.id) as Column | undefined);
  if (!above || !before || !from.data.inherited) return undefined;
  const was: Record<string, unknown> = { ...handed(before, context.from) };
  const is: Record<string, unknown> = { ...handed(above, context.to) };
  const arrived = Object.fromEntries(
    Object.keys({ ...was, ...is })
      .filter((key) => !stays.has(key))
      // What is no longer handed down stays below as the table's own.
      .filter((key) => key !== "notNull" || is[key] || !above.data.notNull)
      .filter((key) => !sameData(was[key], is[key]))
      .map((key) => [key, is[key]]),
  );
  const data = { ...from.data, ...arrived } as ColumnData;
  return { operations: changed({ ...from, data }, to, context) };
}

/** What a change brings to inheriting columns that are to stay as they are is undone there. */
export function keptBelow(column: Column, context: DiffContext): AnyOperation[] {
  return below(column, context.from).flatMap(([, other]) => {
    const wanted = context.to.objects.get(other.id) as Column | undefined;
    if (!wanted || !sameData(other.data, wanted.data)) return [];
    return alterFollower(other, wanted, context)?.operations ?? [];
  });
}

/** What a column hands down: of a serial or identity one never the sequence. */
function handed({ data, name, parent, schema }: Column, catalog: Catalog): ColumnData {
  const { identity, notNull, ...plain } = data;
  if (identity !== undefined) return { ...plain, notNull: true };
  const type = serialBase(data.type);
  if (type === undefined) {
    const inherits = typeof notNull === "object" ? !notNull.noInherit : notNull;
    return { ...plain, ...(inherits && { notNull: true }) };
  }
  const sequence = sequenceName(catalog.objects.get(parent!)!.name, name);
  const next = sql.raw(`nextval(${quoteText(qualified(sequence, schema))}::regclass)`);
  return { ...data, type, notNull: true, default: next };
}

function changed(from: Column, to: Column, context: DiffContext): AnyOperation[] {
  return [...(alterColumn(from, to, context)?.operations ?? [])];
}
