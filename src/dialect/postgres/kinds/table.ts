import { sameData } from "../../../catalog/index.js";
import {
  type AnyOperation,
  type CheckSpec,
  type ForeignKeySpec,
  type KeySpec,
  type NamedColumn,
  type Operation,
  operation,
  type PartitionOf,
  type Sql,
  sql,
  type TableName,
  type TableSpec,
} from "../../../operation/index.js";
import { expression } from "../expression.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  ownSchema,
  type PostgresKind,
  type ReadContext,
  spec,
} from "../kind.js";
import { cutName, ident, qualified } from "../quote.js";
import { checkClause, foreignKeyClause, keyClause } from "./clauses.js";
import { columnClause } from "./column-clause.js";

export interface TableData {
  readonly partitionBy?: Sql;
  readonly partitionOf?: PartitionOf;
  readonly inherits?: readonly TableName[];
  readonly unlogged?: boolean;
  readonly rowSecurity?: boolean | "forced";
  readonly comment?: string;
}

interface Row {
  oid: number;
  schema: string;
  name: string;
  partition_key: string | null;
  bound: string | null;
  parents: { schema: string; table: string }[] | null;
  unlogged: boolean;
  row_security: boolean;
  forced: boolean;
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
        CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partition_key,
        pg_get_expr(c.relpartbound, c.oid) AS bound,
        (SELECT json_agg(json_build_object('schema', pn.nspname, 'table', p.relname) ORDER BY i.inhseqno)
          FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent JOIN pg_namespace pn ON pn.oid = p.relnamespace
          WHERE i.inhrelid = c.oid) AS parents,
        c.relpersistence = 'u' AS unlogged,
        c.relrowsecurity AS row_security, c.relforcerowsecurity AS forced, obj_description(c.oid, 'pg_class') AS comment
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
        data: spec<TableData>({
          partitionBy: row.partition_key === null ? undefined : expression(row.partition_key),
          ...lineage(row, context),
          unlogged: row.unlogged,
          rowSecurity: row.row_security && row.forced ? "forced" : row.row_security,
          comment: row.comment,
        }),
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createTable", name, {
      ...(schema && { schema }),
      ...(data.partitionOf ? {} : { columns: {} }),
      ...data,
    }),
  ],
  drop: ({ name, schema }) => [
    schema ? operation("dropTable", name, { schema }) : operation("dropTable", name),
  ],
  alter(from, to) {
    // PostgreSQL spreads a table that has rows in no way but by another table.
    if (!sameData(from.data.partitionBy, to.data.partitionBy)) return undefined;
    const inSchema = { ...(to.schema && { schema: to.schema }) };
    const [was, is] = [from.data.partitionOf, to.data.partitionOf];
    const moves: AnyOperation[] = [];
    if (was && !sameData(was, is)) {
      const { bound: _, ...partitionOf } = was;
      moves.push(operation("detachPartition", to.name, { ...inSchema, partitionOf }));
    }
    if (is && !sameData(was, is))
      moves.push(operation("attachPartition", to.name, { ...inSchema, partitionOf: is }));
    const { inherits: before = [] } = from.data;
    const { inherits: after = [] } = to.data;
    const missing = (in_: readonly TableName[], of: readonly TableName[]) =>
      of.filter((name) => !in_.some((other) => sameData(name, other)));
    const changes = {
      ...(missing(after, before).length > 0 && { noInherit: missing(after, before) }),
      ...(missing(before, after).length > 0 && { inherit: missing(before, after) }),
      ...(from.data.unlogged !== to.data.unlogged && { unlogged: to.data.unlogged === true }),
      ...(from.data.rowSecurity !== to.data.rowSecurity && {
        rowSecurity: to.data.rowSecurity ?? false,
      }),
      ...commentChange(from.data, to.data),
    };
    if (Object.keys(changes).length > 0)
      moves.push(operation("alterTable", to.name, { ...inSchema, ...changes }));
    return { operations: moves };
  },
  loses: () => "rows",
};

