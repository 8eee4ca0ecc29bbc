import { sameData } from "../../../catalog/index.js";
import {
  type IndexKey,
  type IndexKeySpec,
  type IndexSpec,
  isSql,
  operation,
  type Statement,
} from "../../../operation/index.js";
import { apart, concurrently, createdIndex, droppedIndex } from "../concurrently.js";
import { expression } from "../expression.js";
import { ifExists, ifNotExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  inSchemaOf,
  optionActions,
  optionChange,
  optionsOf,
  optionText,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { collationName, collationText, ident, nameList, qualified } from "../quote.js";
import { plainTable } from "./table.js";
import { tablespaceChange, tablespaceText } from "./table-index.js";

export interface IndexData extends Omit<IndexSpec, "schema"> {
  /** What is left of a CREATE INDEX CONCURRENTLY that failed: it is never used and made anew. */
  readonly invalid?: boolean;
}

interface Row {
  oid: number;
  schema: string;
  table: string;
  relkind: "r" | "p" | "m";
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
    statistics: number | null;
  }[];
  include: string[];
  options: string[] | null;
  tablespace: string | null;
  valid: boolean;
  /** The partitions of its table, if the index is to be without theirs. */
  partitions: { schema: string; table: string }[] | null;
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
            'column', ka.attname,
            'expression', CASE WHEN ka.attnum IS NULL THEN pg_get_indexdef(x.oid, xa.attnum, true) END,
            'option', i.indoption[xa.attnum - 1],
            'opclass', CASE WHEN NOT o.opcdefault OR xa.attoptions IS NOT NULL THEN
                CASE WHEN pg_opclass_is_visible(o.oid) THEN '' ELSE o.opcnamespace::regnamespace || '.' END || quote_ident(o.opcname)
                || coalesce(' (' || array_to_string(xa.attoptions, ', ') || ')', '') END,
            'statistics', CASE WHEN xa.attstattarget >= 0 THEN xa.attstattarget END,
            'collation', CASE WHEN co <> xa.attcollation AND co <> 0 OR co <> coalesce(ka.attcollation, co)
                THEN co::regcollation::text END
          ) ORDER BY xa.attnum)
          FROM pg_attribute xa JOIN pg_opclass o ON o.oid = i.indclass[xa.attnum - 1]
          LEFT JOIN pg_attribute ka ON ka.attrelid = i.indrelid AND ka.attnum = i.indkey[xa.attnum - 1] AND ka.attnum <> 0
          CROSS JOIN LATERAL (SELECT i.indcollation[xa.attnum - 1] AS co) collated
          WHERE xa.attrelid = x.oid AND xa.attnum <= i.indnkeyatts) AS keys,
        (SELECT coalesce(json_agg(a.attname ORDER BY k.i), '[]') FROM unnest(i.indkey[i.indnkeyatts : i.indnatts - 1]) WITH ORDINALITY k(num, i)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num) AS include,
        x.reloptions AS options, i.indisvalid AS valid,
        (SELECT json_agg(json_build_object('schema', pn.nspname, 'table', p.relname))
          FROM pg_inherits h JOIN pg_class p ON p.oid = h.inhrelid JOIN pg_namespace pn ON pn.oid = p.relnamespace
          WHERE h.inhparent = c.oid AND c.relkind = 'p' AND NOT i.indisvalid) AS partitions,
        (SELECT s.spcname FROM pg_tablespace s WHERE s.oid = x.reltablespace) AS tablespace, obj_description(x.oid, 'pg_class') AS comment
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
        // A partition that comes later would bring its index along.
        dependsOn: (row.partitions ?? []).map(
          ({ schema, table }) => `table ${context.name(schema, table)}`,
        ),
      };
    },
  },
  create: ({ name, schema, data: { invalid: _, ...data } }) => [
    operation("createIndex", name, { ...(schema && { schema }), ...data }),
  ],
  renaming: {
    rename: (index, name) => [operation("renameIndex", index.name, name, ...inSchemaOf(index))],
  },
  drop: (object) => [operation("dropIndex", object.name, ...inSchemaOf(object))],
  alter(from, to) {
    if (!sameData(fixed(from.data), fixed(to.data))) return undefined;
    const statistics = statisticsChange(from.data, to.data);
    const changes = {
      ...(to.schema && { schema: to.schema }),
      ...optionChange(from.data.with, to.data.with),
      ...tablespaceChange(from.data, to.data),
      ...(statistics && { statistics }),
      ...commentChange(from.data, to.data),
    };
    return { operations: [operation("alterIndex", to.name, changes)] };
  },
};

