import { type CatalogObject, childrenOf, type ObjectId, sameData } from "../../../catalog/index.js";
import {
  type DiffContext,
  type ForeignKeyAction,
  type ForeignKeySpec,
  type IndexSpec,
  operation,
} from "../../../operation/index.js";
import { type PostgresKind, withSpec } from "../kind.js";
import { qualified } from "../quote.js";
import {
  alterConstraint,
  type ConstraintRow,
  constraintName,
  constraintQuery,
  constraintReader,
  constraintRenaming,
  dropConstraint,
} from "./constraint.js";

export type ForeignKeyData = ForeignKeySpec;

const actions: Record<string, ForeignKeyAction> = {
  c: "cascade",
  r: "restrict",
  n: "setNull",
  d: "setDefault",
};

export const foreignKey: PostgresKind<ForeignKeyData, ConstraintRow> = {
  name: "foreign key",
  rank: 9,
  read: {
    query: (major) => constraintQuery("f", major),
    object: constraintReader("foreign key", (row, context) => ({
      columns: row.columns,
      references: {
        table: row.ref_table!,
        ...context.schema(row.ref_schema!),
        columns: row.ref_columns,
      },
      ...(actions[row.on_update] && { onUpdate: actions[row.on_update]! }),
      ...(actions[row.on_delete] && { onDelete: actions[row.on_delete]! }),
      ...(row.delete_columns && { onDeleteColumns: row.delete_columns }),
      ...(row.match === "f" && { match: "full" as const }),
      ...(row.period && { period: true }),
      ...(row.deferrable && { deferrable: row.deferred ? ("initially" as const) : true }),
      ...(!row.enforced && { notEnforced: true }),
      ...(!row.validated && row.enforced && { notValid: true }),
      ...(row.comment !== null && { comment: row.comment }),
    })),
  },
  create: (object, context) => [
    operation("createForeignKey", object.name, {
      ...constraintName(object, context.to),
      ...object.data,
    }),
  ],
  drop: (object, context) => dropConstraint(object, context.from),
  renaming: constraintRenaming,
  frozen: keysBehind,
  alter(from, to, context) {
    const [was, is] = [from.data, to.data];
    return alterConstraint(from, to, context, {
      ...(was.deferrable !== is.deferrable && { deferrable: is.deferrable ?? false }),
      ...(was.notEnforced !== is.notEnforced && { notEnforced: is.notEnforced ?? false }),
    });
  },
  inline: {
    separable: true,
    add: (create, object) =>
      withSpec(create, (table) => ({
        ...table,
        foreignKeys: { ...(table.foreignKeys as object), [object.name]: object.data },
      })),
  },
};

/** A key that goes has to be gone before: PostgreSQL leans on whichever it finds. */
function keysBehind(
  { data: { references } }: CatalogObject<ForeignKeyData>,
  { from }: DiffContext,
): ObjectId[] {
  const wanted = [...references.columns].sort();
  return childrenOf(from, `table ${qualified(references.table, references.schema)}`)
    .filter(({ kind, data }) => {
      if (kind !== "primary key" && kind !== "unique" && kind !== "index") return false;
      const { columns, unique = kind !== "index" } = data as Pick<IndexSpec, "columns" | "unique">;
      return unique && sameData([...columns].sort(), wanted);
    })
    .map(({ id }) => id);
}
