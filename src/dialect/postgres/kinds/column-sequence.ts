import type { Catalog, CatalogObject } from "../../../catalog/index.js";
import { type AnyOperation, operation } from "../../../operation/index.js";
import { inSchemaOf } from "../kind.js";
import { serialBase } from "../type-name.js";
import type { ColumnData } from "./column.js";

type Column = CatalogObject<ColumnData>;

/** The sequence PostgreSQL makes for a serial or identity column, if its name is still free. */
export function sequenceName(table: string, column: string): string {
  return `${table}_${column}_seq`;
}

/** What a serial column's sequence needs when its table or the column gets another name. */
export function renameSerial(
  column: CatalogObject,
  table: { readonly from: string; readonly to: string },
  from: string,
  to: string,
): AnyOperation[] {
  if (column.kind !== "column" || !serialBase((column as Column).data.type)) return [];
  const names = [sequenceName(table.from, from), sequenceName(table.to, to)] as const;
  return [operation("renameSequence", ...names, ...inSchemaOf(column))];
}

export interface SequenceHolder {
  readonly table: string;
  readonly column: Column;
  readonly serial?: string;
}

/**
 * A column that stays and that holds, in `catalog`, a sequence of this name: as serial, or as its
 * identity. `other` is the catalog on the other side.
 */
export function holderOf(
  sequence: CatalogObject,
  catalog: Catalog,
  other: Catalog,
): SequenceHolder | undefined {
  for (const object of catalog.objects.values()) {
    if (object.kind !== "column" || object.schema !== sequence.schema) continue;
    if (!sequence.name.endsWith(`_${object.name}_seq`) || !other.objects.has(object.id)) continue;
    const table = catalog.objects.get(object.parent!)!.name;
    if (sequenceName(table, object.name) !== sequence.name) continue;
    const column = object as Column;
    const serial = serialBase(column.data.type);
    if (serial !== undefined) return { table, column, serial };
    if (column.data.identity !== undefined) return { table, column };
  }
  return undefined;
}
