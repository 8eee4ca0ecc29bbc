import { type ExclusionSpec, operation, sql } from "../../../operation/index.js";
import { canonicalArrays } from "../expression.js";
import { notOwned, ownSchema, type PostgresKind } from "../kind.js";
import {
  alterConstraint,
  type ConstraintRow,
  constraintName,
  constraintReader,
  constraintRenaming,
  dropConstraint,
} from "./constraint.js";
import { plainTable } from "./table.js";

export type ExclusionData = ExclusionSpec;

/** Exclusion constraints, by the server's own text behind the word EXCLUDE. */
export const exclusion: PostgresKind<ExclusionData, ConstraintRow> = {
  name: "exclusion",
  rank: 8,
  claims: (object) => [`relation ${object.schema ?? ""}.${object.name}`],
  read: {
    query:
      () => `SELECT k.oid, k.conindid AS index, n.nspname AS schema, c.relname AS table, k.conname AS name,
        regexp_replace(pg_get_constraintdef(k.oid, true), '^EXCLUDE | DEFERRABLE.*$', '', 'g') AS expression,
        k.condeferrable AS deferrable, k.condeferred AS deferred, obj_description(k.oid, 'pg_constraint') AS comment,
        obj_description(k.conindid, 'pg_class') AS index_comment
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE k.contype = 'x' AND k.conparentid = 0 AND ${plainTable("c")} AND ${ownSchema("n.nspname")} AND ${notOwned("pg_class", "c.oid")}`,
    object: constraintReader("exclusion", (row) => ({
      exclude: sql.raw(canonicalArrays(row.expression!)),
      ...(row.deferrable && { deferrable: row.deferred ? ("initially" as const) : true }),
      ...(row.comment !== null && { comment: row.comment }),
      ...(row.index_comment !== null && { indexComment: row.index_comment }),
    })),
  },
  create: (object, context) => [
    operation("createExcludeConstraint", object.name, {
      ...constraintName(object, context.to),
      ...object.data,
    }),
  ],
  drop: (object, context) => dropConstraint(object, context.from),
  renaming: constraintRenaming,
  alter: alterConstraint,
};
