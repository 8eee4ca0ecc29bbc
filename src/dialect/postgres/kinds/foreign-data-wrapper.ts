import { type ForeignDataWrapperSpec, operation } from "../../../operation/index.js";
import {
  foreignOptions,
  optionChanges,
  optionChangesClause,
  optionsClause,
} from "../foreign-options.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  type PostgresKind,
  spec,
  unlessEmpty,
} from "../kind.js";
import { ident } from "../quote.js";

interface Row {
  oid: number;
  name: string;
  handler: string | null;
  validator: string | null;
  options: string[] | null;
  comment: string | null;
}

export const foreignDataWrapper: PostgresKind<ForeignDataWrapperSpec, Row> = {
  name: "foreign data wrapper",
  rank: 2,
  read: {
    query: () => `SELECT w.oid, w.fdwname AS name, w.fdwoptions AS options,
        CASE WHEN w.fdwhandler <> 0 THEN w.fdwhandler::regproc::text END AS handler,
        CASE WHEN w.fdwvalidator <> 0 THEN w.fdwvalidator::regproc::text END AS validator,
        obj_description(w.oid, 'pg_foreign_data_wrapper') AS comment
      FROM pg_foreign_data_wrapper w WHERE ${notOwned("pg_foreign_data_wrapper", "w.oid")}`,
    object({ oid, name, options, ...row }, context) {
      const id = `foreign data wrapper ${ident(name)}`;
      context.at(id, "pg_foreign_data_wrapper", oid);
      return {
        id,
        kind: "foreign data wrapper",
        name,
        data: { ...foreignOptions(options), ...spec<ForeignDataWrapperSpec>(row) },
        dependsOn: [],
      };
    },
  },
  create: ({ name, data }) => [operation("createForeignDataWrapper", name, ...unlessEmpty(data))],
  drop: ({ name }) => [operation("dropForeignDataWrapper", name)],
  alter(from, to) {
    const { handler, validator } = to.data;
    const changes = {
      ...(from.data.handler !== handler && { handler: handler ?? null }),
      ...(from.data.validator !== validator && { validator: validator ?? null }),
      ...optionChanges(from.data, to.data),
      ...commentChange(from.data, to.data),
    };
    return { operations: [operation("alterForeignDataWrapper", to.name, changes)] };
  },
};

export const foreignDataWrapperCompilers: Compilers<
  "createForeignDataWrapper" | "dropForeignDataWrapper" | "alterForeignDataWrapper"
> = {
  createForeignDataWrapper: ({ args: [name, wrapper] }) => {
    const target = `FOREIGN DATA WRAPPER ${ident(name)}`;
    const { handler, validator, options } = wrapper ?? {};
    return [
      { sql: `CREATE ${target}${functions(handler, validator)}${optionsClause(options)}` },
      ...commentOn(target, wrapper?.comment),
    ];
  },
  dropForeignDataWrapper: ({ args: [name, options] }) => [
    { sql: `DROP FOREIGN DATA WRAPPER ${ifExists(options)}${ident(name)}` },
  ],
  alterForeignDataWrapper: ({ args: [name, { handler, validator, options, comment }] }) => {
    const target = `FOREIGN DATA WRAPPER ${ident(name)}`;
    const changes = `${functions(handler, validator)}${optionChangesClause(options)}`;
    return [
      ...(changes === "" ? [] : [{ sql: `ALTER ${target}${changes}` }]),
      ...commentOn(target, comment),
    ];
  },
};

/** A function's name is SQL text: it may have a schema. */
function functions(handler?: string | null, validator?: string | null): string {
  const clause = (word: string, name: string | null | undefined) =>
    name === undefined ? "" : name === null ? ` NO ${word}` : ` ${word} ${name}`;
  return `${clause("HANDLER", handler)}${clause("VALIDATOR", validator)}`;
}
