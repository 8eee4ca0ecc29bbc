import { sameData } from "../../../catalog/index.js";
import {
  operation,
  type PublicationOptions,
  type PublicationSpec,
  type Published,
  type PublishedCommand,
  type PublishedTable,
  type TableName,
} from "../../../operation/index.js";
import { expression } from "../expression.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  type PostgresKind,
  type ReadContext,
  spec,
} from "../kind.js";
import { ident, nameList, qualified } from "../quote.js";

interface Row {
  oid: number;
  name: string;
  all_tables: boolean;
  publish: PublishedCommand[];
  via_root: boolean;
  generated: boolean;
  tables:
    | {
        oid: number;
        schema: string;
        table: string;
        columns: string[] | null;
        where: string | null;
      }[]
    | null;
  schemas: { oid: number; schema: string }[] | null;
  comment: string | null;
}

const commands: readonly PublishedCommand[] = ["insert", "update", "delete", "truncate"];

export const publication: PostgresKind<PublicationSpec, Row> = {
  name: "publication",
  rank: 13,
  read: {
    query(major) {
      const detailed = major >= 15;
      const columns = detailed
        ? `(SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a
            WHERE a.attrelid = r.prrelid AND a.attnum = ANY (r.prattrs))`
        : "NULL";
      const schemas = detailed
        ? `(SELECT json_agg(json_build_object('oid', s.oid::int8::float8, 'schema', n.nspname) ORDER BY n.nspname)
            FROM pg_publication_namespace s JOIN pg_namespace n ON n.oid = s.pnnspid WHERE s.pnpubid = p.oid)`
        : "NULL::json";
      return `SELECT p.oid, p.pubname AS name, p.puballtables AS all_tables,
          array_remove(ARRAY[CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
            CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END], NULL) AS publish,
          p.pubviaroot AS via_root, ${major >= 18 ? "p.pubgencols = 's'" : "false"} AS generated,
          (SELECT json_agg(json_build_object('oid', r.oid::int8::float8, 'schema', n.nspname, 'table', c.relname,
              'columns', ${columns}, 'where', ${detailed ? "pg_get_expr(r.prqual, r.prrelid, true)" : "NULL"})
              ORDER BY n.nspname, c.relname)
            FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE r.prpubid = p.oid) AS tables,
          ${schemas} AS schemas, obj_description(p.oid, 'pg_publication') AS comment
        FROM pg_publication p WHERE ${notOwned("pg_publication", "p.oid")}`;
    },
    object(row, context) {
      const id = `publication ${ident(row.name)}`;
      context.at(id, "pg_publication", row.oid);
      for (const { oid } of row.tables ?? []) context.at(id, "pg_publication_rel", oid);
      for (const { oid } of row.schemas ?? []) context.at(id, "pg_publication_namespace", oid);
      const all = row.publish.length === commands.length;
      return {
        id,
        kind: "publication",
        name: row.name,
        data: spec<PublicationSpec>({
          allTables: row.all_tables,
          tables: row.tables?.map((table) => tableOf(table, context)),
          schemas: row.schemas?.map(({ schema }) => context.schema(schema).schema ?? true),
          publish: all ? undefined : row.publish,
          viaRoot: row.via_root,
          generatedColumns: row.generated && "stored",
          comment: row.comment,
        }),
        dependsOn: [],
      };
    },
  },
  create: ({ name, data }) => [operation("createPublication", name, data)],
  drop: ({ name }) => [operation("dropPublication", name)],
  alter(from, to) {
    if (from.data.allTables !== to.data.allTables) return undefined;
    const { publish, viaRoot, generatedColumns } = to.data;
    const drop = missingIn(to.data, from.data);
    const changes = {
      ...(drop && { drop: { ...drop, ...(drop.tables && { tables: drop.tables.map(nameOf) }) } }),
      ...spec<{ add?: Published }>({ add: missingIn(from.data, to.data) }),
      ...(!sameData(from.data.publish, publish) && { publish: publish ?? commands }),
      ...(from.data.viaRoot !== viaRoot && { viaRoot: viaRoot ?? false }),
      ...(from.data.generatedColumns !== generatedColumns && {
        generatedColumns: generatedColumns ?? ("none" as const),
      }),
      ...commentChange(from.data, to.data),
    };
    return { operations: [operation("alterPublication", to.name, changes)] };
  },
};

