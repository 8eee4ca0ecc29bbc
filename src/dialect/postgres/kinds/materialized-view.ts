import { sameData } from "../../../catalog/index.js";
import { type MaterializedViewSpec, operation, type Sql } from "../../../operation/index.js";
import { concurrently } from "../concurrently.js";
import { ifExists, ifNotExists } from "../if-exists.js";
import {
  type Compilers,
  commentOn,
  commentsOn,
  inSchemaOf,
  optionActions,
  optionChange,
  optionsOf,
  optionText,
  type PostgresKind,
  spec,
} from "../kind.js";
import { ident, nameList, qualified } from "../quote.js";
import { shortType } from "../type-name.js";
import { clusterOn } from "./table-index.js";
import { type ViewRow, viewComments, viewQuery, viewQueryText } from "./view.js";

export type MaterializedViewData = Omit<MaterializedViewSpec, "schema" | "columns"> & {
  readonly as: Sql;
};

export const materializedView: PostgresKind<MaterializedViewData, ViewRow> = {
  name: "materialized view",
  rank: 5,
  claims: (object) => [`relation ${object.schema ?? ""}.${object.name}`],
  read: {
    query: () => viewQuery("m"),
    object(row, context) {
      const id = `materialized view ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_class", row.oid);
      context.at(id, "pg_rewrite", row.rule);
      return {
        id,
        kind: "materialized view",
        ...context.schema(row.schema),
        name: row.name,
        data: {
          as: viewQueryText(row),
          ...spec<Partial<MaterializedViewData>>({
            accessMethod: row.method === "heap" ? undefined : row.method,
            with: optionsOf(row.options),
          }),
          ...(!row.populated && { data: false }),
          ...spec<Partial<MaterializedViewData>>({ comment: row.comment, comments: row.comments }),
        },
        incidental: { output: row.output.map(([name, type]) => [name, shortType(type)]) },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [
    operation("createMaterializedView", name, { ...(schema && { schema }), ...data }),
  ],
  drop: (object) => [operation("dropMaterializedView", object.name, ...inSchemaOf(object))],
  alter(from, to) {
    const { comment: _, comments: __, with: formerWith, ...former } = from.data;
    const { comment: ___, comments: ____, with: wantedWith, ...wanted } = to.data;
    if (!sameData(former, wanted)) return undefined;
    const changes = {
      ...(to.schema && { schema: to.schema }),
      ...optionChange(formerWith, wantedWith),
      ...viewComments(from.data, to.data),
    };
    return { operations: [operation("alterMaterializedView", to.name, changes)] };
  },
};

export const materializedViewCompilers: Compilers<
  | "createMaterializedView"
  | "dropMaterializedView"
  | "renameMaterializedView"
  | "refreshMaterializedView"
  | "alterMaterializedView"
> = {
  createMaterializedView: ({ args: [name, view] }) => {
    const target = qualified(name, view.schema);
    const text = [
      `CREATE MATERIALIZED VIEW ${ifNotExists(view)}${target}`,
      view.columns && nameList(view.columns),
      view.accessMethod && `USING ${view.accessMethod}`,
      view.with && `WITH (${optionText(view.with)})`,
      `AS\n${view.as.text}${view.data === false ? "\nWITH NO DATA" : ""}`,
    ];
    return [
      { sql: text.filter(Boolean).join(" ") },
      ...(view.clusterOn
        ? [{ sql: `ALTER MATERIALIZED VIEW ${target} ${clusterOn(view.clusterOn)}` }]
        : []),
      ...commentOn(`MATERIALIZED VIEW ${target}`, view.comment),
      ...commentsOn(target, view.comments),
    ];
  },
  dropMaterializedView: ({ args: [name, options] }) => [
    { sql: `DROP MATERIALIZED VIEW ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  renameMaterializedView: ({ args: [from, to, options] }) => [
    { sql: `ALTER MATERIALIZED VIEW ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  refreshMaterializedView: ({ args: [name, options] }) => [
    {
      sql: `REFRESH MATERIALIZED VIEW ${concurrently(options)}${qualified(name, options?.schema)}`,
    },
  ],
  alterMaterializedView: ({ args: [name, changes] }) => {
    const target = `MATERIALIZED VIEW ${qualified(name, changes.schema)}`;
    return [
      ...[
        ...optionActions(changes.with),
        ...(changes.clusterOn === undefined ? [] : [clusterOn(changes.clusterOn)]),
      ].map((action) => ({ sql: `ALTER ${target} ${action}` })),
      ...commentOn(target, changes.comment),
      ...commentsOn(qualified(name, changes.schema), changes.comments),
    ];
  },
};
