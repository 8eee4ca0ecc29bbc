import { type Catalog, type CatalogObject, sameData } from "../../../catalog/index.js";
import {
  type ColumnChanges,
  type DiffContext,
  type Disturbance,
  isSql,
  operation,
  type Release,
  sql,
} from "../../../operation/index.js";
import { ident } from "../quote.js";
import type { ColumnData } from "./column.js";
import { storageChange } from "./column-storage.js";
import { inTheWay } from "./in-the-way.js";
import { comesAlong, follows, leader } from "./inherited-column.js";
import { hasType, isMadeOf, isTypeOf } from "./made-of.js";
import { textOfRow } from "./text-of-row.js";

type Column = CatalogObject<ColumnData>;

/**
 * How a column stays while something it rests on is made anew. It lets go of its default while a
 * function is; of its type by holding the text of its values meanwhile, which is two rewrites of its
 * table. What a generated column is computed from cannot be let go of.
 */
export function releaseColumn(
  column: Column,
  dependencies: readonly CatalogObject[],
  context: DiffContext,
): Release | undefined {
  const wanted = context.to.objects.get(column.id) as Column | undefined;
  // Where the bond is undone, the column above may go.
  const unbound = column.data.inherited && !comesAlong(column, context);
  // One that is made anew has no change of its own.
  const changing = wanted && !context.created?.has(column.id) ? wanted : undefined;
  const bound = dependencies.filter((one) => !(one.kind === "column" && unbound));
  const left = bound.filter((one) => changing && leaves(column, changing, one));
  const related = left.find((one) => changing && isRelated(column, changing, one, context));
  if (related && !column.data.generated) return typeGone(column, changing, related, context);
  const held = bound.filter((one) => !left.includes(one));
  if (held.length === 0) return { before: [], after: [], leaves: left.length > 0 };
  const isOfType = (one: CatalogObject) => isTypeOf(column, one) || mayMakeType(one, context);
  const [type] = held.filter(isOfType);
  const byDefault = held.filter((one) => !isOfType(one));
  if (column.data.generated || !byDefault.every((one) => letsDefaultGo(column, one)))
    return undefined;
  return type ? typeGone(column, wanted, type, context) : defaultGone(column, wanted, context);
}

/** An extension that is made anew: what of it a column rests on, only PostgreSQL knows. */
function mayMakeType({ kind, id }: CatalogObject, { to }: DiffContext): boolean {
  return kind === "extension" && to.objects.has(id);
}

/** Whether a change of its own takes it away from there. */
function leaves(column: Column, wanted: Column, from: CatalogObject): boolean {
  if (wanted.dependsOn.includes(from.id)) return false;
  return isTypeOf(column, from)
    ? wanted.data.type !== column.data.type
    : !sameData(wanted.data.default, column.data.default);
}

/** Whether one of the types it leaves and comes to is made of the other: both may be made anew at once. */
function isRelated(column: Column, wanted: Column, left: CatalogObject, { from, to }: DiffContext) {
  const next = wanted.dependsOn.map((id) => to.objects.get(id)!);
  return (
    restsOn(left, (base) => isTypeOf(wanted, base), from) ||
    next.some(
      (type) => isTypeOf(wanted, type) && restsOn(type, (base) => isTypeOf(column, base), to),
    )
  );
}

function restsOn(
  type: CatalogObject,
  found: (base: CatalogObject) => boolean,
  catalog: Catalog,
): boolean {
  return type.dependsOn
    .map((id) => catalog.objects.get(id)!)
    .some((base) => found(base) || (hasType(base.kind) && restsOn(base, found, catalog)));
}

function letsDefaultGo({ data }: Column, { kind }: CatalogObject): boolean {
  return (kind === "function" || kind === "sequence" || hasType(kind)) && isSql(data.default);
}

function defaultGone(
  column: Column,
  wanted: Column | undefined,
  { from, to }: DiffContext,
): Release {
  const back = wanted?.data.default;
  return {
    before: [alter(column, from, { default: null })],
    after: wanted && back !== undefined ? [alter(wanted, to, { default: back })] : [],
  };
}

function typeGone(
  column: Column,
  wanted: Column | undefined,
  former: CatalogObject,
  context: DiffContext,
): Release | undefined {
  const { data, name } = column;
  const stays = wanted?.data.type === data.type;
  if (!stays && wanted?.dependsOn.includes(former.id)) return undefined;
  const above = wanted && leader(wanted, context.to, context);
  const follows = above ? leader(column, context.from, context) : !wanted && data.inherited;
  if (follows) return typeFollows(column, wanted, above, context);
  const text = textOfRow(ident(name), data.type, former, context);
  if (text === undefined) return undefined;
  const { type, collation, default: value } = wanted?.data ?? data;
  return {
    before: [
      alter(column, context.from, {
        type: "text",
        using: sql.raw(text),
        ...(data.default !== undefined && { default: null }),
      }),
    ],
    after: stays
      ? [
          alter(wanted, context.to, {
            type,
            using: sql.raw(`${ident(name)}::${type}`),
            ...(collation !== undefined && { collation }),
            ...(value !== undefined && { default: value }),
            ...storageChange({}, wanted.data, true),
          }),
        ]
      : [],
    ...retyping(column, context),
    disturbs: (dependent) => rests.has(dependent.kind) || inTheWay(dependent),
  };
}

/** What PostgreSQL carries over to another type, but cannot to one that it is not meant for. */
const rests: ReadonlySet<string> = new Set([
  "index",
  "primary key",
  "unique",
  "exclusion",
  "check",
  "foreign key",
]);

/** The type of the column above comes and goes; a default that is not of it would stay in the way. */
function typeFollows(
  column: Column,
  wanted: Column | undefined,
  above: Column | undefined,
  { from, to }: DiffContext,
): Release {
  const value = wanted?.data.default;
  const same = !wanted || sameData(above?.data.default, value);
  return {
    before: column.data.default === undefined ? [] : [alter(column, from, { default: null })],
    after: same ? [] : [alter(wanted, to, { default: value ?? null })],
  };
}

/** Whom another type of a column bothers: the columns below, and who holds rows of any of their tables. */
export function retyping(
  column: Column,
  context: DiffContext,
): Required<Pick<Disturbance, "touches" | "loosens">> {
  const touches = follows(column, context);
  const below = touches.map((id) => context.from.objects.get(id)!.parent!);
  return { touches, loosens: { of: [column.parent!, ...below], who: isMadeOf } };
}

function alter({ parent, schema, name }: Column, catalog: Catalog, changes: ColumnChanges) {
  const table = catalog.objects.get(parent!)!.name;
  return operation("alterColumn", table, name, { ...(schema && { schema }), ...changes });
}
