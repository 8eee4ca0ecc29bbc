import type { CatalogObject } from "../../../catalog/index.js";
import {
  type ColumnSpec,
  type KeySpec,
  type NamedColumn,
  operation,
  type TableSpec,
} from "../../../operation/index.js";
import { optionsOf, type PostgresKind, spec, withSpec } from "../kind.js";
import {
  alterConstraint,
  type ConstraintRow,
  constraintName,
  constraintQuery,
  constraintReader,
  constraintRenaming,
  dropConstraint,
} from "./constraint.js";
import { defaultKeyName } from "./create-table.js";

export type KeyData = KeySpec;

const claims = (object: CatalogObject) => [`relation ${object.schema ?? ""}.${object.name}`];

function data(row: ConstraintRow): KeyData {
  return {
    columns: row.columns,
    ...(row.include.length > 0 && { include: row.include }),
    ...(row.nulls_not_distinct && { nullsNotDistinct: true }),
    ...(row.period && { withoutOverlaps: true }),
    ...spec<Partial<KeyData>>({ with: optionsOf(row.options), tablespace: row.tablespace }),
    ...(row.deferrable && { deferrable: row.deferred ? "initially" : true }),
    ...(row.comment !== null && { comment: row.comment }),
    ...(row.index_comment !== null && { indexComment: row.index_comment }),
  };
}

export const primaryKey: PostgresKind<KeyData, ConstraintRow> = {
  name: "primary key",
  rank: 6,
  // A table has one at a time.
  claims: (object) => [...claims(object), `primary key of ${object.parent}`],
  read: {
    query: (major) => constraintQuery("p", major),
    object: constraintReader("primary key", data),
  },
  create: (object, context) => [
    operation("createPrimaryKey", object.name, {
      ...constraintName(object, context.to),
      ...object.data,
    }),
  ],
  drop: (object, context) => dropConstraint(object, context.from),
  renaming: constraintRenaming,
  alter: alterConstraint,
  inline: {
    separable: false,
    add: (create, object) =>
      withSpec(create, ({ columns, ...table }) => ({
        ...table,
        ...(columns !== undefined && {
          columns: withoutNotNull(columns as TableSpec["columns"], object.data.columns),
        }),
        primaryKey: inlineKey(object, create.args[0] as string),
      })),
  },
};

/** The columns of a primary key are not null without saying so. */
function withoutNotNull(columns: TableSpec["columns"], keys: readonly string[]) {
  const shorter = <C extends ColumnSpec>(name: string, column: C): C => {
    const { notNull, ...rest } = column;
    return keys.includes(name) && typeof notNull !== "object" ? (rest as C) : column;
  };
  return Array.isArray(columns)
    ? (columns as readonly NamedColumn[]).map((column) => shorter(column.name, column))
    : Object.fromEntries(
        Object.entries(columns ?? {}).map(([name, column]) => [name, shorter(name, column)]),
      );
}

/** Only what is not PostgreSQL's own choice is written. */
function inlineKey(object: CatalogObject<KeyData>, table: string): TableSpec["primaryKey"] {
  const named = object.name !== defaultKeyName(table);
  if (!named && Object.keys(object.data).length === 1) return object.data.columns;
  return { ...(named && { name: object.name }), ...object.data };
}

export const unique: PostgresKind<KeyData, ConstraintRow> = {
  name: "unique",
  rank: 7,
  claims,
  read: { query: (major) => constraintQuery("u", major), object: constraintReader("unique", data) },
  create: (object, context) => [
    operation("createUniqueConstraint", object.name, {
      ...constraintName(object, context.to),
      ...object.data,
    }),
  ],
  drop: (object, context) => dropConstraint(object, context.from),
  renaming: constraintRenaming,
  alter: alterConstraint,
  inline: {
    separable: false,
    add: (create, object) =>
      withSpec(create, (table) => {
        const short = Object.keys(object.data).length === 1;
        const unique = {
          ...(table.unique as object),
          [object.name]: short ? object.data.columns : object.data,
        };
        return { ...table, unique };
      }),
  },
};
