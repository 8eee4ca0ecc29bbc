import { sameData } from "../../../catalog/index.js";
import { type ForMethod, type OperatorFamilySpec, operation } from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  inSchema,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { ident, qualified } from "../quote.js";
import {
  droppedClauses,
  type FunctionRow,
  functionsOf,
  memberClauses,
  memberColumns,
  membersWithout,
  type OperatorRow,
  operatorsOf,
} from "./operator-members.js";

export type OperatorFamilyData = Omit<OperatorFamilySpec, "schema">;

interface Row {
  oid: number;
  schema: string;
  name: string;
  method: string;
  operators: OperatorRow[] | null;
  functions: FunctionRow[] | null;
  comment: string | null;
}

/** Operator families, with the members that are in no class. */
export const operatorFamily: PostgresKind<OperatorFamilyData, Row> = {
  name: "operator family",
  rank: 4,
  read: {
    query: (major) => `SELECT f.oid, n.nspname AS schema, f.opfname AS name, m.amname AS method,
        ${memberColumns(major, "pg_opfamily", "f.oid")},
        obj_description(f.oid, 'pg_opfamily') AS comment
      FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace JOIN pg_am m ON m.oid = f.opfmethod
      WHERE ${ownSchema("n.nspname")} AND ${notOwned("pg_opfamily", "f.oid")}`,
    object(row, context) {
      const id = `operator family ${context.name(row.schema, row.name)} using ${row.method}`;
      context.at(id, "pg_opfamily", row.oid);
      for (const { oid } of row.operators ?? []) context.at(id, "pg_amop", Number(oid));
      for (const { oid } of row.functions ?? []) context.at(id, "pg_amproc", Number(oid));
      return {
        id,
        kind: "operator family",
        ...context.schema(row.schema),
        name: row.name,
        data: {
          method: row.method,
          ...spec<Partial<OperatorFamilyData>>({
            operators: operatorsOf(row.operators),
            functions: functionsOf(row.functions),
            comment: row.comment,
          }),
        },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createOperatorFamily", name, { ...inSchema({ schema }), ...data }),
  ],
  drop: (object) => [operation("dropOperatorFamily", object.name, forMethod(object))],
  alter(from, to) {
    const add = membersWithout(to.data, from.data);
    const drop = membersWithout(from.data, to.data);
    const changes = {
      ...forMethod(to),
      ...(!sameData(drop, {}) && { drop }),
      ...(!sameData(add, {}) && { add }),
      ...commentChange(from.data, to.data),
    };
    return { operations: [operation("alterOperatorFamily", to.name, changes)] };
  },
};

/** What follows the name of a family or class in an operation. */
export function forMethod(object: {
  readonly schema?: string;
  readonly data: { readonly method: string };
}): ForMethod {
  return { ...inSchema(object), method: object.data.method };
}

/** `<name> USING <method>`. */
export function usingMethod(name: string, { schema, method }: ForMethod): string {
  return `${qualified(name, schema)} USING ${ident(method)}`;
}

export const operatorFamilyCompilers: Compilers<
  "createOperatorFamily" | "dropOperatorFamily" | "renameOperatorFamily" | "alterOperatorFamily"
> = {
  createOperatorFamily: ({ args: [name, family] }) => {
    const target = `OPERATOR FAMILY ${usingMethod(name, family)}`;
    return [
      { sql: `CREATE ${target}` },
      ...change(target, "ADD", memberClauses(family)),
      ...commentOn(target, family.comment),
    ];
  },
  dropOperatorFamily: ({ args: [name, options] }) => [
    { sql: `DROP OPERATOR FAMILY ${ifExists(options)}${usingMethod(name, options)}` },
  ],
  renameOperatorFamily: ({ args: [from, to, options] }) => [
    { sql: `ALTER OPERATOR FAMILY ${usingMethod(from, options)} RENAME TO ${ident(to)}` },
  ],
  alterOperatorFamily: ({ args: [name, changes] }) => {
    const target = `OPERATOR FAMILY ${usingMethod(name, changes)}`;
    return [
      ...change(target, "DROP", droppedClauses(changes.drop ?? {})),
      ...change(target, "ADD", memberClauses(changes.add ?? {})),
      ...commentOn(target, changes.comment),
    ];
  },
};

function change(target: string, verb: "ADD" | "DROP", clauses: readonly string[]) {
  if (clauses.length === 0) return [];
  return [{ sql: `ALTER ${target} ${verb}\n  ${clauses.join(",\n  ")}` }];
}
