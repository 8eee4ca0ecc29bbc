import type { Catalog, CatalogObject } from "../../../catalog/index.js";
import { sameData } from "../../../catalog/index.js";
import {
  type Alteration,
  type AnyOperation,
  type OnTable,
  type OperationArguments,
  operation,
  type Renaming,
  type StorageParameters,
} from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  optionChange,
  ownSchema,
  type ReadContext,
} from "../kind.js";
import { ident, qualified } from "../quote.js";
import {
  checkClause,
  deferrableClause,
  exclusionClause,
  foreignKeyClause,
  keyClause,
} from "./clauses.js";
import { type ConstraintComments, constraintComments } from "./constraint-comments.js";
import { plainTable } from "./table.js";
import { tablespaceChange } from "./table-index.js";

/** What every kind of constraint is read from. */
export interface ConstraintRow {
  oid: number;
  index: number;
  schema: string;
  table: string;
  name: string;
  columns: string[];
  include: string[];
  ref_schema: string | null;
  ref_table: string | null;
  ref_columns: string[];
  on_update: string;
  on_delete: string;
  delete_columns: string[] | null;
  match: string;
  deferrable: boolean;
  deferred: boolean;
  validated: boolean;
  enforced: boolean;
  no_inherit: boolean;
  nulls_not_distinct: boolean;
  options: string[] | null;
  tablespace: string | null;
  period: boolean;
  expression: string | null;
  comment: string | null;
  index_comment: string | null;
}

/** Columns by name, in the order of an array of their numbers. */
function names(rel: string, numbers: string): string {
  return `(SELECT coalesce(json_agg(a.attname ORDER BY u.i), '[]') FROM unnest(${numbers}) WITH ORDINALITY u(num, i)
    JOIN pg_attribute a ON a.attrelid = ${rel} AND a.attnum = u.num)`;
}

export function constraintQuery(type: "p" | "u" | "c" | "f", major: number): string {
  const key = type === "p" || type === "u";
  const foreign = type === "f";
  return `SELECT k.oid, k.conindid AS index, n.nspname AS schema, c.relname AS table, k.conname AS name,
      ${names("k.conrelid", "k.conkey")} AS columns,
      ${key ? names("k.conrelid", "i.indkey[i.indnkeyatts : i.indnatts - 1]") : "'[]'::json"} AS include,
      ${foreign ? "rn.nspname" : "NULL"} AS ref_schema, ${foreign ? "r.relname" : "NULL"} AS ref_table,
      ${foreign ? names("k.confrelid", "k.confkey") : "'[]'::json"} AS ref_columns,
      k.confupdtype AS on_update, k.confdeltype AS on_delete, k.confmatchtype AS match,
      ${foreign && major >= 15 ? `CASE WHEN k.confdelsetcols IS NOT NULL THEN ${names("k.conrelid", "k.confdelsetcols")} END` : "NULL::json"} AS delete_columns,
      k.condeferrable AS deferrable, k.condeferred AS deferred, k.convalidated AS validated, ${major >= 18 ? "k.conenforced" : "true"} AS enforced, k.connoinherit AS no_inherit,
      ${key && major >= 15 ? "i.indnullsnotdistinct" : "false"} AS nulls_not_distinct,
      ${key ? "x.reloptions" : "NULL::text[]"} AS options,
      ${key ? "(SELECT s.spcname FROM pg_tablespace s WHERE s.oid = x.reltablespace)" : "NULL"} AS tablespace,
      ${major >= 18 ? "k.conperiod" : "false"} AS period,
      ${type === "c" ? "pg_get_expr(k.conbin, k.conrelid, true)" : "NULL"} AS expression,
      obj_description(k.oid, 'pg_constraint') AS comment, ${key ? "obj_description(k.conindid, 'pg_class')" : "NULL"} AS index_comment
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    ${key ? "JOIN pg_index i ON i.indexrelid = k.conindid JOIN pg_class x ON x.oid = k.conindid" : ""}
    ${foreign ? "JOIN pg_class r ON r.oid = k.confrelid JOIN pg_namespace rn ON rn.oid = r.relnamespace" : ""}
    WHERE k.contype = '${type}' AND k.conparentid = 0 AND k.coninhcount = 0 AND ${plainTable("c")} AND ${ownSchema("n.nspname")} AND ${notOwned("pg_class", "c.oid")}`;
}

export function constraintReader<Data>(
  kind: string,
  data: (row: ConstraintRow, context: ReadContext) => Data,
) {
  return (row: ConstraintRow, context: ReadContext): CatalogObject<Data> => {
    const id = `constraint ${context.name(row.schema, row.table, row.name)}`;
    context.at(id, "pg_constraint", row.oid);
    // A foreign key names the index of the key it points at; that index is the key's.
    if (kind !== "foreign key" && row.index !== 0) context.at(id, "pg_class", row.index);
    return {
      id,
      kind,
      parent: `table ${context.name(row.schema, row.table)}`,
      ...context.schema(row.schema),
      name: row.name,
      data: data(row, context),
      dependsOn: [],
    };
  };
}

