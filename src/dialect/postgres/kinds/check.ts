import { type CheckSpec, operation } from "../../../operation/index.js";
import { expression } from "../expression.js";
import { type PostgresKind, withSpec } from "../kind.js";
import {
  alterConstraint,
  type ConstraintRow,
  constraintName,
  constraintQuery,
  constraintReader,
  constraintRenaming,
  dropConstraint,
} from "./constraint.js";

export type CheckData = CheckSpec;

export const check: PostgresKind<CheckData, ConstraintRow> = {
  name: "check",
  rank: 8,
  read: {
    query: (major) => constraintQuery("c", major),
    object: constraintReader("check", (row) => ({
      check: expression(row.expression!),
      ...(row.no_inherit && { noInherit: true }),
      ...(!row.enforced && { notEnforced: true }),
      ...(!row.validated && row.enforced && { notValid: true }),
      ...(row.comment !== null && { comment: row.comment }),
    })),
  },
  create: (object, context) => [
    operation("createCheckConstraint", object.name, {
      ...constraintName(object, context.to),
      ...object.data,
    }),
  ],
  drop: (object, context) => dropConstraint(object, context.from),
  renaming: constraintRenaming,
  alter: alterConstraint,
  inline: {
    separable: true,
    add: (create, object) =>
      withSpec(create, (table) => {
        const short = Object.keys(object.data).length === 1;
        return {
          ...table,
          checks: {
            ...(table.checks as object),
            [object.name]: short ? object.data.check : object.data,
          },
        };
      }),
  },
};
