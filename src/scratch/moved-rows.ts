import { type Catalog, type CatalogObject, childrenOf, type ObjectId } from "../catalog/index.js";
import type { RowSnapshot } from "./rows.js";

/** What a revision renames before it does anything else. */
export interface Renamed {
  /** Tables' ids, old and new. */
  readonly tables: ReadonlyMap<ObjectId, ObjectId>;
  /** Of types: the old values by the new ones. */
  readonly values: ReadonlyMap<ObjectId, ReadonlyMap<string, string>>;
  /** What the renames alone make of the state before. */
  readonly after: Catalog;
}

/** Where a table is by its new name. */
export function movedTable(renamed: Renamed | undefined, table: ObjectId): ObjectId {
  return renamed?.tables.get(table) ?? table;
}

/** A table's columns as they are now, by their old names. Renames leave their order. */
export function movedColumns(
  from: Catalog,
  renamed: Renamed | undefined,
  table: ObjectId,
): Map<string, CatalogObject> {
  const now = columnsOf(renamed?.after ?? from, movedTable(renamed, table));
  return new Map(columnsOf(from, table).map(({ name }, i) => [name, now[i]!]));
}

function columnsOf(catalog: Catalog, table: ObjectId): CatalogObject[] {
  return childrenOf(catalog, table).filter((child) => child.kind === "column");
}

/** Rows as they would be called before the renames. */
export function underOldNames(
  snapshot: RowSnapshot,
  from: Catalog,
  renamed: Renamed | undefined,
  tables: readonly ObjectId[],
): RowSnapshot {
  if (!renamed) return snapshot;
  return {
    tables: new Map(
      tables.flatMap((table) => {
        const rows = snapshot.tables.get(movedTable(renamed, table));
        if (!rows) return [];
        const columns = [...movedColumns(from, renamed, table)];
        const old = rows.map((row) => {
          const value = (now: CatalogObject) => oldValue(row.get(now.name), now, renamed);
          return new Map(columns.map(([name, now]) => [name, value(now)]));
        });
        return [[table, old] as const];
      }),
    ),
  };
}

/** A value of a type whose values are called otherwise now; also inside a list. */
function oldValue(
  value: string | null | undefined,
  column: CatalogObject,
  { values }: Renamed,
): string | null {
  const type = column.dependsOn.find((id) => values.has(id));
  if (value === undefined || value === null || type === undefined) return value ?? null;
  const former = values.get(type)!;
  return former.get(value) ?? value.replace(/[^{},"]+/g, (one) => former.get(one) ?? one);
}
