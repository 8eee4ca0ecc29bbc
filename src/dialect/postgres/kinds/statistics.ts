import { sameData } from "../../../catalog/index.js";
import {
  isSql,
  operation,
  type StatisticsKind,
  type StatisticsSpec,
} from "../../../operation/index.js";
import { expression } from "../expression.js";
import { ifExists, ifNotExists } from "../if-exists.js";
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
import { ident, qualified } from "../quote.js";

export type StatisticsData = Omit<StatisticsSpec, "schema">;

interface Row {
  oid: number;
  schema: string;
  name: string;
  table_schema: string;
  table: string;
  relkind: string;
  columns: string[];
  expressions: string[] | null;
  kinds: string[];
  target: number;
  comment: string | null;
}

/** Extended statistics. */
export const statistics: PostgresKind<StatisticsData, Row> = {
  name: "statistics",
  rank: 11,
  claims: ({ name, schema }) => [`statistics ${schema ?? ""}.${name}`],
  read: {
    // Columns come by name: the catalog has them in physical order, which says nothing.
    query: (
      major,
    ) => `SELECT s.oid, n.nspname AS schema, s.stxname AS name, cn.nspname AS table_schema,
        c.relname AS table, c.relkind,
        (SELECT coalesce(json_agg(a.attname ORDER BY a.attname COLLATE "C"), '[]') FROM unnest(s.stxkeys) k(num)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.num) AS columns,
        ${major >= 14 ? "pg_get_statisticsobjdef_expressions(s.oid)" : "NULL"} AS expressions,
        array_to_json(s.stxkind::text[]) AS kinds, coalesce(s.stxstattarget, -1) AS target,
        obj_description(s.oid, 'pg_statistic_ext') AS comment
      FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
      JOIN pg_class c ON c.oid = s.stxrelid JOIN pg_namespace cn ON cn.oid = c.relnamespace
      WHERE ${ownSchema("n.nspname")} AND ${ownSchema("cn.nspname")} AND ${notOwned("pg_class", "c.oid")}
        AND ${notOwned("pg_statistic_ext", "s.oid")}`,
    object(row, context) {
      const id = `statistics ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_statistic_ext", row.oid);
      const parent = row.relkind === "m" ? "materialized view" : "table";
      const columns = [...row.columns, ...(row.expressions ?? []).map((e) => expression(e))];
      return {
        id,
        kind: "statistics",
        parent: `${parent} ${context.name(row.table_schema, row.table)}`,
        ...context.schema(row.schema),
        name: row.name,
        data: {
          table:
            row.table_schema === row.schema
              ? row.table
              : { table: row.table, ...context.schema(row.table_schema) },
          columns,
          ...spec<Partial<StatisticsData>>({
            kinds: kindsOf(row.kinds),
            comment: row.comment,
          }),
          ...(row.target >= 0 && { target: row.target }),
        },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createStatistics", name, { ...inSchema({ schema }), ...data }),
  ],
  drop: (object) => [operation("dropStatistics", object.name, ...inSchemaOf(object))],
  alter(from, to) {
    const { comment: _, target: was, ...former } = from.data;
    const { comment: __, target: is, ...wanted } = to.data;
    if (!sameData(former, wanted)) return undefined;
    const changes = {
      ...inSchema(to),
      ...(was !== is && { target: is ?? null }),
      ...commentChange(from.data, to.data),
    };
    return { operations: [operation("alterStatistics", to.name, changes)] };
  },
};

/** Nothing where all are gathered that can be: the letter of expressions (`e`) is never a choice. */
function kindsOf(letters: readonly string[]): StatisticsKind[] | undefined {
  const words = { d: "ndistinct", f: "dependencies", m: "mcv" } as const;
  const found = (["d", "f", "m"] as const).filter((l) => letters.includes(l)).map((l) => words[l]);
  return found.length === 0 || found.length === 3 ? undefined : found;
}

export const statisticsCompilers: Compilers<
  "createStatistics" | "dropStatistics" | "renameStatistics" | "alterStatistics"
> = {
  createStatistics: ({ args: [name, statistics] }) => {
    const { schema, table, columns, kinds, target, comment } = statistics;
    const path = qualified(name, schema);
    const object = `STATISTICS ${path}`;
    const on = columns.map((column) => (isSql(column) ? `(${column.text})` : ident(column)));
    const from =
      typeof table === "string" ? qualified(table, schema) : qualified(table.table, table.schema);
    const gathered = kinds ? ` (${kinds.join(", ")})` : "";
    return [
      {
        sql: `CREATE STATISTICS ${ifNotExists(statistics)}${path}${gathered} ON ${on.join(", ")} FROM ${from}`,
      },
      ...(target === undefined ? [] : [setTarget(object, target)]),
      ...commentOn(object, comment),
    ];
  },
  dropStatistics: ({ args: [name, options] }) => [
    { sql: `DROP STATISTICS ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  renameStatistics: ({ args: [from, to, options] }) => [
    { sql: `ALTER STATISTICS ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  alterStatistics: ({ args: [name, { schema, target, comment }] }) => {
    const object = `STATISTICS ${qualified(name, schema)}`;
    return [
      ...(target === undefined ? [] : [setTarget(object, target)]),
      ...commentOn(object, comment),
    ];
  },
};

/** -1 is the default in every version; the word for it is newer. */
function setTarget(object: string, target: number | null) {
  return { sql: `ALTER ${object} SET STATISTICS ${target ?? -1}` };
}
