import { operation, type TextSearchTemplateSpec } from "../../../operation/index.js";
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

export type TextSearchTemplateData = Omit<TextSearchTemplateSpec, "schema">;

interface Row {
  oid: number;
  schema: string;
  name: string;
  init: string | null;
  lexize: string;
  comment: string | null;
}

export const textSearchTemplate: PostgresKind<TextSearchTemplateData, Row> = {
  name: "text search template",
  rank: 4,
  read: {
    query:
      () => `SELECT o.oid, n.nspname AS schema, o.tmplname AS name, ${nameInQuery("function", "o.tmplinit")} AS init,
        ${nameInQuery("function", "o.tmpllexize")} AS lexize, obj_description(o.oid, 'pg_ts_template') AS comment
      FROM pg_ts_template o JOIN pg_namespace n ON n.oid = o.tmplnamespace
      WHERE ${ownSchema("n.nspname")} AND ${notOwned("pg_ts_template", "o.oid")}`,
    object(row, context) {
      const id = `text search template ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_ts_template", row.oid);
      const { lexize, init, comment } = row;
      return {
        id,
        kind: "text search template",
        ...context.schema(row.schema),
        name: row.name,
        data: { lexize, ...spec<Partial<TextSearchTemplateData>>({ init, comment }) },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createTextSearchTemplate", name, { ...inSchema({ schema }), ...data }),
  ],
  drop: (object) => [operation("dropTextSearchTemplate", object.name, ...inSchemaOf(object))],
  alter: (from, to) =>
    commentOnly(from, to, (comment) =>
      operation("alterTextSearchTemplate", to.name, { ...inSchema(to), ...comment }),
    ),
};

export const textSearchTemplateCompilers: Compilers<
  | "createTextSearchTemplate"
  | "dropTextSearchTemplate"
  | "renameTextSearchTemplate"
  | "alterTextSearchTemplate"
> = {
  createTextSearchTemplate: ({ args: [name, template] }) => {
    const target = `TEXT SEARCH TEMPLATE ${qualified(name, template.schema)}`;
    const init = template.init ? `INIT = ${template.init}, ` : "";
    return [
      { sql: `CREATE ${target} (${init}LEXIZE = ${template.lexize})` },
      ...commentOn(target, template.comment),
    ];
  },
  dropTextSearchTemplate: ({ args: [name, options] }) => [
    { sql: `DROP TEXT SEARCH TEMPLATE ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  renameTextSearchTemplate: ({ args: [from, to, options] }) => [
    {
      sql: `ALTER TEXT SEARCH TEMPLATE ${qualified(from, options?.schema)} RENAME TO ${ident(to)}`,
    },
  ],
  alterTextSearchTemplate: ({ args: [name, changes] }) =>
    commentOn(`TEXT SEARCH TEMPLATE ${qualified(name, changes.schema)}`, changes.comment),
};