function tableOf(
  { schema, table, columns, where }: NonNullable<Row["tables"]>[number],
  context: ReadContext,
): PublishedTable {
  return {
    ...context.schema(schema),
    table,
    ...(columns && { columns }),
    ...(where !== null && { where: expression(where) }),
  };
}

function nameOf({ schema, table }: TableName): TableName {
  return schema === undefined ? { table } : { schema, table };
}

/** What one publishes and another does not, or not in the same way. */
function missingIn(other: Published, one: Published): Published | undefined {
  const lacks = <T>(list: readonly T[] = [], wanted: readonly T[] = []) =>
    wanted.filter((item) => !list.some((known) => sameData(known, item)));
  const tables = lacks(other.tables, one.tables);
  const schemas = lacks(other.schemas, one.schemas);
  if (tables.length === 0 && schemas.length === 0) return undefined;
  return { ...(tables.length > 0 && { tables }), ...(schemas.length > 0 && { schemas }) };
}

export const publicationCompilers: Compilers<
  "createPublication" | "dropPublication" | "renamePublication" | "alterPublication"
> = {
  createPublication: ({ args: [name, publication] }) => {
    const target = `PUBLICATION ${ident(name)}`;
    const what = [...tablesText(publication), ...schemasText(publication)];
    const text = [
      `CREATE ${target}`,
      publication.allTables && "FOR ALL TABLES",
      what.length > 0 && `FOR ${what.join(", ")}`,
      optionsText(publication) && `WITH ${optionsText(publication)}`,
    ];
    return [{ sql: text.filter(Boolean).join(" ") }, ...commentOn(target, publication.comment)];
  },
  dropPublication: ({ args: [name, options] }) => [
    { sql: `DROP PUBLICATION ${ifExists(options)}${ident(name)}` },
  ],
  renamePublication: ({ args: [from, to] }) => [
    { sql: `ALTER PUBLICATION ${ident(from)} RENAME TO ${ident(to)}` },
  ],
  alterPublication: ({ args: [name, changes] }) => {
    const target = `PUBLICATION ${ident(name)}`;
    const options = optionsText(changes);
    const actions = [
      ...[...tablesText(changes.drop), ...schemasText(changes.drop)].map((what) => `DROP ${what}`),
      ...[...tablesText(changes.add), ...schemasText(changes.add)].map((what) => `ADD ${what}`),
      ...(options ? [`SET ${options}`] : []),
    ];
    return [
      ...actions.map((action) => ({ sql: `ALTER ${target} ${action}` })),
      ...commentOn(target, changes.comment),
    ];
  },
};

/** `TABLE ONLY vales (id, folio) WHERE (total > 0)`: what inherits from a table is named by itself. */
function tablesText(published: Published | undefined): string[] {
  const list = (published?.tables ?? []).map(({ schema, table, columns, where }) =>
    [
      `ONLY ${qualified(table, schema)}`,
      columns && nameList(columns),
      where && `WHERE (${where.text})`,
    ]
      .filter(Boolean)
      .join(" "),
  );
  return list.length === 0 ? [] : [`TABLE ${list.join(", ")}`];
}

function schemasText(published: Published | undefined): string[] {
  const list = (published?.schemas ?? []).map((s) => (s === true ? "CURRENT_SCHEMA" : ident(s)));
  return list.length === 0 ? [] : [`TABLES IN SCHEMA ${list.join(", ")}`];
}

function optionsText({ publish, viaRoot, generatedColumns }: PublicationOptions): string {
  const options = [
    publish && `publish = '${publish.join(", ")}'`,
    viaRoot !== undefined && `publish_via_partition_root = ${viaRoot}`,
    generatedColumns && `publish_generated_columns = ${generatedColumns}`,
  ].filter(Boolean);
  return options.length === 0 ? "" : `(${options.join(", ")})`;
}
