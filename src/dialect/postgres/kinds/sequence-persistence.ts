import type { Catalog, CatalogObject, ObjectId } from "../../../catalog/index.js";
import { type AnyOperation, type DiffContext, operation } from "../../../operation/index.js";
import { inSchema } from "../kind.js";
import { qualified } from "../quote.js";
import type { SequenceData } from "./sequence.js";
import type { TableData } from "./table.js";

/** Whether a sequence belongs to a table that becomes unlogged, or logged: then so does the sequence. */
export function followsTable(sequence: CatalogObject, context: DiffContext): boolean {
  const { from, to } = context;
  const table = owningTable(sequence, from);
  const becomes = table && owningTable(sequence, to) === table && to.objects.get(table);
  return becomes ? turnsOver(from.objects.get(table)!, becomes) : false;
}

/** What a table that becomes unlogged, or logged, took along although it is not to change. */
export function takenAlong(table: CatalogObject, context: DiffContext): AnyOperation[] {
  const { from, to } = context;
  const { unlogged = false } = table.data as TableData;
  if (!turnsOver(from.objects.get(table.id)!, table)) return [];
  return [...to.objects.values()].flatMap((sequence) => {
    const other = (sequence.data as SequenceData).unlogged ?? false;
    if (sequence.kind !== "sequence" || other === unlogged) return [];
    if (![from, to].every((catalog) => owningTable(sequence, catalog) === table.id)) return [];
    return [operation("alterSequence", sequence.name, { ...inSchema(sequence), unlogged: other })];
  });
}

function turnsOver(from: CatalogObject, to: CatalogObject): boolean {
  return (from.data as TableData).unlogged !== (to.data as TableData).unlogged;
}

function owningTable({ name, schema }: CatalogObject, { objects }: Catalog): ObjectId | undefined {
  const owned = objects.get(`sequence owner ${qualified(name, schema)}`);
  const column = owned?.dependsOn.find((other) => objects.get(other)?.kind === "column");
  return column && objects.get(column)?.parent;
}
