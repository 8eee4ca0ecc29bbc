import type { Catalog, CatalogObject, ObjectId } from "../../../catalog/index.js";
import { type AnyOperation, type DiffContext, operation } from "../../../operation/index.js";
import { inSchema, ownSchema, type PostgresKind } from "../kind.js";
import { qualified } from "../quote.js";
import type { SequenceData } from "./sequence.js";
import { plainTable, type TableData } from "./table.js";

interface Row {
  oid: number;
  schema: string;
  name: string;
  unlogged: boolean;
  rel: number;
  num: number;
}

/**
 * That the sequence of a serial column is unlogged where its table is not, or the other way round: as
 * it is from PostgreSQL 15 on where a dump made it first. An object of its own, since `serial` has no
 * word for it, and an older server neither.
 */
export const sequencePersistence: PostgresKind<{ readonly unlogged: boolean }, Row> = {
  name: "sequence persistence",
  rank: 11,
  read: {
    query: (
      major,
    ) => `SELECT s.oid, n.nspname AS schema, s.relname AS name, s.relpersistence = 'u' AS unlogged,
        t.oid AS rel, d.refobjsubid AS num
      FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
      JOIN pg_namespace n ON n.oid = s.relnamespace
      JOIN pg_class t ON t.oid = d.refobjid AND t.relpersistence <> s.relpersistence
      WHERE d.classid = 1259 AND d.refclassid = 1259 AND d.deptype = 'a'
        AND ${major >= 15} AND ${plainTable("t")} AND ${ownSchema("n.nspname")}`,
    object(row, context) {
      const column = context.found("pg_class", row.rel, row.num);
      if (column === undefined || !context.carried.has(row.oid)) return undefined;
      return {
        id: idOf(context.name(row.schema, row.name)),
        kind: "sequence persistence",
        parent: column,
        ...context.schema(row.schema),
        name: row.name,
        data: { unlogged: row.unlogged },
        dependsOn: [column, context.found("pg_class", row.rel)!],
      };
    },
  },
  create: (object, { from }) => (isOwn(object, from) ? [] : [persistence(object, object.data)]),
  drop(object, { to }) {
    const table = to.objects.get(to.objects.get(object.parent!)?.parent ?? "");
    if (!table || isOwn(object, to)) return [];
    return [persistence(object, { unlogged: (table.data as TableData).unlogged ?? false })];
  },
  alter: (_, to) => ({ operations: [persistence(to, to.data)] }),
};

function persistence(sequence: CatalogObject, { unlogged }: { readonly unlogged: boolean }) {
  return operation("alterSequence", sequence.name, { ...inSchema(sequence), unlogged });
}

/** Whether the sequence is an object on that side, which says it itself. */
function isOwn({ name, schema }: CatalogObject, { objects }: Catalog): boolean {
  return objects.has(`sequence ${qualified(name, schema)}`);
}

/** Whether the sequence of a `serial` column is unlogged: as its table is, unless it is said. */
export function isSerialUnlogged(
  sequence: CatalogObject,
  table: ObjectId,
  catalog: Catalog,
): boolean {
  const { objects } = catalog;
  const own = objects.get(idOf(qualified(sequence.name, sequence.schema)));
  return ((own ?? objects.get(table)!).data as TableData).unlogged ?? false;
}

function idOf(sequence: string): ObjectId {
  return `persistence of sequence ${sequence}`;
}

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
    return [persistence(sequence, { unlogged: other })];
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
