import type { CatalogObject } from "../../../catalog/index.js";
import { sameData } from "../../../catalog/index.js";
import {
  type Alteration,
  type AnyOperation,
  type ColumnChanges,
  operation,
  sql,
} from "../../../operation/index.js";
import { commentChange } from "../kind.js";
import { ident, qualified, quoteText } from "../quote.js";
import { assignable, serialBase } from "../type-name.js";
import type { ColumnData } from "./column.js";

type Column = CatalogObject<ColumnData>;

/** What PostgreSQL does not carry over to another type by itself: it is made anew around the change. */
const inTheWay = new Set(["column", "view", "materialized view", "policy", "trigger"]);

/**
 * From one column to another in place, or nothing where PostgreSQL can only make it anew: a
 * generated column with another expression (its values are derived), a plain one that becomes
 * generated.
 */
export function alterColumn(from: Column, to: Column, table: string): Alteration | undefined {
  const generated = { from: from.data.generated, to: to.data.generated };
  if (generated.to !== undefined && !sameData(generated.from, generated.to)) return undefined;
  if (generated.from !== undefined && generated.to === undefined && "virtual" in generated.from)
    return undefined;

  const inSchema = { ...(to.schema && { schema: to.schema }) };
  const former = withoutSerial(from.data);
  const wanted = withoutSerial(to.data);
  const name = `${table}_${to.name}_seq`;
  const nextval = sql.raw(`nextval(${quoteText(qualified(name, to.schema))}::regclass)`);
  const before: AnyOperation[] = [];
  const after: AnyOperation[] = [];

  const changes: Record<string, unknown> = {
    ...inSchema,
    ...typeChange(former.data, wanted.data, to.name),
    ...(generated.from !== undefined && generated.to === undefined && { generated: null }),
    ...(Boolean(notNull(former.data)) !== Boolean(notNull(wanted.data)) && {
      notNull: notNull(wanted.data) === true,
    }),
    ...commentChange(from.data, to.data),
  };
  if (wanted.serial !== former.serial) {
    changes.default = wanted.serial ? nextval : (wanted.data.default ?? null);
    const owner = { ...inSchema, table, column: to.name };
    if (wanted.serial) {
      before.push(
        operation("createSequence", name, {
          ...inSchema,
          ...(wanted.serial !== "bigint" && { type: wanted.serial as "integer" }),
        }),
      );
      after.push(operation("alterSequence", name, { ...inSchema, ownedBy: owner }));
    }
    if (former.serial && !wanted.serial)
      after.push(
        to.schema ? operation("dropSequence", name, inSchema) : operation("dropSequence", name),
      );
    if (former.serial && wanted.serial) {
      before.length = 0;
      after.length = 0;
      delete changes.default;
      after.push(
        operation("alterSequence", name, { ...inSchema, type: wanted.serial as "integer" }),
      );
    }
  } else if (!sameData(former.data.default, wanted.data.default) || "type" in changes) {
    if (wanted.data.default !== undefined) changes.default = wanted.data.default;
    else if (former.data.default !== undefined) changes.default = null;
  }
  if (!sameData(from.data.identity, to.data.identity)) {
    if (from.data.identity !== undefined)
      before.push(operation("alterColumn", table, to.name, { ...inSchema, identity: null }));
    if (to.data.identity !== undefined) {
      after.push(
        operation("alterColumn", table, to.name, { ...inSchema, identity: to.data.identity }),
      );
      after.push(operation("execute", restart(table, to)));
    }
  }
  const main = Object.keys(changes).length > Object.keys(inSchema).length;
  return {
    operations: [
      ...before,
      ...(main ? [operation("alterColumn", table, to.name, changes as ColumnChanges)] : []),
      ...after,
    ],
    disturbs: (dependent) => "type" in changes && inTheWay.has(dependent.kind),
  };
}

/** A serial column is its integer type, not null, and a default that is handled apart. */
function withoutSerial(data: ColumnData): { data: ColumnData; serial?: string } {
  const integer = serialBase(data.type);
  return integer === undefined
    ? { data }
    : { data: { ...data, type: integer, notNull: true }, serial: integer };
}

function notNull(data: ColumnData): boolean | undefined {
  return data.identity !== undefined || data.notNull;
}

function typeChange(from: ColumnData, to: ColumnData, name: string): ColumnChanges {
  if (from.type === to.type && from.collation === to.collation) return {};
  return {
    type: to.type,
    ...(to.collation !== undefined && { collation: to.collation }),
    ...(!assignable(from.type, to.type) && { using: sql.raw(`${ident(name)}::${to.type}`) }),
  };
}

/** A new identity starts behind the values that are there. */
function restart(table: string, column: Column) {
  const target = qualified(table, column.schema);
  const name = ident(column.name);
  const sequence = `pg_get_serial_sequence(${quoteText(target)}, ${quoteText(column.name)})`;
  return sql.raw(
    `SELECT setval(${sequence}, greatest(max(${name}), 1), max(${name}) IS NOT NULL) FROM ${target}`,
  );
}
