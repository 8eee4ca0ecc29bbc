import { sameData } from "../../../catalog/index.js";
import { operation, type TextSearchConfigurationSpec } from "../../../operation/index.js";
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
  spec,
} from "../kind.js";
import { nameInQuery } from "../name-in-query.js";
import { ident, qualified } from "../quote.js";

type Dictionaries = readonly string[] | null;

export interface TextSearchConfigurationData
  extends Omit<TextSearchConfigurationSpec, "schema" | "mappings"> {
  /** By kind of token, one by one. */
  readonly mappings: { readonly [token: string]: readonly string[] };
}

interface Row {
  oid: number;
  schema: string;
  name: string;
  parser: string;
  mappings: { token: string; dictionaries: string[] }[] | null;
  comment: string | null;
}

export const textSearchConfiguration: PostgresKind<TextSearchConfigurationData, Row> = {
  name: "text search configuration",
  rank: 4,
  read: {
    query:
      () => `SELECT o.oid, n.nspname AS schema, o.cfgname AS name, ${nameInQuery("parser", "o.cfgparser")} AS parser,
        (SELECT json_agg(json_build_object('token', t.alias, 'dictionaries', (SELECT json_agg(m.mapdict::regdictionary::text ORDER BY m.mapseqno)
            FROM pg_ts_config_map m WHERE m.mapcfg = o.oid AND m.maptokentype = t.tokid)) ORDER BY t.tokid)
          FROM ts_token_type(o.cfgparser) t
          WHERE EXISTS (SELECT FROM pg_ts_config_map m WHERE m.mapcfg = o.oid AND m.maptokentype = t.tokid)) AS mappings,
        obj_description(o.oid, 'pg_ts_config') AS comment
      FROM pg_ts_config o JOIN pg_namespace n ON n.oid = o.cfgnamespace
      WHERE ${ownSchema("n.nspname")} AND ${notOwned("pg_ts_config", "o.oid")}`,
    object(row, context) {
      const id = `text search configuration ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_ts_config", row.oid);
      const mappings = (row.mappings ?? []).map((m) => [m.token, m.dictionaries] as const);
      return {
        id,
        kind: "text search configuration",
        ...context.schema(row.schema),
        name: row.name,
        data: {
          ...(row.parser !== '"default"' && { parser: row.parser }),
          mappings: Object.fromEntries(mappings),
          ...spec<{ comment?: string }>({ comment: row.comment }),
        },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data: { mappings, parser, ...rest } }) => [
    operation("createTextSearchConfiguration", name, {
      ...inSchema({ schema }),
      ...(parser !== undefined && { parser }),
      ...grouped(mappings),
      ...rest,
    }),
  ],
  drop: (object) => [operation("dropTextSearchConfiguration", object.name, ...inSchemaOf(object))],
  alter(from, to) {
    if (from.data.parser !== to.data.parser) return undefined;
    const [former, wanted] = [from.data.mappings, to.data.mappings];
    const gone = Object.keys(former).filter((token) => !wanted[token]);
    const changed = Object.entries(wanted).filter(([token, d]) => !sameData(former[token], d));
    const mappings: { [token: string]: Dictionaries } = {
      ...Object.fromEntries(gone.map((token) => [token, null])),
      ...Object.fromEntries(changed),
    };
    const changes = { ...inSchema(to), ...grouped(mappings), ...commentChange(from.data, to.data) };
    return { operations: [operation("alterTextSearchConfiguration", to.name, changes)] };
  },
};

/** Kinds of token with the same dictionaries share an entry, as in SQL. */
function grouped<D extends Dictionaries>(mappings: { readonly [token: string]: D }) {
  const groups = new Map<string, { tokens: string[]; dictionaries: D }>();
  for (const [token, dictionaries] of Object.entries(mappings)) {
    const known = groups.get(JSON.stringify(dictionaries));
    if (known) known.tokens.push(token);
    else groups.set(JSON.stringify(dictionaries), { tokens: [token], dictionaries });
  }
  if (groups.size === 0) return {};
  const entries = [...groups.values()].map((g) => [g.tokens.join(", "), g.dictionaries] as const);
  return { mappings: Object.fromEntries(entries) };
}

export const textSearchConfigurationCompilers: Compilers<
  | "createTextSearchConfiguration"
  | "dropTextSearchConfiguration"
  | "renameTextSearchConfiguration"
  | "alterTextSearchConfiguration"
> = {
  createTextSearchConfiguration: ({ args: [name, { schema, parser, mappings, comment }] }) => {
    const target = `TEXT SEARCH CONFIGURATION ${qualified(name, schema)}`;
    return [
      { sql: `CREATE ${target} (PARSER = ${parser ?? '"default"'})` },
      ...Object.entries(mappings ?? {}).map(([tokens, dictionaries]) => ({
        sql: `ALTER ${target} ADD MAPPING FOR ${tokens} WITH ${dictionaries.join(", ")}`,
      })),
      ...commentOn(target, comment),
    ];
  },
  dropTextSearchConfiguration: ({ args: [name, options] }) => [
    {
      sql: `DROP TEXT SEARCH CONFIGURATION ${ifExists(options)}${qualified(name, options?.schema)}`,
    },
  ],
  renameTextSearchConfiguration: ({ args: [from, to, options] }) => [
    {
      sql: `ALTER TEXT SEARCH CONFIGURATION ${qualified(from, options?.schema)} RENAME TO ${ident(to)}`,
    },
  ],
  alterTextSearchConfiguration: ({ args: [name, { schema, mappings, comment }] }) => {
    const target = `TEXT SEARCH CONFIGURATION ${qualified(name, schema)}`;
    return [
      ...Object.entries(mappings ?? {}).map(([tokens, dictionaries]) => ({
        // ALTER MAPPING adds what is not there.
        sql: dictionaries
          ? `ALTER ${target} ALTER MAPPING FOR ${tokens} WITH ${dictionaries.join(", ")}`
          : `ALTER ${target} DROP MAPPING FOR ${tokens}`,
      })),
      ...commentOn(target, comment),
    ];
  },
};
