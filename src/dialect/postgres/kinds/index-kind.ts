import { sameData } from "../../../catalog/index.js";
import {
  type IndexKey,
  type IndexKeySpec,
  type IndexSpec,
  isSql,
  operation,
} from "../../../operation/index.js";
import { expression } from "../expression.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { collationName, collationText, ident, nameList, qualified, quoteText } from "../quote.js";
import { plainTable } from "./table.js";

export type IndexData = Omit<IndexSpec, "schema">;

interface Row {
  oid: number;
  schema: string;
  table: string;
  relkind: "r" | "m";
  name: string;
  method: string;
  unique: boolean;
  nulls_not_distinct: boolean;
  predicate: string | null;
  keys: {
    column: string | null;
    expression: string | null;
    option: number;
    opclass: string | null;
    collation: string | null;
  }[];
  include: string[];
  options: string[] | null;
  comment: string | null;
}

/** Indexes that are not the index of a constraint. */
export const index: PostgresKind<IndexData, Row> = {
  name: "index",
  rank: 10,
  claims: (object) => [`relation ${object.schema ?? ""}.${object.name}`],
  read: {
    query: (
      major,
    ) => `SELECT x.oid, n.nspname AS schema, c.relname AS table, c.relkind, x.relname AS name, m.amname AS method,
        i.indisunique AS unique, ${major >= 15 ? "i.indnullsnotdistinct" : "false"} AS nulls_not_distinct,
        pg_get_expr(i.indpred, i.indrelid, true) AS predicate,
        (SELECT json_agg(json_build_object(
            'column', CASE WHEN i.indkey[k] <> 0 THEN (SELECT a.attname FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum = i.indkey[k]) END,
            'expression', CASE WHEN i.indkey[k] = 0 THEN pg_get_indexdef(x.oid, k + 1, true) END,
            'option', i.indoption[k],
            'opclass', (SELECT CASE WHEN NOT o.opcdefault OR xa.attoptions IS NOT NULL THEN
                CASE WHEN pg_opclass_is_visible(o.oid) THEN '' ELSE quote_ident(os.nspname) || '.' END || quote_ident(o.opcname)
                || coalesce(' (' || array_to_string(xa.attoptions, ', ') || ')', '') END
              FROM pg_attribute xa, pg_opclass o JOIN pg_namespace os ON os.oid = o.opcnamespace
              WHERE o.oid = i.indclass[k] AND xa.attrelid = x.oid AND xa.attnum = k + 1),
            'collation', (SELECT CASE WHEN i.indcollation[k] <> xa.attcollation AND i.indcollation[k] <> 0 OR i.indcollation[k] <> coalesce(ka.attcollation, i.indcollation[k])
                THEN i.indcollation[k]::regcollation::text END
              FROM pg_attribute xa LEFT JOIN pg_attribute ka ON ka.attrelid = c.oid AND ka.attnum = i.indkey[k] AND i.indkey[k] <> 0
              WHERE xa.attrelid = x.oid AND xa.attnum = k + 1)
          ) ORDER BY k) FROM generate_series(0, i.indnkeyatts - 1) k) AS keys,
        (SELECT coalesce(json_agg(a.attname ORDER BY k.i), '[]') FROM unnest(i.indkey[i.indnkeyatts : i.indnatts - 1]) WITH ORDINALITY k(num, i)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num) AS include,
        x.reloptions AS options, obj_description(x.oid, 'pg_class') AS comment
      FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_namespace n ON n.oid = x.relnamespace JOIN pg_am m ON m.oid = x.relam
      WHERE (${plainTable("c")} OR c.relkind = 'm') AND NOT x.relispartition AND ${ownSchema("n.nspname")}
        AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 1259 AND d.objid = c.oid AND d.deptype = 'e')`,
    object(row, context) {
      const id = `index ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_class", row.oid);
      return {
        id,
        kind: "index",
        parent: `${row.relkind === "m" ? "materialized view" : "table"} ${context.name(row.schema, row.table)}`,
        ...context.schema(row.schema),
        name: row.name,
        data: indexData(row),
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createIndex", name, { ...(schema && { schema }), ...data }),
  ],
  drop: ({ name, schema }) => [
    schema ? operation("dropIndex", name, { schema }) : operation("dropIndex", name),
  ],
  alter(from, to) {
    const { comment: _, ...former } = from.data;
    const { comment: __, ...wanted } = to.data;
    if (!sameData(former, wanted)) return undefined;
    const changes = {
      ...(to.schema && { schema: to.schema }),
      ...commentChange(from.data, to.data),
    };
    return { operations: [operation("alterIndex", to.name, changes)] };
  },
};

function indexData(row: Row): IndexData {
  return spec<IndexData>({
    table: row.table,
    columns: row.keys.map(indexKey),
    unique: row.unique,
    method: row.method === "btree" ? undefined : row.method,
    include: row.include.length > 0 ? row.include : undefined,
    nullsNotDistinct: row.nulls_not_distinct,
    where: row.predicate === null ? undefined : expression(row.predicate),
    with: row.options === null ? undefined : Object.fromEntries(row.options.map(splitOption)),
    comment: row.comment,
  });
}

function splitOption(option: string): [string, string] {
  const at = option.indexOf("=");
  return [option.slice(0, at), option.slice(at + 1)];
}

/** `indoption`: bit 1 is descending, bit 2 is nulls first. */
function indexKey(key: Row["keys"][number]): IndexKey {
  const descending = (key.option & 1) !== 0;
  const nullsFirst = (key.option & 2) !== 0;
  const options = spec<IndexKeySpec>({
    order: descending && "desc",
    nulls: nullsFirst === descending ? undefined : nullsFirst ? "first" : "last",
    opclass: key.opclass,
    collation: key.collation === null ? null : collationName(key.collation),
  });
  const computed = key.expression === null ? undefined : expression(key.expression);
  if (Object.keys(options).length === 0) return key.column ?? computed!;
  return computed ? { expression: computed, ...options } : { column: key.column!, ...options };
}

export const indexCompilers: Compilers<"createIndex" | "dropIndex" | "renameIndex" | "alterIndex"> =
  {
    createIndex: ({ args: [name, index] }) => {
      const options = Object.entries(index.with ?? {}).map(
        ([k, v]) => `${k} = ${/^[\w.]+$/.test(v) ? v : quoteText(v)}`,
      );
      const text = [
        `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${ident(name)} ON ${qualified(index.table, index.schema)}`,
        index.method && `USING ${index.method}`,
        `(${index.columns.map(keyText).join(", ")})`,
        index.include && `INCLUDE ${nameList(index.include)}`,
        index.nullsNotDistinct && "NULLS NOT DISTINCT",
        options.length > 0 && `WITH (${options.join(", ")})`,
        index.where && `WHERE ${index.where.text}`,
      ];
      return [
        { sql: text.filter(Boolean).join(" ") },
        ...commentOn(`INDEX ${qualified(name, index.schema)}`, index.comment),
      ];
    },
    dropIndex: ({ args: [name, options] }) => [
      { sql: `DROP INDEX ${qualified(name, options?.schema)}` },
    ],
    renameIndex: ({ args: [from, to, options] }) => [
      { sql: `ALTER INDEX ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
    ],
    alterIndex: ({ args: [name, changes] }) =>
      commentOn(`INDEX ${qualified(name, changes.schema)}`, changes.comment),
  };

function keyText(key: IndexKey): string {
  if (typeof key === "string") return ident(key);
  if (isSql(key)) return `(${key.text})`;
  return [
    key.expression ? `(${key.expression.text})` : ident(key.column!),
    key.collation && `COLLATE ${collationText(key.collation)}`,
    key.opclass,
    key.order === "desc" && "DESC",
    key.nulls && `NULLS ${key.nulls.toUpperCase()}`,
  ]
    .filter(Boolean)
    .join(" ");
}
