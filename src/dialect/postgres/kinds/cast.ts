import { type CastSpec, operation } from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentOn,
  commentOnly,
  notOwned,
  type PostgresKind,
  spec,
  unlessEmpty,
} from "../kind.js";
import { type FunctionName, functionInQuery, functionText } from "../name-in-query.js";
import { shortType } from "../type-name.js";

export interface CastData extends CastSpec {
  readonly from: string;
  readonly to: string;
}

interface Row {
  oid: number;
  from: string;
  to: string;
  function: FunctionName | null;
  method: "f" | "i" | "b";
  context: "e" | "a" | "i";
  comment: string | null;
}

export const cast: PostgresKind<CastData, Row> = {
  name: "cast",
  rank: 4,
  read: {
    query:
      () => `SELECT c.oid, format_type(c.castsource, NULL) AS from, format_type(c.casttarget, NULL) AS to,
        ${functionInQuery("c.castfunc")} AS function, c.castmethod AS method,
        c.castcontext AS context, obj_description(c.oid, 'pg_cast') AS comment
      FROM pg_cast c WHERE c.oid >= 16384
        -- A range type brings the one to its multirange along.
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 2605 AND d.objid = c.oid AND d.deptype = 'i') AND ${notOwned("pg_cast", "c.oid")}`,
    object(row, context) {
      const from = shortType(row.from);
      const to = shortType(row.to);
      const id = `cast from ${from} to ${to}`;
      context.at(id, "pg_cast", row.oid);
      const contexts = { e: undefined, a: "assignment", i: "implicit" } as const;
      return {
        id,
        kind: "cast",
        name: `${from} to ${to}`,
        data: spec<CastData>({
          from,
          to,
          function: row.function && functionText(row.function),
          inout: row.method === "i",
          as: contexts[row.context],
          comment: row.comment,
        }),
        dependsOn: [],
      };
    },
  },
  create: ({ data: { from, to, ...rest } }) => [
    operation("createCast", from, to, ...unlessEmpty(rest)),
  ],
  drop: ({ data: { from, to } }) => [operation("dropCast", from, to)],
  alter: (from, to) =>
    commentOnly(from, to, (comment) => operation("alterCast", to.data.from, to.data.to, comment)),
};

export const castCompilers: Compilers<"createCast" | "dropCast" | "alterCast"> = {
  createCast: ({ args: [from, to, cast = {}] }) => {
    const how = cast.function
      ? `WITH FUNCTION ${cast.function}`
      : cast.inout
        ? "WITH INOUT"
        : "WITHOUT FUNCTION";
    const as = cast.as ? ` AS ${cast.as.toUpperCase()}` : "";
    return [
      { sql: `CREATE ${target(from, to)} ${how}${as}` },
      ...commentOn(target(from, to), cast.comment),
    ];
  },
  dropCast: ({ args: [from, to, options] }) => [
    { sql: `DROP CAST ${ifExists(options)}(${from} AS ${to})` },
  ],
  alterCast: ({ args: [from, to, changes] }) => commentOn(target(from, to), changes.comment),
};

function target(from: string, to: string): string {
  return `CAST (${from} AS ${to})`;
}
