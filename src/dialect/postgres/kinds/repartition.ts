import {
  type Catalog,
  type CatalogObject,
  childrenOf,
  type ObjectId,
  sameData,
} from "../../../catalog/index.js";
import {
  type AnyOperation,
  type DiffContext,
  operation,
  type Remake,
  sql,
} from "../../../operation/index.js";
import { inSchema } from "../kind.js";
import { cutName, ident, nameList, qualified, quoteText } from "../quote.js";
import { assignable, castExpression, serialBase } from "../type-name.js";
import { goOn } from "./alter-column.js";
import type { ColumnData } from "./column.js";
import { bondsOf, parentOf } from "./handed-down.js";
import { isTypeOf } from "./made-of.js";
import type { TableData } from "./table.js";

type Table = CatalogObject<TableData>;
type Column = CatalogObject<ColumnData>;

/**
 * How rows outlive a change that PostgreSQL has no ALTER for, as to or from a partitioned table: the
 * table moves to a schema of its own, where its names are in nobody's way, the new one is made with
 * its partitions, the rows are copied, and the old one is dropped with the schema. Partitions of a
 * table that does so go with it.
 */
export function remakeTable(table: Table, context: DiffContext): Remake | undefined {
  if (isRemade(table.id, context)) return remake(table, context);
  const moves = bondsOf(table.id, context.from).some((bond) => movesAlong(parentOf(bond), context));
  const stays = moves && context.to.objects.has(table.id) && !isPartOf(table.id, context);
  return moves && !stays ? { aside: [], back: [], after: [] } : undefined;
}

/** Whether a table needs another in its place, and has rows to bring along. */
export function isRemade(id: ObjectId, { from, to }: DiffContext): boolean {
  const [was, is] = [from.objects.get(id), to.objects.get(id)] as (Table | undefined)[];
  if (!was || !is || was.kind !== is.kind) return false;
  if (isLeaf(id, from) || isLeaf(id, to)) return false;
  return needsAnother(was, is, to);
}

/** What no ALTER TABLE changes: how rows are spread; before PostgreSQL 15, the access method. */
export function needsAnother(from: Table, to: Table, { major }: Catalog): boolean {
  if (!sameData(from.data.partitionBy, to.data.partitionBy)) return true;
  return from.data.accessMethod !== to.data.accessMethod && major < 15;
}

function isLeaf(id: ObjectId, catalog: Catalog): boolean {
  return bondsOf(id, catalog).some(({ kind }) => kind === "partition");
}

function movesAlong(id: ObjectId, context: DiffContext): boolean {
  return (
    isRemade(id, context) ||
    bondsOf(id, context.from).some((bond) => movesAlong(parentOf(bond), context))
  );
}

/** Whether a partition is still below the same table. */
export function isPartOf(id: ObjectId, { from, to }: DiffContext): boolean {
  return bondsOf(id, from).some((bond) =>
    bondsOf(id, to).some((other) => parentOf(other) === parentOf(bond)),
  );
}

function remake(table: Table, context: DiffContext): Remake {
  const { from, to } = context;
  const { name } = table;
  const aside = `${cutName(name, 58)}__old`;
  const here = inSchema(table);
  const leaving = [
    table,
    ...partitionsOf(table.id, from).filter((p) => !to.objects.has(p.id) || isPartOf(p.id, context)),
  ];
  const keys = leaving.flatMap((one) =>
    childrenOf(from, one.id)
      .filter(({ kind }) => kind === "foreign key")
      .map((key) => operation("dropConstraint", key.name, { table: one.name, ...inSchema(one) })),
  );
  return {
    aside: [
      ...keys,
      // Its owner must see all rows.
      ...(table.data.rowSecurity
        ? [operation("alterTable", name, { ...here, rowSecurity: false })]
        : []),
      operation("createSchema", aside),
      ...leaving.map((one) => operation("moveTable", one.name, { ...inSchema(one), to: aside })),
    ],
    back: [
      ...copy(table, aside, context),
      operation("dropTable", name, { schema: aside }),
      operation("dropSchema", aside),
    ],
    after: [table.id, ...partitionsOf(table.id, to).map(({ id }) => id)],
  };
}

function partitionsOf(id: ObjectId, catalog: Catalog): Table[] {
  return [...catalog.objects.values()].flatMap((object) =>
    object.kind === "table" &&
    bondsOf(object.id, catalog).some((bond) => bond.kind === "partition" && parentOf(bond) === id)
      ? [object as Table, ...partitionsOf(object.id, catalog)]
      : [],
  );
}

function copy(table: Table, aside: string, { from, to, created }: DiffContext): AnyOperation[] {
  const target = qualified(table.name, table.schema);
  const source = qualified(table.name, aside);
  const pairs = childrenOf(to, table.id).flatMap((object): [Column, Column][] => {
    const former = from.objects.get(object.id) as Column | undefined;
    const column = object as Column;
    return column.kind === "column" && former && !column.data.generated ? [[former, column]] : [];
  });
  if (pairs.length === 0) return [];
  const values = pairs.map(([former, column]) => {
    const [was, is] = [plainType(former), plainType(column)];
    // Its type is made anew: the table that moved has let go of it, and holds the text.
    const typed = former.dependsOn.some(
      (id) => isTypeOf(former, from.objects.get(id)!) && created?.has(id),
    );
    if (typed) return `${ident(column.name)}::${is}`;
    return assignable(was, is) ? ident(column.name) : castExpression(ident(column.name), was, is);
  });
  const always = pairs.some(([, { data }]) => kindOfIdentity(data) === "always");
  const insert = `INSERT INTO ${target} ${nameList(pairs.map(([, { name }]) => name))}`;
  const numbered = pairs.filter(([, { data }]) => serialBase(data.type) || data.identity);
  return [
    operation(
      "execute",
      sql.raw(
        `${insert}${always ? " OVERRIDING SYSTEM VALUE" : ""}\nSELECT ${values.join(", ")} FROM ${source}`,
      ),
    ),
    ...numbered.map(([former, column]) =>
      operation(
        "execute",
        serialBase(former.data.type) || former.data.identity
          ? sql.raw(
              `SELECT setval(${sequenceOf(target, column)}, pg_sequence_last_value(${sequenceOf(source, column)}::regclass))`,
            )
          : goOn(table.name, column, 1),
      ),
    ),
  ];
}

function sequenceOf(table: string, column: Column): string {
  return `pg_get_serial_sequence(${quoteText(table)}, ${quoteText(column.name)})`;
}

function plainType({ data }: Column): string {
  return serialBase(data.type) ?? data.type;
}

function kindOfIdentity({ identity }: ColumnData): string | undefined {
  return typeof identity === "object" ? identity.kind : identity;
}
