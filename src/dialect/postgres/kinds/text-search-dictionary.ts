import { operation, type TextSearchDictionarySpec } from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  inSchema,
  inSchemaOf,
  notOwned,
  ownSchema,
  type PostgresKind,
  settingChange,
  spec,
} from "../kind.js";
import { nameInQuery } from "../name-in-query.js";
import { ident, qualified, quoteText } from "../quote.js";

export type TextSearchDictionaryData = Omit<TextSearchDictionarySpec, "schema">;

interface Row {
  oid: number;
  schema: string;
  name: string;
  template: string;
  options: string | null;
  comment: string | null;
}

export const textSearchDictionary: PostgresKind<TextSearchDictionaryData, Row> = {
  name: "text search dictionary",
  rank: 4,
  read: {
    query:
      () => `SELECT o.oid, n.nspname AS schema, o.dictname AS name, ${nameInQuery("template", "o.dicttemplate")} AS template,
        o.dictinitoption AS options, obj_description(o.oid, 'pg_ts_dict') AS comment
      FROM pg_ts_dict o JOIN pg_namespace n ON n.oid = o.dictnamespace
      WHERE ${ownSchema("n.nspname")} AND ${notOwned("pg_ts_dict", "o.oid")}`,
    object(row, context) {
      const id = `text search dictionary ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_ts_dict", row.oid);
      return {
        id,
        kind: "text search dictionary",
        ...context.schema(row.schema),
        name: row.name,
        data: {
          template: row.template,
          ...spec<Partial<TextSearchDictionaryData>>({
            options: optionsOf(row.options),
            comment: row.comment,
          }),
        },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createTextSearchDictionary", name, { ...inSchema({ schema }), ...data }),
  ],
  drop: (object) => [operation("dropTextSearchDictionary", object.name, ...inSchemaOf(object))],
  alter(from, to) {
    if (from.data.template !== to.data.template) return undefined;
    const options = settingChange(from.data.options, to.data.options);
    const changes = {
      ...inSchema(to),
      ...(options && { options }),
      ...commentChange(from.data, to.data),
    };
    return { operations: [operation("alterTextSearchDictionary", to.name, changes)] };
  },
};

/** `language = 'spanish', "Accept" = false` as the catalog has it. */
function optionsOf(text: string | null): { [option: string]: string } | undefined {
  if (text === null || text === "") return undefined;
  const option = /("(?:[^"]|"")*"|[^\s=,]+) = (E?'(?:[^']|'')*'|[^,]+)/g;
  return Object.fromEntries(
    [...text.matchAll(option)].map(([, name, value]) => [plain(name!), plain(value!)]),
  );
}

/** What a quoted name or text says. */
function plain(text: string): string {
  if (text.startsWith('"')) return text.slice(1, -1).replaceAll('""', '"');
  if (text.startsWith("E'"))
    return text.slice(2, -1).replaceAll("''", "'").replaceAll("\\\\", "\\");
  return text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text;
}

export const textSearchDictionaryCompilers: Compilers<
  | "createTextSearchDictionary"
  | "dropTextSearchDictionary"
  | "renameTextSearchDictionary"
  | "alterTextSearchDictionary"
> = {
  createTextSearchDictionary: ({ args: [name, dictionary] }) => {
    const target = `TEXT SEARCH DICTIONARY ${qualified(name, dictionary.schema)}`;
    const options = [`TEMPLATE = ${dictionary.template}`, ...clauses(dictionary.options ?? {})];
    return [
      { sql: `CREATE ${target} (${options.join(", ")})` },
      ...commentOn(target, dictionary.comment),
    ];
  },
  dropTextSearchDictionary: ({ args: [name, options] }) => [
    { sql: `DROP TEXT SEARCH DICTIONARY ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  renameTextSearchDictionary: ({ args: [from, to, options] }) => [
    {
      sql: `ALTER TEXT SEARCH DICTIONARY ${qualified(from, options?.schema)} RENAME TO ${ident(to)}`,
    },
  ],
  alterTextSearchDictionary: ({ args: [name, changes] }) => {
    const target = `TEXT SEARCH DICTIONARY ${qualified(name, changes.schema)}`;
    const set = clauses(changes.options ?? {});
    return [
      ...(set.length > 0 ? [{ sql: `ALTER ${target} (${set.join(", ")})` }] : []),
      ...commentOn(target, changes.comment),
    ];
  },
};

/** An option without a value is taken away. */
function clauses(options: { readonly [option: string]: string | null }): string[] {
  return Object.entries(options).map(([name, value]) =>
    value === null ? ident(name) : `${ident(name)} = ${quoteText(value)}`,
  );
}