function lineage(row: Row, context: ReadContext): Partial<TableData> {
  const names = (row.parents ?? []).map(({ schema, table }) => ({
    ...context.schema(schema),
    table,
  }));
  if (row.bound === null) return names.length > 0 ? { inherits: names } : {};
  return { partitionOf: { ...names[0]!, bound: sql.raw(row.bound) } };
}

/** Tables, partitioned ones and partitions among them. */
export function plainTable(alias: string): string {
  return `${alias}.relkind IN ('r', 'p') AND ${alias}.relpersistence <> 't'`;
}

export const tableCompilers: Compilers<
  "createTable" | "dropTable" | "renameTable" | "alterTable" | "attachPartition" | "detachPartition"
> = {
  createTable,
  dropTable: ({ args: [name, options] }) => [
    { sql: `DROP TABLE ${qualified(name, options?.schema)}` },
  ],
  renameTable: ({ args: [from, to, options] }) => [
    { sql: `ALTER TABLE ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  attachPartition: ({ args: [name, { schema, partitionOf }] }) => [
    {
      sql: `ALTER TABLE ${qualified(partitionOf.table, partitionOf.schema)} ATTACH PARTITION ${qualified(name, schema)} ${partitionOf.bound.text}`,
    },
  ],
  detachPartition: ({ args: [name, { schema, partitionOf }] }) => [
    {
      sql: `ALTER TABLE ${qualified(partitionOf.table, partitionOf.schema)} DETACH PARTITION ${qualified(name, schema)}`,
    },
  ],
  alterTable: ({ args: [name, changes] }) => {
    const target = qualified(name, changes.schema);
    const logged = changes.unlogged ? "UNLOGGED" : "LOGGED";
    return [
      ...(changes.unlogged === undefined ? [] : [{ sql: `ALTER TABLE ${target} SET ${logged}` }]),
      ...(changes.noInherit ?? []).map((p) => ({
        sql: `ALTER TABLE ${target} NO INHERIT ${qualified(p.table, p.schema)}`,
      })),
      ...(changes.inherit ?? []).map((p) => ({
        sql: `ALTER TABLE ${target} INHERIT ${qualified(p.table, p.schema)}`,
      })),
      ...rowSecurity(target, changes.rowSecurity),
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
  const { partitionOf, partitionBy, inherits } = table;
  const body = lines.length > 0 ? `(\n  ${lines.join(",\n  ")}\n)` : "()";
  const text = [
    `CREATE ${table.unlogged ? "UNLOGGED " : ""}TABLE ${target}`,
    partitionOf && `PARTITION OF ${qualified(partitionOf.table, partitionOf.schema)}`,
    (!partitionOf || lines.length > 0) && body,
    partitionOf?.bound.text,
    inherits && `INHERITS (${inherits.map((p) => qualified(p.table, p.schema)).join(", ")})`,
    partitionBy && `PARTITION BY ${partitionBy.text}`,
  ];
  return [
    { sql: text.filter(Boolean).join(" ") },
    // CREATE TABLE takes NOT VALID and makes the constraint valid all the same.
    ...others
      .filter((other) => other.notValid)
      .map((other) => ({ sql: `ALTER TABLE ${target} ADD ${other.text}` })),
    ...(table.rowSecurity ? rowSecurity(target, table.rowSecurity) : []),
    ...commentOn(`TABLE ${target}`, table.comment),
    ...columns.flatMap((c) => commentOn(`COLUMN ${target}.${ident(c.name)}`, c.comment)),
    ...constraintComments(name, table).flatMap(([constraint, comment]) =>
      commentOn(`CONSTRAINT ${ident(constraint)} ON ${target}`, comment),
    ),
  ];
}

function rowSecurity(target: string, wanted: TableData["rowSecurity"]) {
  if (wanted === undefined) return [];
  return [
    { sql: `ALTER TABLE ${target} ${wanted ? "ENABLE" : "DISABLE"} ROW LEVEL SECURITY` },
    {
      sql: `ALTER TABLE ${target} ${wanted === "forced" ? "FORCE" : "NO FORCE"} ROW LEVEL SECURITY`,
    },
  ];
}

/** The columns in order, whichever way they were given. */
function columnsOf(table: TableSpec): NamedColumn[] {
  const { columns = {} } = table;
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
