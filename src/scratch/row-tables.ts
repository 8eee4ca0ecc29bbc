import { type Catalog, type CatalogObject, childrenOf, type ObjectId } from "../catalog/index.js";
import { ident, qualified } from "../dialect/index.js";
import {
  type CheckSpec,
  type ColumnSpec,
  type ForeignKeySpec,
  type IndexSpec,
  isSql,
  type KeySpec,
  literal,
  type Sql,
} from "../operation/index.js";

/** A table as far as putting rows into it goes. */
export interface SeedTable {
  readonly id: ObjectId;
  /** As SQL writes it. */
  readonly sqlName: string;
  /** The same without its schema. */
  readonly alias: string;
  readonly columns: readonly SeedColumn[];
  /** Columns whose values may not be the same in two rows. */
  readonly keys: readonly (readonly string[])[];
  readonly checks: readonly string[];
  readonly foreignKeys: readonly SeedForeignKey[];
}

export interface SeedColumn {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
  /** Serial or identity: the server numbers it. */
  readonly numbered: boolean;
  /** Identity that refuses other values unless overridden. */
  readonly always: boolean;
  readonly generated?: string;
  readonly default?: string;
}

export interface SeedForeignKey {
  readonly columns: readonly string[];
  readonly target: ObjectId;
  readonly targetColumns: readonly string[];
  /** The columns to leave NULL where there is nothing to refer to; none when that is not allowed. */
  readonly nullable: readonly string[];
}

export function seedTables(catalog: Catalog): SeedTable[] {
  const tables: SeedTable[] = [];
  for (const object of catalog.objects.values())
    if (object.kind === "table") tables.push(seedTable(catalog, object));
  return tables;
}

function seedTable(catalog: Catalog, table: CatalogObject): SeedTable {
  const children = childrenOf(catalog, table.id);
  const dataOf = <Data>(...kinds: string[]) =>
    children.filter((o) => kinds.includes(o.kind)).map((o) => o.data as Data);
  const columns = children
    .filter((o) => o.kind === "column")
    .map((o) => seedColumn(o as CatalogObject<ColumnSpec>));
  return {
    id: table.id,
    sqlName: qualified(table.name, table.schema),
    alias: ident(table.name),
    columns,
    keys: [
      ...dataOf<KeySpec>("primary key", "unique").map((key) => key.columns),
      ...dataOf<IndexSpec>("index").flatMap(uniqueColumns),
    ],
    checks: dataOf<CheckSpec>("check").map((check) => check.check.text),
    foreignKeys: dataOf<ForeignKeySpec>("foreign key").map((key) => seedForeignKey(key, columns)),
  };
}

function seedColumn({ name, data }: CatalogObject<ColumnSpec>): SeedColumn {
  const [, integer] = /^(small|big|)serial$/.exec(data.type) ?? [];
  const identity = typeof data.identity === "object" ? data.identity.kind : data.identity;
  const generated = data.generated && (isSql(data.generated) ? data.generated : data.generated.as);
  return {
    name,
    type: integer === undefined ? data.type : `${integer}int`.replace(/^int$/, "integer"),
    nullable: !data.notNull && integer === undefined && identity === undefined,
    numbered: integer !== undefined || identity !== undefined,
    always: identity === "always",
    ...(generated && { generated: generated.text }),
    ...(data.default !== undefined && { default: defaultText(data.default) }),
  };
}

function defaultText(value: Exclude<ColumnSpec["default"], undefined>): string {
  return isSql(value) ? (value as Sql).text : literal(value);
}

function uniqueColumns({ unique, columns }: IndexSpec): string[][] {
  const names = columns.map((c) => (typeof c === "string" || isSql(c) ? c : c.column));
  return unique && names.every((name) => typeof name === "string") ? [names as string[]] : [];
}

function seedForeignKey(key: ForeignKeySpec, columns: readonly SeedColumn[]): SeedForeignKey {
  const nullable = key.columns.filter((name) => columns.find((c) => c.name === name)?.nullable);
  const whole = key.match !== "full" || nullable.length === key.columns.length;
  return {
    columns: key.columns,
    target: `table ${qualified(key.references.table, key.references.schema)}`,
    targetColumns: key.references.columns,
    nullable: whole ? nullable : [],
  };
}

/** A column as a message names it. */
export function columnName(table: ObjectId, column: string): string {
  return `${table.replace(/^table /, "")}.${ident(column)}`;
}
