import { operation, type TextSearchParserSpec } from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentOn,
  commentOnly,
  inSchema,
  inSchemaOf,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { nameInQuery } from "../name-in-query.js";
import { ident, qualified } from "../quote.js";

export type TextSearchParserData = Omit<TextSearchParserSpec, "schema">;

interface Row extends Omit<TextSearchParserData, "headline" | "comment"> {
  oid: number;
  schema: string;
  name: string;
  headline: string | null;
  comment: string | null;
}

export const textSearchParser: PostgresKind<TextSearchParserData, Row> = {
  name: "text search parser",
  rank: 4,
  read: {
    query:
      () => `SELECT o.oid, n.nspname AS schema, o.prsname AS name, ${nameInQuery("function", "o.prsstart")} AS start,
        ${nameInQuery("function", "o.prstoken")} AS "getToken", ${nameInQuery("function", "o.prsend")} AS end,
        ${nameInQuery("function", "o.prslextype")} AS "lexTypes", ${nameInQuery("function", "o.prsheadline")} AS headline,
        obj_description(o.oid, 'pg_ts_parser') AS comment
      FROM pg_ts_parser o JOIN pg_namespace n ON n.oid = o.prsnamespace
      WHERE ${ownSchema("n.nspname")} AND ${notOwned("pg_ts_parser", "o.oid")}`,
    object({ oid, schema, name, headline, comment, ...data }, context) {
      const id = `text search parser ${context.name(schema, name)}`;
      context.at(id, "pg_ts_parser", oid);
      return {
        id,
        kind: "text search parser",
        ...context.schema(schema),
        name,
        data: { ...data, ...spec<Partial<TextSearchParserData>>({ headline, comment }) },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createTextSearchParser", name, { ...inSchema({ schema }), ...data }),
  ],
  drop: (object) => [operation("dropTextSearchParser", object.name, ...inSchemaOf(object))],
  alter: (from, to) =>
    commentOnly(from, to, (comment) =>
      operation("alterTextSearchParser", to.name, { ...inSchema(to), ...comment }),
    ),
};

export const textSearchParserCompilers: Compilers<
  | "createTextSearchParser"
  | "dropTextSearchParser"
  | "renameTextSearchParser"
  | "alterTextSearchParser"
> = {
  createTextSearchParser: ({ args: [name, parser] }) => {
    const target = `TEXT SEARCH PARSER ${qualified(name, parser.schema)}`;
    const options = [
      `START = ${parser.start}`,
      `GETTOKEN = ${parser.getToken}`,
      `END = ${parser.end}`,
      `LEXTYPES = ${parser.lexTypes}`,
      parser.headline && `HEADLINE = ${parser.headline}`,
    ].filter(Boolean);
    return [
      { sql: `CREATE ${target} (${options.join(", ")})` },
      ...commentOn(target, parser.comment),
    ];
  },
  dropTextSearchParser: ({ args: [name, options] }) => [
    { sql: `DROP TEXT SEARCH PARSER ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  renameTextSearchParser: ({ args: [from, to, options] }) => [
    { sql: `ALTER TEXT SEARCH PARSER ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  alterTextSearchParser: ({ args: [name, changes] }) =>
    commentOn(`TEXT SEARCH PARSER ${qualified(name, changes.schema)}`, changes.comment),
};
