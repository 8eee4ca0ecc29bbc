import { type OperatorClassSpec, operation } from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentOn,
  commentOnly,
  inSchema,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { nameInQuery } from "../name-in-query.js";
import { ident, qualified } from "../quote.js";
import { shortType } from "../type-name.js";
import { forMethod, usingMethod } from "./operator-family.js";
import {
  type FunctionRow,
  functionsOf,
  memberClauses,
  memberColumns,
  type OperatorRow,
  operatorsOf,
} from "./operator-members.js";

export type OperatorClassData = Omit<OperatorClassSpec, "schema">;

interface Row {
  oid: number;
  schema: string;
  name: string;
  method: string;
  type: string;
  default: boolean;
  family_oid: number;
  family_schema: string;
  family_name: string;
  family: string;
  storage: string | null;
  operators: OperatorRow[] | null;
  functions: FunctionRow[] | null;
  comment: string | null;
}

/** Operator classes, each of which goes with its family. */
export const operatorClass: PostgresKind<OperatorClassData, Row> = {
  name: "operator class",
  rank: 5,
  read: {
    query: (major) => `SELECT c.oid, n.nspname AS schema, c.opcname AS name, m.amname AS method,
        format_type(c.opcintype, NULL) AS type, c.opcdefault AS default, f.oid AS family_oid, fn.nspname AS family_schema,
        f.opfname AS family_name, ${nameInQuery("operatorFamily", "f.oid")} AS family,
        CASE WHEN c.opckeytype <> 0 THEN format_type(c.opckeytype, NULL) END AS storage,
        ${memberColumns(major, "pg_opclass", "c.oid")},
        obj_description(c.oid, 'pg_opclass') AS comment
      FROM pg_opclass c JOIN pg_namespace n ON n.oid = c.opcnamespace JOIN pg_am m ON m.oid = c.opcmethod
      JOIN pg_opfamily f ON f.oid = c.opcfamily JOIN pg_namespace fn ON fn.oid = f.opfnamespace
      WHERE ${ownSchema("n.nspname")} AND ${notOwned("pg_opclass", "c.oid")}`,
    object(row, context) {
      const id = `operator class ${context.name(row.schema, row.name)} using ${row.method}`;
      context.at(id, "pg_opclass", row.oid);
      for (const { oid } of row.operators ?? []) context.at(id, "pg_amop", Number(oid));
      for (const { oid } of row.functions ?? []) context.at(id, "pg_amproc", Number(oid));
      const families = context.rows<{ oid: number }>("operator family");
      const family = `operator family ${context.name(row.family_schema, row.family_name)} using ${row.method}`;
      const usual = row.family_schema === row.schema && row.family_name === row.name;
      return {
        id,
        kind: "operator class",
        // A family of the system's or of an extension is none of ours.
        ...(families.some(({ oid }) => oid === row.family_oid) && { parent: family }),
        ...context.schema(row.schema),
        name: row.name,
        data: {
          method: row.method,
          type: shortType(row.type),
          ...spec<Partial<OperatorClassData>>({
            default: row.default,
            family: usual ? undefined : row.family,
            storage: row.storage === null ? undefined : shortType(row.storage),
            operators: operatorsOf(row.operators, row.type),
            functions: functionsOf(row.functions, row.type),
            comment: row.comment,
          }),
        },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createOperatorClass", name, { ...inSchema({ schema }), ...data }),
  ],
  drop: (object) => [operation("dropOperatorClass", object.name, forMethod(object))],
  alter: (from, to) =>
    commentOnly(from, to, (comment) =>
      operation("alterOperatorClass", to.name, { ...forMethod(to), ...comment }),
    ),
};

export const operatorClassCompilers: Compilers<
  "createOperatorClass" | "dropOperatorClass" | "renameOperatorClass" | "alterOperatorClass"
> = {
  createOperatorClass: ({ args: [name, spec] }) => {
    const target = `OPERATOR CLASS ${usingMethod(name, spec)}`;
    const members = [
      ...memberClauses(spec, `(${spec.type}, ${spec.type})`),
      ...(spec.storage === undefined ? [] : [`STORAGE ${spec.storage}`]),
    ];
    // It has to hold something: its own type is what it stores anyway.
    const all = members.length > 0 ? members : [`STORAGE ${spec.type}`];
    const lines = [
      `CREATE OPERATOR CLASS ${qualified(name, spec.schema)}`,
      `${spec.default ? "DEFAULT " : ""}FOR TYPE ${spec.type} USING ${ident(spec.method)}${spec.family ? ` FAMILY ${spec.family}` : ""} AS`,
      `  ${all.join(",\n  ")}`,
    ];
    return [{ sql: lines.join("\n") }, ...commentOn(target, spec.comment)];
  },
  dropOperatorClass: ({ args: [name, options] }) => [
    { sql: `DROP OPERATOR CLASS ${ifExists(options)}${usingMethod(name, options)}` },
  ],
  renameOperatorClass: ({ args: [from, to, options] }) => [
    { sql: `ALTER OPERATOR CLASS ${usingMethod(from, options)} RENAME TO ${ident(to)}` },
  ],
  alterOperatorClass: ({ args: [name, changes] }) =>
    commentOn(`OPERATOR CLASS ${usingMethod(name, changes)}`, changes.comment),
};
