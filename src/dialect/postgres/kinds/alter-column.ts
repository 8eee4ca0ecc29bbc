import { type CatalogObject, sameData } from "../../../catalog/index.js";
import {
  type Alteration,
  type AnyOperation,
  type ColumnChanges,
  type ColumnSpec,
  type DiffContext,
  type IdentitySpec,
  isSql,
  operation,
  type SequenceSpec,
  type Sql,
  sql,
} from "../../../operation/index.js";
import { commentChange, unlessEmpty } from "../kind.js";
import { ident, qualified, quoteText } from "../quote.js";
import { assignable, castExpression, serialBase } from "../type-name.js";
import type { ColumnData } from "./column.js";
import { retyping } from "./column-release.js";
import { sequenceName } from "./column-sequence.js";
import { storageChange } from "./column-storage.js";
import { inTheWay } from "./in-the-way.js";
import { notNullChange } from "./not-null.js";
import { sequenceChanges } from "./sequence-options.js";
import type { TableData } from "./table.js";

type Column = CatalogObject<ColumnData>;

/** What a change is put together from. */
interface Parts {
  readonly inSchema: { readonly schema?: string };
  readonly table: string;
  readonly before: AnyOperation[];
  readonly changes: Record<string, unknown>;
  readonly after: AnyOperation[];
}

/**
 * From one column to another in place, or nothing where PostgreSQL can only make it anew: a
 * generated column with another expression (its values are derived), a plain one that becomes
 * generated.
 */
export function alterColumn(
  from: Column,
  to: Column,
  context: DiffContext,
): Alteration | undefined {
  const generated = { from: from.data.generated, to: to.data.generated };
  if (generated.to !== undefined && !sameData(generated.from, generated.to)) return undefined;
  const stored = generated.from !== undefined && isSql(generated.from);
  if (generated.from !== undefined && generated.to === undefined && !stored) return undefined;

  const former = withoutSerial(from.data);
  const wanted = withoutSerial(to.data);
  const inSchema = { ...(to.schema && { schema: to.schema }) };
  const retyped = typeChange(former.data, wanted.data, to.name, context.using?.get(to.id));
  const changes: Record<string, unknown> = {
    ...inSchema,
    ...retyped,
    ...(generated.from !== undefined && generated.to === undefined && { generated: null }),
    ...(notNull(former.data) !== notNull(wanted.data) && {
      notNull: notNull(wanted.data) && (wanted.data.notNull ?? true),
    }),
    ...storageChange(former.data, wanted.data, "type" in retyped),
    ...commentChange(from.data, to.data),
  };
  const table = context.to.objects.get(to.parent!)!.name;
  const parts: Parts = { inSchema, table, before: [], changes, after: [] };
  if (former.serial !== wanted.serial) changeSerial(parts, former, wanted, to, context);
  else if (!sameData(former.data.default, wanted.data.default) || "type" in changes) {
    if (wanted.data.default !== undefined) changes.default = wanted.data.default;
    else if (former.data.default !== undefined) changes.default = null;
  }
  changeIdentity(parts, from, to, context);
  changeNotNull(parts, former, wanted, to, context);
  const using = changes.using as Sql | undefined;
  const main = Object.keys(changes).length > Object.keys(inSchema).length;
  return {
    operations: [
      ...parts.before,
      ...(main ? [operation("alterColumn", table, to.name, changes as ColumnChanges)] : []),
      ...parts.after,
    ],
    ...("type" in changes && retyping(from, context)),
    ...(makesSequence(from, to) && { renews: isOnSequence }),
    ...(using && {
      conversion: { from: former.data.type, to: wanted.data.type, using: using.text },
    }),
    // While only one side has its new type, a key between types of two families cannot be.
    disturbs: (dependent) =>
      "type" in changes &&
      (inTheWay(dependent) ||
        (dependent.kind === "foreign key" && !alike(former.data.type, wanted.data.type))),
  };
}

function alike(a: string, b: string): boolean {
  return assignable(a, b) && assignable(b, a);
}

interface Plain {
  readonly data: ColumnData;
  readonly serial?: string;
}

/** A serial column is its integer type, not null, and a default that is handled apart. */
function withoutSerial(data: ColumnData): Plain {
  const integer = serialBase(data.type);
  return integer === undefined
    ? { data }
    : { data: { ...data, type: integer, notNull: data.notNull ?? true }, serial: integer };
}

