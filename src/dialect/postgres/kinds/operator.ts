import { type CatalogObject, sameData } from "../../../catalog/index.js";
import {
  type DiffContext,
  type OperatorSignature,
  type OperatorSpec,
  operation,
} from "../../../operation/index.js";
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
import { nameInQuery } from "../name-in-query.js";
import { operatorName, operatorText } from "../quote.js";
import { shortType } from "../type-name.js";

export type OperatorData = Omit<OperatorSpec, "schema">;

interface Row {
  oid: number;
  schema: string;
  name: string;
  left: string | null;
  right: string;
  function: string;
  commutator: string | null;
  negator: string | null;
  restrict: string | null;
  join: string | null;
  hashes: boolean;
  merges: boolean;
  comment: string | null;
}

export const operator: PostgresKind<OperatorData, Row> = {
  name: "operator",
  rank: 4,
  read: {
    query: () => `SELECT o.oid, n.nspname AS schema, o.oprname AS name,
        CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END AS left, format_type(o.oprright, NULL) AS right,
        ${nameInQuery("function", "o.oprcode")} AS function,
        ${nameInQuery("operator", "o.oprcom")} AS commutator, ${nameInQuery("operator", "o.oprnegate")} AS negator,
        ${nameInQuery("function", "o.oprrest")} AS restrict, ${nameInQuery("function", "o.oprjoin")} AS join,
        o.oprcanhash AS hashes, o.oprcanmerge AS merges, obj_description(o.oid, 'pg_operator') AS comment
      FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
      WHERE o.oprcode <> 0 AND o.oprright <> 0 AND ${ownSchema("n.nspname")} AND ${notOwned("pg_operator", "o.oid")}`,
    object(row, context) {
      const { schema } = context.schema(row.schema);
      const left = row.left === null ? undefined : shortType(row.left);
      const right = shortType(row.right);
      const id = operatorId(operatorName(row.name, schema), left, right);
      context.at(id, "pg_operator", row.oid);
      return {
        id,
        kind: "operator",
        ...context.schema(row.schema),
        name: row.name,
        data: {
          ...(left !== undefined && { left }),
          right,
          function: row.function,
          ...spec<Partial<OperatorData>>({
            commutator: row.commutator,
            negator: row.negator,
            restrict: row.restrict,
            join: row.join,
            hashes: row.hashes,
            merges: row.merges,
            comment: row.comment,
          }),
        },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createOperator", name, { ...inSchema({ schema }), ...data }),
  ],
  drop: (object) => [operation("dropOperator", object.name, signatureOf(object))],
  alter(from, to, context) {
    const links = linksChanged(from, to);
    if (!sameData(fixed(from.data), fixed(to.data))) return undefined;
    if (!links.every(([was, is]) => followsByItself(was, is, context))) return undefined;
    const { restrict, join } = to.data;
    const changes = {
      ...(from.data.restrict !== restrict && { restrict: restrict ?? null }),
      ...(from.data.join !== join && { join: join ?? null }),
      ...commentChange(from.data, to.data),
    };
    if (Object.keys(changes).length === 0) return { operations: [] };
    return {
      operations: [operation("alterOperator", to.name, { ...signatureOf(to), ...changes })],
    };
  },
};

function operatorId(name: string, left: string | undefined, right: string): string {
  return `operator ${name} (${left ?? "NONE"}, ${right})`;
}

/** What can be changed: the estimators, the comment, and links in the way `followsByItself` says. */
function fixed(data: OperatorData) {
  const { restrict: _, join: __, comment: ___, commutator, negator, ...rest } = data;
  return rest;
}

/** The ids of the operators it was and is linked with, as commutator and as negator. */
function linksChanged(from: CatalogObject<OperatorData>, to: CatalogObject<OperatorData>) {
  const linked = ({ data }: CatalogObject<OperatorData>) => [
    data.commutator && data.left && operatorId(data.commutator, data.right, data.left),
    data.negator && operatorId(data.negator, data.left, data.right),
  ];
  const wanted = linked(to);
  return linked(from).flatMap((was, i) => (was === wanted[i] ? [] : [[was, wanted[i]] as const]));
}

/** PostgreSQL keeps both ends of a link: with the other operator it comes and goes by itself. */
function followsByItself(
  was: string | undefined,
  is: string | undefined,
  { from, to }: DiffContext,
): boolean {
  const goes = was === undefined || !to.objects.has(was);
  const comes = is === undefined || !from.objects.has(is);
  return goes && comes;
}

function signatureOf({ schema, data }: CatalogObject<OperatorData>): OperatorSignature {
  const { left, right } = data;
  return { ...inSchema({ schema }), ...(left !== undefined && { left }), right };
}

export const operatorCompilers: Compilers<"createOperator" | "dropOperator" | "alterOperator"> = {
  createOperator: ({ args: [name, operator] }) => {
    const options = [
      `FUNCTION = ${operator.function}`,
      operator.left && `LEFTARG = ${operator.left}`,
      `RIGHTARG = ${operator.right}`,
      operator.commutator && `COMMUTATOR = ${operatorText(operator.commutator)}`,
      operator.negator && `NEGATOR = ${operatorText(operator.negator)}`,
      operator.restrict && `RESTRICT = ${operator.restrict}`,
      operator.join && `JOIN = ${operator.join}`,
      operator.hashes && "HASHES",
      operator.merges && "MERGES",
    ].filter(Boolean);
    const target = operatorName(name, operator.schema);
    return [
      { sql: `CREATE OPERATOR ${target} (\n  ${options.join(",\n  ")}\n)` },
      ...commentOn(`OPERATOR ${withOperands(name, operator)}`, operator.comment),
    ];
  },
  dropOperator: ({ args: [name, signature] }) => [
    { sql: `DROP OPERATOR ${ifExists(signature)}${withOperands(name, signature)}` },
  ],
  alterOperator: ({ args: [name, changes] }) => {
    const set = (["restrict", "join"] as const).flatMap((option) =>
      changes[option] === undefined
        ? []
        : [`${option.toUpperCase()} = ${changes[option] ?? "NONE"}`],
    );
    return [
      ...(set.length > 0
        ? [{ sql: `ALTER OPERATOR ${withOperands(name, changes)} SET (${set.join(", ")})` }]
        : []),
      ...commentOn(`OPERATOR ${withOperands(name, changes)}`, changes.comment),
    ];
  },
};

/** `<name> (<left>, <right>)`. */
export function withOperands(name: string, { schema, left, right }: OperatorSignature): string {
  return `${operatorName(name, schema)} (${left ?? "NONE"}, ${right})`;
}
