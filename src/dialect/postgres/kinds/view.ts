import { sameData } from "../../../catalog/index.js";
import {
  type OperationArguments,
  operation,
  type Sql,
  type Statement,
  sql,
  type ViewSpec,
} from "../../../operation/index.js";
import { canonicalArrays, expression } from "../expression.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  commentsOn,
  inSchema,
  inSchemaOf,
  notOwned,
  ownSchema,
  type PostgresKind,
  settingChange,
  spec,
} from "../kind.js";
import { ident, nameList, qualified } from "../quote.js";
import { shortType } from "../type-name.js";

export interface ViewData {
  readonly as: Sql;
  readonly checkOption?: "local" | "cascaded";
  readonly securityBarrier?: boolean;
  readonly securityInvoker?: boolean;
  readonly defaults?: { readonly [column: string]: Sql };
  readonly comment?: string;
  readonly comments?: { readonly [column: string]: string };
  /** Names and types of its columns: what a replacement has to keep. */
  readonly output: readonly (readonly [string, string])[];
}

export interface ViewRow {
  oid: number;
  rule: number;
  schema: string;
  name: string;
  definition: string;
  options: string[] | null;
  method: string;
  populated: boolean;
  output: [string, string][];
  defaults: { oid: number; column: string; expression: string }[] | null;
  comment: string | null;
  comments: { [column: string]: string } | null;
}

/** Views (`v`) or materialized views (`m`). */
export function viewQuery(relkind: "v" | "m"): string {
  return `SELECT c.oid, r.oid AS rule, n.nspname AS schema, c.relname AS name,
      pg_get_viewdef(c.oid, true) AS definition, c.reloptions AS options, am.amname AS method,
      c.relispopulated AS populated, obj_description(c.oid, 'pg_class') AS comment,
      (SELECT json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS output,
      (SELECT json_object_agg(a.attname, d.description ORDER BY a.attnum) FROM pg_description d
        JOIN pg_attribute a ON a.attrelid = d.objoid AND a.attnum = d.objsubid
        WHERE d.classoid = 1259 AND d.objoid = c.oid AND d.objsubid > 0) AS comments,
      (SELECT json_agg(json_build_object('oid', d.oid::int8, 'column', a.attname, 'expression', pg_get_expr(d.adbin, c.oid, true))
          ORDER BY a.attnum) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum
        WHERE d.adrelid = c.oid) AS defaults
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_rewrite r ON r.ev_class = c.oid AND r.rulename = '_RETURN'
    LEFT JOIN pg_am am ON am.oid = c.relam
    WHERE c.relkind = '${relkind}' AND ${ownSchema("n.nspname")} AND ${notOwned("pg_class", "c.oid")}`;
}

/** The query of a view as the server writes it, without the closing semicolon. */
export function viewQueryText(row: ViewRow): Sql {
  return sql.raw(canonicalArrays(row.definition.trim().replace(/;$/, "")));
}

export const view: PostgresKind<ViewData, ViewRow> = {
  name: "view",
  rank: 5,
  claims: (object) => [`relation ${object.schema ?? ""}.${object.name}`],
  read: {
    query: () => viewQuery("v"),
    object(row, context) {
      const id = `view ${context.name(row.schema, row.name)}`;
      context.at(id, "pg_class", row.oid);
      context.at(id, "pg_rewrite", row.rule);
      const defaults = row.defaults ?? [];
      for (const { oid } of defaults) context.at(id, "pg_attrdef", oid);
      const options = new Map((row.options ?? []).map((o) => o.split("=") as [string, string]));
      return {
        id,
        kind: "view",
        ...context.schema(row.schema),
        name: row.name,
        data: {
          as: viewQueryText(row),
          ...spec<Partial<ViewData>>({
            checkOption: options.get("check_option") as "local" | undefined,
            securityBarrier: options.get("security_barrier") === "true",
            securityInvoker: /^(?:true|on|1)$/.test(options.get("security_invoker") ?? ""),
            defaults: row.defaults && defaultsOf(row.defaults),
            comment: row.comment,
            comments: row.comments,
          }),
          output: row.output.map(([name, type]) => [name, shortType(type)]),
        },
        dependsOn: [],
      };
    },
  },
  create: ({ name, schema, data }) => [operation("createView", name, viewSpec(schema, data))],
  drop: (object) => [operation("dropView", object.name, ...inSchemaOf(object))],
  alter(from, to) {
    const changes = { ...viewComments(from.data, to.data), ...defaultChange(from.data, to.data) };
    if (sameData(fixed(from.data), fixed(to.data)))
      return { operations: [operation("alterView", to.name, { ...inSchema(to), ...changes })] };
    const kept = from.data.output.every((column, i) => sameData(column, to.data.output[i]));
    if (!kept) return undefined;
    const removed = onlyRemoved(changes);
    return {
      operations: [
        operation("replaceView", to.name, viewSpec(to.schema, to.data)),
        ...(removed ? [operation("alterView", to.name, { ...inSchema(to), ...removed })] : []),
      ],
    };
  },
};

