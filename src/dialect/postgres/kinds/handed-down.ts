import {
  type Catalog,
  type CatalogObject,
  childrenOf,
  type ObjectId,
  sameData,
} from "../../../catalog/index.js";
import type { DiffContext, TableName } from "../../../operation/index.js";
import type { PostgresKind } from "../kind.js";
import { ident, qualified } from "../quote.js";

/** That a table is a partition of another, or inherits from it. */
export type Bond = CatalogObject<TableName>;

/** What a bond remembers: how a partition's own indexes are called, by what they came from. */
export interface AttachedIndex {
  readonly name: string;
  readonly of: ObjectId;
}

export function bondsOf(table: ObjectId, catalog: Catalog): Bond[] {
  return childrenOf(catalog, table).filter(
    ({ kind }) => kind === "partition" || kind === "inheritance",
  ) as Bond[];
}

export function isPartition(table: ObjectId, catalog: Catalog): boolean {
  return bondsOf(table, catalog).some(({ kind }) => kind === "partition");
}

export function parentOf(bond: Bond): ObjectId {
  return `table ${qualified(bond.data.table, bond.data.schema)}`;
}

/** Whether a table stays bound all the while, so that what changes above changes below by itself. */
export function staysBound(bond: Bond, { from, to }: DiffContext): boolean {
  const [was, is] = [from.objects.get(bond.id), to.objects.get(bond.id)];
  if (!was || !is || !sameData(was.data, is.data)) return false;
  const partitionBy = (catalog: Catalog) =>
    (catalog.objects.get(parentOf(bond))?.data as { partitionBy?: unknown } | undefined)
      ?.partitionBy;
  return sameData(partitionBy(from), partitionBy(to));
}

/** The columns above that an inherited column has come from. */
export function originsOf(column: CatalogObject, catalog: Catalog): [Bond, CatalogObject][] {
  return bondsOf(column.parent!, catalog).flatMap((bond): [Bond, CatalogObject][] => {
    const { table, schema } = bond.data;
    const origin = catalog.objects.get(`column ${qualified(table, schema)}.${ident(column.name)}`);
    return origin ? [[bond, origin]] : [];
  });
}

/** A constraint or an index that a table has because one above has it. */
export interface HandedDown {
  readonly kind: string;
  /** What it is called on the table itself. */
  readonly name: string;
  readonly data: object;
}

const ofPartitions = new Set(["primary key", "unique", "exclusion", "foreign key", "index"]);

export function handedDown(table: ObjectId, catalog: Catalog): HandedDown[] {
  return fromBonds(table, bondsOf(table, catalog), catalog);
}

function fromBonds(table: ObjectId, bonds: readonly Bond[], catalog: Catalog): HandedDown[] {
  const { name: tableName = "" } = catalog.objects.get(table) ?? {};
  return bonds.flatMap((bond) => {
    const attached = (bond.incidental ?? []) as unknown as readonly AttachedIndex[];
    const above = ancestry(bond, catalog).flatMap((id) => childrenOf(catalog, id));
    return above.flatMap(({ id, kind, name, data }): HandedDown[] => {
      if (kind === "check")
        return (data as { noInherit?: boolean }).noInherit
          ? []
          : [{ kind, name, data: data as object }];
      if (bond.kind !== "partition" || !ofPartitions.has(kind)) return [];
      const own = kind === "foreign key" ? name : attached.find(({ of }) => of === id)?.name;
      if (own === undefined) return [];
      const onTable = kind === "index" ? { table: tableName } : {};
      return [{ kind, name: own, data: { ...(data as object), ...onTable } }];
    });
  });
}

/** The table above, and those above that. */
function ancestry(bond: Bond, catalog: Catalog): ObjectId[] {
  const parent = parentOf(bond);
  return [parent, ...bondsOf(parent, catalog).flatMap((next) => ancestry(next, catalog))];
}

/**
 * What a table has by itself, paired with what it has from above in another state: under the same name,
 * or else under another one, as attaching a partition takes over its indexes whatever they are called.
 */
export function pairedWithAbove(
  own: readonly CatalogObject[],
  above: readonly HandedDown[],
): Map<CatalogObject, HandedDown> {
  const pairs = new Map<CatalogObject, HandedDown>();
  const left = new Set(above);
  for (const alike of [sameName, () => true])
    for (const object of own) {
      if (pairs.has(object)) continue;
      const found = [...left].find((one) => alike(object, one) && sameThing(object, one));
      if (!found) continue;
      pairs.set(object, found);
      left.delete(found);
    }
  return pairs;
}

function sameName(object: CatalogObject, { name }: HandedDown): boolean {
  return object.name === name;
}

/** Checks are told apart by their names alone. */
function sameThing(object: CatalogObject, one: HandedDown): boolean {
  return (
    object.kind === one.kind &&
    (one.kind !== "check" || sameName(object, one)) &&
    sameDefinition(one.data, object.data as object)
  );
}

/** What a table keeps of what came from above, since its bond ends, and under which names. */
export function keptAlone(table: ObjectId, context: DiffContext): Map<CatalogObject, HandedDown> {
  const ended = bondsOf(table, context.from).filter((bond) => !staysBound(bond, context));
  return pairedWithAbove(childrenOf(context.to, table), fromBonds(table, ended, context.from));
}

/** Comments stay with what they are on. */
export function sameDefinition(a: object, b: object): boolean {
  const bare = ({ comment: _, ...rest }: { comment?: unknown }) => rest;
  return sameData(bare(a), bare(b));
}

/**
 * A kind of constraint or index that partitions have from their table: what a partition keeps when
 * it is detached is not created, and what attaching takes over is not dropped but called as it would be.
 */
export function inheritable<Data, Row extends object>(
  kind: PostgresKind<Data, Row>,
): PostgresKind<Data, Row> {
  return {
    ...kind,
    create: (object, context) =>
      keptAlone(object.parent!, context).has(object) ? [] : kind.create(object, context),
    drop(object, context) {
      const taken = takenOver(object, context);
      if (!taken) return kind.drop(object, context);
      if (sameName(object, taken)) return [];
      return kind.renaming!.rename(object as never, taken.name, context.from);
    },
  };
}

/** What an object on a table becomes once the same comes from above. */
function takenOver(object: CatalogObject, { from, to }: DiffContext): HandedDown | undefined {
  const table = object.parent!;
  if (!from.objects.has(table) || !to.objects.has(table)) return undefined;
  return pairedWithAbove(childrenOf(from, table), handedDown(table, to)).get(object);
}
