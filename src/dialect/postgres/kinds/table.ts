import {
  type CheckSpec,
  type ForeignKeySpec,
  type KeySpec,
  type NamedColumn,
  type Operation,
  operation,
  type TableSpec,
} from "../../../operation/index.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { cutName, ident, qualified } from "../quote.js";
import { checkClause, foreignKeyClause, keyClause } from "./clauses.js";
import { columnClause } from "./column-clause.js";

export interface TableData {
  readonly unlogged?: boolean;
  readonly comment?: string;
}

interface Row {
  oid: number;
  schema: string;
  name: string;
  unlogged: boolean;
  comment: string | null;
}

export const table: PostgresKind<TableData, Row> = {
  name: "table",
  rank: 4,
  claims: (object) => [
    `relation ${object.schema ?? ""}.${object.name}`,
    `type ${object.schema ?? ""}.${object.name}`,
  ],
  read: {
    query: () => `SELECT c.oid, n.nspname AS schema, c.relname AS name,
        c.relpersistence = 'u' AS unlogged, obj_description(c.oid, 'pg_class') AS comment
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE ${plainTable("c")} AND ${ownSchema("n.nspname")} AND ${notOwned("pg_class", "c.oid")}`,
    object(row, context) {
      const id = `table ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_class", row.oid);
      return {
        id,
        kind: "table",
        ...context.schema(row.schema),
        name: row.name,
        data: spec<TableData>({ unlogged: row.unlogged, comment: row.comment }),
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createTable", name, { ...(schema && { schema }), columns: {}, ...data }),
  ],
  drop: ({ name, schema }) => [
    schema ? operation("dropTable", name, { schema }) : operation("dropTable", name),
  ],
  alter: (from, to) => ({
    operations: [
      operation("alterTable", to.name, {
        ...(to.schema && { schema: to.schema }),
        ...(from.data.unlogged !== to.data.unlogged && { unlogged: to.data.unlogged === true }),
        ...commentChange(from.data, to.data),
      }),
    ],
  }),
  loses: () => "rows",
};

/** Tables that this and the kinds below handle: neither partitions nor children of another table. */
export function plainTable(alias: string): string {
  return `${alias}.relkind = 'r' AND NOT ${alias}.relispartition AND ${alias}.relpersistence <> 't'
    AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = ${alias}.oid)`;
}

export const tableCompilers: Compilers<"createTable" | "dropTable" | "renameTable" | "alterTable"> =
  {
    createTable,
    dropTable: ({ args: [name, options] }) => [
      { sql: `DROP TABLE ${qualified(name, options?.schema)}` },
    ],
    renameTable: ({ args: [from, to, options] }) => [
      { sql: `ALTER TABLE ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
    ],
    alterTable: ({ args: [name, changes] }) => {
      const target = qualified(name, changes.schema);
      const logged = changes.unlogged ? "UNLOGGED" : "LOGGED";
      return [
        ...(changes.unlogged === undefined ? [] : [{ sql: `ALTER TABLE ${target} SET ${logged}` }]),
        ...commentOn(`TABLE ${target}`, changes.comment),
      ];
    },
  };

function createTable({ args: [name, table] }: Operation<"createTable">) {
  const target = qualified(name, table.schema);
  const columns = columnsOf(table);
  const checks = entries(table.checks).map(([key, check]) => {
    const spec = checkOf(check);
    return { text: `CONSTRAINT ${ident(key)} ${checkClause(spec)}`, notValid: spec.notValid };
  });
  const foreignKeys = entries(table.foreignKeys).map(([key, spec]) => {
    return { text: `CONSTRAINT ${ident(key)} ${foreignKeyClause(spec)}`, notValid: spec.notValid };
  });
  const others = [...checks, ...foreignKeys];
  const lines = [
    ...columns.map((column) => columnClause(column.name, column)),
    ...primaryKeyLines(table.primaryKey),
    ...entries(table.unique).map(
      ([key, spec]) => `CONSTRAINT ${ident(key)} ${keyClause("UNIQUE", keyOf(spec))}`,
    ),
    ...others.filter((other) => !other.notValid).map((other) => other.text),
  ];
  const body = lines.length > 0 ? `(\n  ${lines.join(",\n  ")}\n)` : "()";
  return [
    { sql: `CREATE ${table.unlogged ? "UNLOGGED " : ""}TABLE ${target} ${body}` },
    // CREATE TABLE takes NOT VALID and makes the constraint valid all the same.
    ...others
      .filter((other) => other.notValid)
      .map((other) => ({ sql: `ALTER TABLE ${target} ADD ${other.text}` })),
    ...commentOn(`TABLE ${target}`, table.comment),
    ...columns.flatMap((c) => commentOn(`COLUMN ${target}.${ident(c.name)}`, c.comment)),
    ...constraintComments(name, table).flatMap(([constraint, comment]) =>
      commentOn(`CONSTRAINT ${ident(constraint)} ON ${target}`, comment),
    ),
  ];
}

/** The columns in order, whichever way they were given. */
function columnsOf(table: TableSpec): NamedColumn[] {
  const { columns } = table;
  if (Array.isArray(columns)) return columns as NamedColumn[];
  return Object.entries(columns).map(([name, column]) => ({ ...column, name }));
}

/** What PostgreSQL calls a primary key that is given no name. */
export function defaultKeyName(table: string): string {
  return `${cutName(table, 58)}_pkey`;
}

function primaryKeyLines(key: TableSpec["primaryKey"]): string[] {
  if (key === undefined) return [];
  const spec = keyOf(key) as KeySpec & { name?: string };
  const name = spec.name === undefined ? "" : `CONSTRAINT ${ident(spec.name)} `;
  return [`${name}${keyClause("PRIMARY KEY", spec)}`];
}

function keyOf(key: readonly string[] | KeySpec): KeySpec {
  return Array.isArray(key) ? { columns: key } : (key as KeySpec);
}

function checkOf(check: CheckSpec | CheckSpec["check"]): CheckSpec {
  return "limbeck" in check ? { check } : check;
}

function entries<T>(named: { readonly [name: string]: T } | undefined): [string, T][] {
  return Object.entries(named ?? {});
}

function constraintComments(name: string, table: TableSpec): [string, string][] {
  const key = table.primaryKey && (keyOf(table.primaryKey) as KeySpec & { name?: string });
  const specs: [string, KeySpec | CheckSpec | ForeignKeySpec][] = [
    ...(key ? [[key.name ?? defaultKeyName(name), key] as [string, KeySpec]] : []),
    ...entries(table.unique).map(([n, key]) => [n, keyOf(key)] as [string, KeySpec]),
    ...entries(table.checks).map(([n, check]) => [n, checkOf(check)] as [string, CheckSpec]),
    ...entries(table.foreignKeys),
  ];
  return specs.flatMap(([n, s]) =>
    s.comment === undefined ? [] : [[n, s.comment] as [string, string]],
  );
}
