import { childrenOf } from "../../../catalog/index.js";
import { LimbeckError } from "../../../diagnostic/index.js";
import {
  operation,
  type RowSecurity,
  type Sql,
  type StorageParameters,
} from "../../../operation/index.js";
import { apart, detached } from "../concurrently.js";
import { expression } from "../expression.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  inSchemaOf,
  notOwned,
  optionActions,
  optionChange,
  optionsOf,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { ident, qualified } from "../quote.js";
import { renameSerial } from "./column-sequence.js";
import { createTable } from "./create-table.js";
import { isPartition } from "./handed-down.js";
import { isPartOf, needsAnother, remakeTable } from "./repartition.js";
import { rowSecurity, rowSecurityOf } from "./row-security.js";
import { takenAlong } from "./sequence-persistence.js";
import { clusterOn, replicaIdentity, tablespaceChange, tablespaceText } from "./table-index.js";

export interface TableData {
  readonly partitionBy?: Sql;
  readonly unlogged?: boolean;
  readonly rowSecurity?: RowSecurity;
  readonly with?: StorageParameters;
  readonly accessMethod?: string;
  readonly tablespace?: string;
  readonly comment?: string;
}

interface Row {
  oid: number;
  schema: string;
  name: string;
  partition_key: string | null;
  unlogged: boolean;
  row_security: boolean;
  forced: boolean;
  options: string[] | null;
  method: string | null;
  tablespace: string | null;
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
        c.relpersistence = 'u' AS unlogged,
        c.reloptions || (SELECT array_agg('toast.' || o) FROM pg_class t, unnest(t.reloptions) o WHERE t.oid = c.reltoastrelid) AS options,
        (SELECT m.amname FROM pg_am m WHERE m.oid = c.relam AND m.amname <> 'heap') AS method,
        (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace) AS tablespace,
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
          unlogged: row.unlogged,
          rowSecurity: rowSecurityOf(row.row_security, row.forced),
          with: optionsOf(row.options),
          accessMethod: row.method,
          tablespace: row.tablespace,
          comment: row.comment,
        }),
        dependsOn: [],
      };
    },
  },
  create: ({ id, name, schema, data }, { to }) => [
    operation("createTable", name, {
      ...(schema && { schema }),
      ...(isPartition(id, to) ? {} : { columns: {} }),
      ...data,
    }),
  ],
  renaming: {
    rename: (table, name, catalog) => [
      operation("renameTable", table.name, name, ...inSchemaOf(table)),
      ...childrenOf(catalog, table.id).flatMap((child) =>
        renameSerial(child, { from: table.name, to: name }, child.name, child.name),
      ),
    ],
  },
  drop: (object) => [operation("dropTable", object.name, ...inSchemaOf(object))],
  alter(from, to, context) {
    if (needsAnother(from, to, context.to)) return undefined;
    const changes = {
      ...(from.data.unlogged !== to.data.unlogged && { unlogged: to.data.unlogged === true }),
      ...(from.data.rowSecurity !== to.data.rowSecurity && {
        rowSecurity: to.data.rowSecurity ?? false,
      }),
      ...optionChange(from.data.with, to.data.with),
      ...(from.data.accessMethod !== to.data.accessMethod && {
        accessMethod: to.data.accessMethod ?? null,
      }),
      ...tablespaceChange(from.data, to.data),
      ...commentChange(from.data, to.data),
    };
    const inSchema = { ...(to.schema && { schema: to.schema }) };
    return {
      operations: [
        operation("alterTable", to.name, { ...inSchema, ...changes }),
        ...takenAlong(to, context),
      ],
    };
  },
  // A partition whose table is made anew goes with it, unless it is to be a table of its own.
  release: (object, dependencies, context) =>
    dependencies.every(({ kind }) => kind === "table") &&
    context.to.objects.has(object.id) &&
    !isPartOf(object.id, context)
      ? { before: [], after: [] }
      : undefined,
  remake: remakeTable,
  loses: () => "rows",
};

/** Tables, partitioned ones and partitions among them. */
export function plainTable(alias: string): string {
  return `${alias}.relkind IN ('r', 'p') AND ${alias}.relpersistence <> 't'`;
}

export const tableCompilers: Compilers<
  | "createTable"
  | "dropTable"
  | "renameTable"
  | "moveTable"
  | "alterTable"
  | "attachPartition"
  | "detachPartition"
> = {
  createTable,
  dropTable: ({ args: [name, options] }) => [
    { sql: `DROP TABLE ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  renameTable: ({ args: [from, to, options] }) => [
    { sql: `ALTER TABLE ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  moveTable: ({ args: [name, { schema, to }] }) => [
    { sql: `ALTER TABLE ${qualified(name, schema)} SET SCHEMA ${ident(to)}` },
  ],
  attachPartition: ({ args: [name, { schema, partitionOf }] }) => [
    {
      sql: `ALTER TABLE ${qualified(partitionOf.table, partitionOf.schema)} ATTACH PARTITION ${qualified(name, schema)} ${partitionOf.bound.text}`,
    },
  ],
  detachPartition: ({ args: [name, { schema, partitionOf, concurrently }] }, { major }) => {
    const table = qualified(partitionOf.table, partitionOf.schema);
    const partition = qualified(name, schema);
    const sql = `ALTER TABLE ${table} DETACH PARTITION ${partition}`;
    if (!concurrently) return [{ sql }];
    if (major < 14) throw detachesNobody(major);
    const slowly = `${sql} CONCURRENTLY`;
    return [{ sql: slowly, ...apart(slowly, detached(table, partition)) }];
  },
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
      ...[
        ...optionActions(changes.with),
        changes.accessMethod !== undefined &&
          `SET ACCESS METHOD ${changes.accessMethod === null ? "heap" : ident(changes.accessMethod)}`,
        changes.tablespace !== undefined && `SET TABLESPACE ${tablespaceText(changes.tablespace)}`,
        changes.replicaIdentity !== undefined && replicaIdentity(changes.replicaIdentity),
        changes.clusterOn !== undefined && clusterOn(changes.clusterOn),
      ]
        .filter((action) => action !== false)
        .map((action) => ({ sql: `ALTER TABLE ${target} ${action}` })),
      ...commentOn(`TABLE ${target}`, changes.comment),
    ];
  },
};

function detachesNobody(major: number): LimbeckError {
  return new LimbeckError(
    "unsupported",
    `a partition is to be detached concurrently, which PostgreSQL ${major} has not: it comes with 14`,
    { hint: "Leave `concurrently` out: reads and writes of the table wait for a moment." },
  );
}
