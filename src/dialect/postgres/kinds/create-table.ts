import type {
  CheckSpec,
  CompileContext,
  KeySpec,
  NamedColumn,
  Operation,
  TableSpec,
} from "../../../operation/index.js";
import { ifNotExists, once } from "../if-exists.js";
import { commentOn, inSchema, optionText } from "../kind.js";
import { cutName, ident, qualified } from "../quote.js";
import { checkClause, foreignKeyClause, keyClause } from "./clauses.js";
import { columnClause } from "./column-clause.js";
import { storageStatements } from "./column-storage.js";
import { type ConstraintComments, constraintComments } from "./constraint-comments.js";
import { notNullStatements } from "./not-null.js";
import { rowSecurity } from "./row-security.js";
import { clusterOn, replicaIdentity } from "./table-index.js";

/** `CREATE TABLE`, and what it cannot say by itself behind it. */
export function createTable(
  { args: [name, table] }: Operation<"createTable">,
  context: CompileContext,
) {
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
    `CREATE ${table.unlogged ? "UNLOGGED " : ""}TABLE ${ifNotExists(table)}${target}`,
    partitionOf && `PARTITION OF ${qualified(partitionOf.table, partitionOf.schema)}`,
    (!partitionOf || lines.length > 0) && body,
    partitionOf?.bound.text,
    inherits && `INHERITS (${inherits.map((p) => qualified(p.table, p.schema)).join(", ")})`,
    partitionBy && `PARTITION BY ${partitionBy.text}`,
    table.accessMethod && `USING ${ident(table.accessMethod)}`,
    table.with && `WITH (${optionText(table.with)})`,
    table.tablespace && `TABLESPACE ${ident(table.tablespace)}`,
  ];
  return [
    { sql: text.filter(Boolean).join(" ") },
    // CREATE TABLE takes NOT VALID and makes the constraint valid all the same.
    ...once(
      table,
      others
        .filter((other) => other.notValid)
        .map((other) => ({ sql: `ALTER TABLE ${target} ADD ${other.text}` })),
    ),
    ...columns.flatMap((c) => [
      ...once(table, notNullStatements(target, c.name, c, context)),
      ...storageStatements(target, c.name, c),
    ]),
    ...(table.rowSecurity ? rowSecurity(target, table.rowSecurity) : []),
    ...(table.replicaIdentity
      ? [{ sql: `ALTER TABLE ${target} ${replicaIdentity(table.replicaIdentity)}` }]
      : []),
    ...(table.clusterOn ? [{ sql: `ALTER TABLE ${target} ${clusterOn(table.clusterOn)}` }] : []),
    ...commentOn(`TABLE ${target}`, table.comment),
    ...columns.flatMap((c) => commentOn(`COLUMN ${target}.${ident(c.name)}`, c.comment)),
    ...constraintsOf(name, table).flatMap(([constraint, comments]) =>
      constraintComments(constraint, { table: name, ...inSchema(table) }, comments),
    ),
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

function constraintsOf(name: string, table: TableSpec): [string, ConstraintComments][] {
  const key = table.primaryKey && (keyOf(table.primaryKey) as KeySpec & { name?: string });
  return [
    ...(key ? [[key.name ?? defaultKeyName(name), key] as [string, KeySpec]] : []),
    ...entries(table.unique).map(([n, key]) => [n, keyOf(key)] as [string, KeySpec]),
    ...entries(table.checks).map(([n, check]) => [n, checkOf(check)] as [string, CheckSpec]),
    ...entries(table.foreignKeys),
  ];
}
