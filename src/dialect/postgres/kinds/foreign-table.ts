import { sameData } from "../../../catalog/index.js";
import {
  type ForeignColumnSpec,
  type ForeignTableSpec,
  operation,
  type Sql,
} from "../../../operation/index.js";
import { defaultOf } from "../default-value.js";
import { expression } from "../expression.js";
import {
  foreignOptions,
  optionChanges,
  optionChangesClause,
  optionsClause,
} from "../foreign-options.js";
import { ifExists, ifNotExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  inSchemaOf,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { collationName, ident, qualified } from "../quote.js";
import { shortType } from "../type-name.js";
import { columnClause } from "./column-clause.js";

export type ForeignTableData = Omit<ForeignTableSpec, "schema">;

interface Row {
  oid: number;
  schema: string;
  name: string;
  server: string;
  options: string[] | null;
  columns: ColumnRow[] | null;
  checks: { name: string; check: string }[] | null;
  comment: string | null;
}

interface ColumnRow {
  name: string;
  type: string;
  notnull: boolean;
  expression: string | null;
  default_oid: number | null;
  generated: "" | "s" | "v";
  collation: string | null;
  options: string[] | null;
  comment: string | null;
}

/**
 * Foreign tables, columns and all. Nothing is in them, so another column makes the table anew; only
 * options and comment change in place.
 */
export const foreignTable: PostgresKind<ForeignTableData, Row> = {
  name: "foreign table",
  rank: 4,
  claims: (object) => [
    `relation ${object.schema ?? ""}.${object.name}`,
    `type ${object.schema ?? ""}.${object.name}`,
  ],
  read: {
    query:
      () => `SELECT c.oid, n.nspname AS schema, c.relname AS name, s.srvname AS server, f.ftoptions AS options,
        (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
            'notnull', a.attnotnull, 'expression', pg_get_expr(d.adbin, d.adrelid, true), 'default_oid', d.oid,
            'generated', a.attgenerated, 'options', a.attfdwoptions, 'comment', col_description(c.oid, a.attnum),
            'collation', CASE WHEN a.attcollation <> t.typcollation THEN a.attcollation::regcollation::text END)
            ORDER BY a.attnum)
          FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
          LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
          WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
        (SELECT json_agg(json_build_object('name', k.conname, 'check', pg_get_expr(k.conbin, k.conrelid, true)) ORDER BY k.conname)
          FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c') AS checks,
        obj_description(c.oid, 'pg_class') AS comment
      FROM pg_foreign_table f JOIN pg_class c ON c.oid = f.ftrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_foreign_server s ON s.oid = f.ftserver
      WHERE ${standsAlone("c")} AND ${ownSchema("n.nspname")} AND ${notOwned("pg_class", "c.oid")}`,
    object(row, context) {
      const id = `foreign table ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_class", row.oid);
      for (const { default_oid } of row.columns ?? [])
        if (default_oid !== null) context.at(id, "pg_attrdef", default_oid);
      const checks = (row.checks ?? []).map(({ name, check }) => [name, expression(check)]);
      return {
        id,
        kind: "foreign table",
        ...context.schema(row.schema),
        name: row.name,
        data: {
          server: row.server,
          ...foreignOptions(row.options),
          columns: Object.fromEntries((row.columns ?? []).map((c) => [c.name, columnOf(c)])),
          ...(checks.length > 0 && {
            checks: Object.fromEntries(checks) as { [name: string]: Sql },
          }),
          ...spec<{ comment?: string }>({ comment: row.comment }),
        },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createForeignTable", name, { ...(schema && { schema }), ...data }),
  ],
  drop: (object) => [operation("dropForeignTable", object.name, ...inSchemaOf(object))],
  alter(from, to) {
    const fixed = ({ server, columns, checks = {} }: ForeignTableData) => [server, columns, checks];
    if (!sameData(fixed(from.data), fixed(to.data))) return undefined;
    const changes = {
      ...(to.schema && { schema: to.schema }),
      ...optionChanges(from.data, to.data),
      ...commentChange(from.data, to.data),
    };
    return { operations: [operation("alterForeignTable", to.name, changes)] };
  },
};

/** Neither a partition nor an heir of another table. */
export function standsAlone(alias: string): string {
  return `${alias}.relkind = 'f' AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = ${alias}.oid)`;
}

function columnOf(row: ColumnRow): ForeignColumnSpec {
  const type = shortType(row.type);
  const as = row.expression === null ? undefined : expression(row.expression);
  return {
    ...spec<ForeignColumnSpec>({ type, notNull: row.notnull }),
    ...(as &&
      row.generated !== "" && { generated: row.generated === "v" ? { as, virtual: true } : as }),
    ...(row.expression !== null &&
      row.generated === "" && { default: defaultOf(row.expression, type) }),
    ...(row.collation !== null && { collation: collationName(row.collation) }),
    ...foreignOptions(row.options),
    ...(row.comment !== null && { comment: row.comment }),
  };
}

export const foreignTableCompilers: Compilers<
  "createForeignTable" | "dropForeignTable" | "alterForeignTable"
> = {
  createForeignTable: ({ args: [name, table] }) => {
    const target = qualified(name, table.schema);
    const columns = Object.entries(table.columns);
    const lines = [
      ...columns.map(([column, { options, ...rest }]) =>
        columnClause(column, { ...rest, type: `${rest.type}${optionsClause(options)}` }),
      ),
      ...Object.entries(table.checks ?? {}).map(
        ([check, { text }]) => `CONSTRAINT ${ident(check)} CHECK (${text})`,
      ),
    ];
    const body = lines.length > 0 ? `(\n  ${lines.join(",\n  ")}\n)` : "()";
    return [
      {
        sql: `CREATE FOREIGN TABLE ${ifNotExists(table)}${target} ${body} SERVER ${ident(table.server)}${optionsClause(table.options)}`,
      },
      ...commentOn(`FOREIGN TABLE ${target}`, table.comment),
      ...columns.flatMap(([column, { comment }]) =>
        commentOn(`COLUMN ${target}.${ident(column)}`, comment),
      ),
    ];
  },
  dropForeignTable: ({ args: [name, options] }) => [
    { sql: `DROP FOREIGN TABLE ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  alterForeignTable: ({ args: [name, { schema, options, comment }] }) => {
    const target = `FOREIGN TABLE ${qualified(name, schema)}`;
    const changes = optionChangesClause(options);
    return [
      ...(changes === "" ? [] : [{ sql: `ALTER ${target}${changes}` }]),
      ...commentOn(target, comment),
    ];
  },
};