function changeSerial(
  { inSchema, table, before, changes, after }: Parts,
  former: Plain,
  wanted: Plain,
  column: Column,
  context: DiffContext,
): void {
  const name = sequenceName(table, column.name);
  const ofType = (type: string) => ({ ...inSchema, type: type as "integer" });
  if (former.serial && wanted.serial) {
    after.push(operation("alterSequence", name, ofType(wanted.serial)));
    return;
  }
  const nextval = sql.raw(`nextval(${quoteText(qualified(name, column.schema))}::regclass)`);
  const had = former.serial ? nextval : former.data.default;
  const has = wanted.serial ? nextval : wanted.data.default;
  if (!sameData(had, has) || "type" in changes) changes.default = has ?? null;
  // A sequence of that very name that is an object of its own on the other side is kept.
  const id = `sequence ${qualified(name, column.schema)}`;
  if (former.serial && !context.to.objects.has(id))
    after.push(operation("dropSequence", name, ...unlessEmpty(inSchema)));
  if (!wanted.serial) return;
  const kept = context.from.objects.has(id);
  const { unlogged } = context.to.objects.get(column.parent!)!.data as TableData;
  const options = {
    ...(wanted.serial === "bigint" ? inSchema : ofType(wanted.serial)),
    ...(unlogged && { unlogged }),
  };
  if (!kept) before.push(operation("createSequence", name, ...unlessEmpty(options)));
  const ownedBy = { ...inSchema, table, column: column.name };
  after.push(operation("alterSequence", name, { ...inSchema, ownedBy }));
  if (!kept) after.push(operation("execute", goOn(table, column, 1)));
}

function changeIdentity(
  { inSchema, table, before, changes, after }: Parts,
  from: Column,
  to: Column,
  context: DiffContext,
): void {
  const former = identityOf(from.data);
  const wanted = identityOf(to.data);
  if (former === undefined && wanted === undefined) return;
  const alter = (identity: ColumnChanges) =>
    operation("alterColumn", table, to.name, { ...inSchema, ...identity });
  if (former && wanted) {
    const { kind } = wanted;
    const options = sequenceChanges(former, wanted);
    const alterIdentity = { ...(former.kind !== kind && { kind }), ...options };
    if (Object.keys(alterIdentity).length > 0) after.push(alter({ alterIdentity }));
  } else if (wanted) {
    after.push(alter({ identity: to.data.identity! }));
    const down = String(wanted.increment ?? 1).startsWith("-");
    if (!down) after.push(operation("execute", goOn(table, to, wanted.start ?? wanted.min ?? 1)));
  } else if (
    !context.to.objects.has(`sequence ${qualified(sequenceName(table, to.name), to.schema)}`)
  ) {
    // PostgreSQL changes types first: an identity that no longer fits has to be gone by then.
    if (before.length === 0 && !("type" in changes)) changes.identity = null;
    else before.unshift(alter({ identity: null }));
  }
}

/** What else there is to NOT NULL where that stays, if both servers know of it. */
function changeNotNull(
  { inSchema, table, before, after }: Parts,
  { data: former }: Plain,
  { data: wanted }: Plain,
  column: Column,
  { from, to }: DiffContext,
): void {
  if (Math.min(from.major, to.major) < 18 || !notNull(former) || !notNull(wanted)) return;
  const change = notNullChange(former.notNull, wanted.notNull, table, column.name);
  const alter = (how: ColumnChanges["notNull"] & {}) =>
    operation("alterColumn", table, column.name, { ...inSchema, notNull: how });
  if (change === "anew") {
    before.push(alter(false));
    after.push(alter(wanted.notNull ?? true));
  } else if (change) after.push(alter(change));
}

function identityOf(data: ColumnData): (IdentitySpec & SequenceSpec) | undefined {
  if (data.identity === undefined) return undefined;
  const options = typeof data.identity === "string" ? { kind: data.identity } : data.identity;
  return { ...options, type: data.type as "integer" };
}

function notNull(data: ColumnData): boolean {
  return data.identity !== undefined || Boolean(data.notNull);
}

/** @param using what a person said; else PostgreSQL's own way, or a cast where it has none */
function typeChange(
  from: ColumnSpec,
  to: ColumnSpec,
  name: string,
  using: string | undefined,
): ColumnChanges {
  if (from.type === to.type && from.collation === to.collation) return {};
  const said = using !== undefined || !assignable(from.type, to.type);
  return {
    type: to.type,
    ...(to.collation !== undefined && { collation: to.collation }),
    ...(said && { using: sql.raw(using ?? castExpression(ident(name), from.type, to.type)) }),
  };
}

/** Whether the column comes to a sequence of its own. */
function makesSequence({ data: from }: Column, { data: to }: Column): boolean {
  const carries = ({ type, identity }: ColumnData) =>
    identity !== undefined || serialBase(type) !== undefined;
  return carries(to) && !carries(from);
}

function isOnSequence({ data }: CatalogObject): boolean {
  const { on, of = on } = data as { on?: object; of?: object };
  return of !== undefined && "sequence" in of;
}

/** A new sequence goes on behind the values that are there. */
export function goOn(table: string, column: Column, start: number | string) {
  const target = qualified(table, column.schema);
  const sequence = `pg_get_serial_sequence(${quoteText(target)}, ${quoteText(column.name)})`;
  const highest = `max(${ident(column.name)})`;
  return sql.raw(
    `SELECT setval(${sequence}, ${highest}) FROM ${target} HAVING ${highest} >= ${start}`,
  );
}