/** The table a constraint is on, as its operations name it. */
export function constraintName(object: CatalogObject, catalog: Catalog): OnTable {
  const table = catalog.objects.get(object.parent!)!;
  return { table: table.name, ...(object.schema && { schema: object.schema }) };
}

export function dropConstraint(object: CatalogObject, catalog: Catalog): AnyOperation[] {
  return [operation("dropConstraint", object.name, constraintName(object, catalog))];
}

/** What of a constraint changes in place, whatever its kind. */
interface Changeable {
  readonly comment?: string;
  readonly indexComment?: string;
  readonly notValid?: boolean;
  readonly with?: StorageParameters;
  readonly tablespace?: string;
}

/**
 * Comments change in place, how the index is kept, and what was not valid can be validated; of a
 * foreign key also what `inPlace` takes out of the comparison. All else is made anew.
 */
export function alterConstraint<Data extends object>(
  from: CatalogObject<Data>,
  to: CatalogObject<Data>,
  context: { readonly to: Catalog },
  inPlace: Pick<OperationArguments["alterConstraint"][1], "deferrable" | "notEnforced"> = {},
): Alteration | undefined {
  const [was, is]: [Changeable, Changeable] = [from.data, to.data];
  if (!sameData(fixed(was, inPlace), fixed(is, inPlace)) || (is.notValid && !was.notValid))
    return undefined;
  const changes = {
    ...inPlace,
    ...(was.notValid && !is.notValid && { validate: true as const }),
    ...commentChange(was, is),
  };
  const kept = {
    ...optionChange(was.with, is.with),
    ...tablespaceChange(was, is),
    ...(was.indexComment !== is.indexComment && { comment: is.indexComment ?? null }),
  };
  const inSchema = { ...(to.schema && { schema: to.schema }) };
  return {
    operations: [
      ...(Object.keys(kept).length > 0
        ? [operation("alterIndex", to.name, { ...inSchema, ...kept })]
        : []),
      ...(Object.keys(changes).length > 0
        ? [operation("alterConstraint", to.name, { ...constraintName(to, context.to), ...changes })]
        : []),
    ],
  };
}

function fixed(data: Changeable, inPlace: object): object {
  const {
    comment: _,
    indexComment: __,
    notValid: ___,
    with: ____,
    tablespace: _____,
    ...rest
  } = data;
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !(name in inPlace)));
}

export const constraintCompilers: Compilers<
  | "createPrimaryKey"
  | "createUniqueConstraint"
  | "createCheckConstraint"
  | "createForeignKey"
  | "createExcludeConstraint"
  | "dropConstraint"
  | "renameConstraint"
  | "alterConstraint"
> = {
  createPrimaryKey: ({ args: [name, key] }) => add(name, key, keyClause("PRIMARY KEY", key)),
  createUniqueConstraint: ({ args: [name, key] }) => add(name, key, keyClause("UNIQUE", key)),
  createCheckConstraint: ({ args: [name, check] }) => add(name, check, checkClause(check)),
  createForeignKey: ({ args: [name, key] }) => add(name, key, foreignKeyClause(key)),
  createExcludeConstraint: ({ args: [name, exclusion] }) =>
    add(name, exclusion, exclusionClause(exclusion)),
  dropConstraint: ({ args: [name, { table, schema, ...options }] }) => [
    {
      sql: `ALTER TABLE ${qualified(table, schema)} DROP CONSTRAINT ${ifExists(options)}${ident(name)}`,
    },
  ],
  renameConstraint: ({ args: [from, to, { table, schema }] }) => [
    {
      sql: `ALTER TABLE ${qualified(table, schema)} RENAME CONSTRAINT ${ident(from)} TO ${ident(to)}`,
    },
  ],
  alterConstraint: ({ args: [name, { table, schema, validate, comment, ...changes }] }) => {
    const target = qualified(table, schema);
    const { deferrable, notEnforced } = changes;
    const attributes = [
      deferrable !== undefined && (deferrableClause(deferrable) || "NOT DEFERRABLE"),
      notEnforced !== undefined && (notEnforced ? "NOT ENFORCED" : "ENFORCED"),
    ].filter((attribute) => attribute !== false);
    return [
      ...(attributes.length > 0
        ? [{ sql: `ALTER TABLE ${target} ALTER CONSTRAINT ${ident(name)} ${attributes.join(" ")}` }]
        : []),
      ...(validate ? [{ sql: `ALTER TABLE ${target} VALIDATE CONSTRAINT ${ident(name)}` }] : []),
      ...commentOn(`CONSTRAINT ${ident(name)} ON ${target}`, comment),
    ];
  },
};

function add(name: string, on: OnTable & ConstraintComments, clause: string) {
  const target = qualified(on.table, on.schema);
  return [
    { sql: `ALTER TABLE ${target} ADD CONSTRAINT ${ident(name)} ${clause}` },
    ...constraintComments(name, on, on),
  ];
}

export const constraintRenaming: Renaming<unknown> = {
  rename: (object, name, catalog) => [
    operation("renameConstraint", object.name, name, constraintName(object, catalog)),
  ],
};
