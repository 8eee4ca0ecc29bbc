import { type CollationSpec, operation } from "../../../operation/index.js";
import { ifExists, ifNotExists } from "../if-exists.js";
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
import { ident, qualified, quoteText } from "../quote.js";

export type CollationData = Omit<CollationSpec, "schema">;

interface Row {
  oid: number;
  schema: string;
  name: string;
  provider: "c" | "i" | "b";
  collate: string | null;
  ctype: string | null;
  locale: string | null;
  deterministic: boolean;
  rules: string | null;
  comment: string | null;
}

/** Where each major keeps the locale of ICU; up to 14 it stands where that of the C library does. */
function localeColumn(major: number): string {
  if (major >= 17) return "o.colllocale";
  return major >= 15 ? "o.colliculocale" : "CASE WHEN o.collprovider = 'i' THEN o.collcollate END";
}

/** Collations. The library's version is not compared: it is the server's. */
export const collation: PostgresKind<CollationData, Row> = {
  name: "collation",
  rank: 2,
  claims: ({ name, schema }) => [`collation ${schema ?? ""}.${name}`],
  read: {
    query: (
      major,
    ) => `SELECT o.oid, n.nspname AS schema, o.collname AS name, o.collprovider AS provider,
        o.collcollate AS collate, o.collctype AS ctype, ${localeColumn(major)} AS locale,
        o.collisdeterministic AS deterministic, ${major >= 16 ? "o.collicurules" : "NULL"} AS rules,
        obj_description(o.oid, 'pg_collation') AS comment
      FROM pg_collation o JOIN pg_namespace n ON n.oid = o.collnamespace
      WHERE ${ownSchema("n.nspname")} AND ${notOwned("pg_collation", "o.oid")}`,
    object(row, context) {
      const id = `collation ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_collation", row.oid);
      const libc = row.provider === "c";
      const split = libc && row.collate !== row.ctype;
      return {
        id,
        kind: "collation",
        ...context.schema(row.schema),
        name: row.name,
        data: {
          ...spec<CollationData>({
            provider: libc ? undefined : row.provider === "i" ? "icu" : "builtin",
            locale: split ? undefined : libc ? row.collate : row.locale,
            lcCollate: split ? row.collate : undefined,
            lcCtype: split ? row.ctype : undefined,
          }),
          ...(!row.deterministic && { deterministic: false }),
          ...spec<CollationData>({ rules: row.rules, comment: row.comment }),
        },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createCollation", name, { ...inSchema({ schema }), ...data }),
  ],
  drop: (object) => [operation("dropCollation", object.name, ...inSchemaOf(object))],
  alter: (from, to) =>
    commentOnly(from, to, (comment) =>
      operation("alterCollation", to.name, { ...inSchema(to), ...comment }),
    ),
};

export const collationCompilers: Compilers<
  "createCollation" | "dropCollation" | "renameCollation" | "alterCollation"
> = {
  createCollation: ({ args: [name, collation] }) => {
    const target = qualified(name, collation.schema);
    const text = (option: string, value: string | undefined) =>
      value !== undefined && `${option} = ${quoteText(value)}`;
    const options = [
      collation.provider && `provider = ${collation.provider}`,
      text("locale", collation.locale),
      text("lc_collate", collation.lcCollate),
      text("lc_ctype", collation.lcCtype),
      collation.deterministic === false && "deterministic = false",
      text("rules", collation.rules),
    ].filter(Boolean);
    return [
      { sql: `CREATE COLLATION ${ifNotExists(collation)}${target} (${options.join(", ")})` },
      ...commentOn(`COLLATION ${target}`, collation.comment),
    ];
  },
  dropCollation: ({ args: [name, options] }) => [
    { sql: `DROP COLLATION ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  renameCollation: ({ args: [from, to, options] }) => [
    { sql: `ALTER COLLATION ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  alterCollation: ({ args: [name, changes] }) => {
    const target = `COLLATION ${qualified(name, changes.schema)}`;
    return [
      ...(changes.refresh ? [{ sql: `ALTER ${target} REFRESH VERSION` }] : []),
      ...commentOn(target, changes.comment),
    ];
  },
};