/** What no ALTER INDEX changes. */
function fixed({ comment: _, with: __, tablespace: ___, columns, ...index }: IndexData) {
  return { ...index, columns: columns.map(withoutStatistics) };
}

function withoutStatistics(key: IndexKey): IndexKey {
  if (typeof key === "string" || isSql(key)) return key;
  const { statistics: _, ...rest } = key;
  return Object.keys(rest).length === 1 ? (rest.column ?? rest.expression!) : rest;
}

/** By the place of each key; `null` is back to the default. */
function statisticsChange(
  from: IndexData,
  to: IndexData,
): Record<number, number | null> | undefined {
  const of = (key: IndexKey | undefined) =>
    typeof key === "object" && !isSql(key) ? (key.statistics ?? null) : null;
  const changed = to.columns.flatMap((key, i) =>
    of(key) === of(from.columns[i]) ? [] : [[i + 1, of(key)] as const],
  );
  return changed.length > 0 ? Object.fromEntries(changed) : undefined;
}

function indexData(row: Row): IndexData {
  return spec<IndexData>({
    table: row.table,
    columns: row.keys.map(indexKey),
    unique: row.unique,
    method: row.method === "btree" ? undefined : row.method,
    include: row.include.length > 0 ? row.include : undefined,
    nullsNotDistinct: row.nulls_not_distinct,
    where: row.predicate === null ? undefined : expression(row.predicate),
    with: optionsOf(row.options),
    tablespace: row.tablespace,
    // On a partitioned table it only lacks the index of a partition.
    only: !row.valid && row.relkind === "p",
    invalid: !row.valid && row.relkind !== "p",
    comment: row.comment,
  });
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
    ...(key.statistics !== null && { statistics: key.statistics }),
  });
  const computed = key.expression === null ? undefined : expression(key.expression);
  if (Object.keys(options).length === 0) return key.column ?? computed!;
  return computed ? { expression: computed, ...options } : { column: key.column!, ...options };
}

export const indexCompilers: Compilers<"createIndex" | "dropIndex" | "renameIndex" | "alterIndex"> =
  {
    createIndex: ({ args: [name, index] }) => {
      const target = qualified(name, index.schema);
      const text = [
        `CREATE ${index.unique ? "UNIQUE " : ""}INDEX ${concurrently(index)}${ifNotExists(index)}${ident(name)} ON ${index.only ? "ONLY " : ""}${qualified(index.table, index.schema)}`,
        index.method && `USING ${index.method}`,
        `(${index.columns.map(keyText).join(", ")})`,
        index.include && `INCLUDE ${nameList(index.include)}`,
        index.nullsNotDistinct && "NULLS NOT DISTINCT",
        index.with && `WITH (${optionText(index.with)})`,
        index.tablespace && `TABLESPACE ${ident(index.tablespace)}`,
        index.where && `WHERE ${index.where.text}`,
      ];
      const sql = text.filter(Boolean).join(" ");
      const table = qualified(index.table, index.schema);
      return [
        { sql, ...(index.concurrently && apart(sql, createdIndex(name, target, table))) },
        ...statisticsOf(target, statisticsChange({ ...index, columns: [] }, index)),
        ...commentOn(`INDEX ${target}`, index.comment),
      ];
    },
    dropIndex: ({ args: [name, options] }) => {
      const target = qualified(name, options?.schema);
      const sql = `DROP INDEX ${concurrently(options)}${ifExists(options)}${target}`;
      return [{ sql, ...(options?.concurrently && apart(sql, droppedIndex(target))) }];
    },
    renameIndex: ({ args: [from, to, options] }) => [
      { sql: `ALTER INDEX ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
    ],
    alterIndex: ({ args: [name, changes] }) => {
      const target = qualified(name, changes.schema);
      const { tablespace } = changes;
      return [
        ...optionActions(changes.with).map((action) => ({
          sql: `ALTER INDEX ${target} ${action}`,
        })),
        ...(tablespace === undefined
          ? []
          : [{ sql: `ALTER INDEX ${target} SET TABLESPACE ${tablespaceText(tablespace)}` }]),
        ...statisticsOf(target, changes.statistics),
        ...commentOn(`INDEX ${target}`, changes.comment),
      ];
    },
  };

function statisticsOf(index: string, statistics: Record<number, number | null> = {}): Statement[] {
  return Object.entries(statistics).map(([place, target]) => ({
    sql: `ALTER INDEX ${index} ALTER COLUMN ${place} SET STATISTICS ${target ?? -1}`,
  }));
}

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