/** What no ALTER VIEW changes. */
function fixed({ comment: _, comments: __, defaults: ___, ...view }: ViewData): object {
  return view;
}

function defaultsOf(rows: NonNullable<ViewRow["defaults"]>): ViewData["defaults"] {
  return Object.fromEntries(rows.map(({ column, expression: text }) => [column, expression(text)]));
}

type Changes = OperationArguments["alterView"][1];

function defaultChange(
  { defaults: from = {} }: ViewData,
  { defaults: to = {} }: ViewData,
): Changes {
  const columns = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  const changed = columns.filter((column) => !sameData(from[column], to[column]));
  if (changed.length === 0) return {};
  return { defaults: Object.fromEntries(changed.map((column) => [column, to[column] ?? null])) };
}

type Comments = Pick<ViewData, "comment" | "comments">;
type CommentChanges = { comment?: string | null; comments?: { [column: string]: string | null } };

/** What changed among the comments on a view and on its columns. */
export function viewComments(from: Comments, to: Comments): CommentChanges {
  const comments = settingChange(from.comments, to.comments);
  return { ...commentChange(from, to), ...(comments && { comments }) };
}

/** What a replacement, which brings its comments along, leaves behind. */
function onlyRemoved({ comment, comments, defaults }: Changes): Changes | undefined {
  const gone = {
    ...(comment === null && { comment }),
    ...nullsOf("comments", comments),
    ...nullsOf("defaults", defaults),
  };
  return Object.keys(gone).length === 0 ? undefined : gone;
}

function nullsOf(name: "comments" | "defaults", changes: object = {}): Changes {
  const gone = Object.entries(changes).filter(([, value]) => value === null);
  return gone.length === 0 ? {} : { [name]: Object.fromEntries(gone) };
}

function viewSpec(schema: string | undefined, { output: _, ...data }: ViewData): ViewSpec {
  return { ...(schema && { schema }), ...data };
}

export const viewCompilers: Compilers<
  "createView" | "replaceView" | "dropView" | "renameView" | "alterView"
> = {
  createView: ({ args: [name, view] }) => createView("CREATE VIEW", name, view),
  replaceView: ({ args: [name, view] }) => createView("CREATE OR REPLACE VIEW", name, view),
  dropView: ({ args: [name, options] }) => [
    { sql: `DROP VIEW ${ifExists(options)}${qualified(name, options?.schema)}` },
  ],
  renameView: ({ args: [from, to, options] }) => [
    { sql: `ALTER VIEW ${qualified(from, options?.schema)} RENAME TO ${ident(to)}` },
  ],
  alterView: ({ args: [name, { schema, defaults, comment, comments }] }) => [
    ...defaultStatements(qualified(name, schema), defaults),
    ...commentOn(`VIEW ${qualified(name, schema)}`, comment),
    ...commentsOn(qualified(name, schema), comments),
  ],
};

function createView(start: string, name: string, view: ViewSpec): Statement[] {
  const target = qualified(name, view.schema);
  const options = [
    view.securityBarrier && "security_barrier = true",
    view.securityInvoker && "security_invoker = true",
    view.checkOption && `check_option = ${view.checkOption}`,
  ].filter(Boolean);
  const text = [
    `${start} ${target}`,
    view.columns && nameList(view.columns),
    options.length > 0 && `WITH (${options.join(", ")})`,
    `AS\n${view.as.text}`,
  ];
  return [
    { sql: text.filter(Boolean).join(" ") },
    ...defaultStatements(target, view.defaults),
    ...commentOn(`VIEW ${target}`, view.comment),
    ...commentsOn(target, view.comments),
  ];
}

function defaultStatements(target: string, defaults: Changes["defaults"] = {}): Statement[] {
  return Object.entries(defaults).map(([column, value]) => ({
    sql: `ALTER VIEW ${target} ALTER COLUMN ${ident(column)} ${value ? `SET DEFAULT ${value.text}` : "DROP DEFAULT"}`,
  }));
}
