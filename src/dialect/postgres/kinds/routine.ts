import type { CatalogObject } from "../../../catalog/index.js";
import { sameData } from "../../../catalog/index.js";
import {
  type AnyOperation,
  operation,
  type RoutineSpec,
  type Statement,
  sql,
} from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { ident, qualified, quoteText } from "../quote.js";
import { shortType } from "../type-name.js";
import { belongsToType, comesWithType } from "../unsupported-types.js";

export interface RoutineData extends Omit<RoutineSpec, "schema"> {
  /** The types of its arguments: what tells it from others of its name. */
  readonly signature: string;
}

interface Row {
  oid: number;
  schema: string;
  name: string;
  signature: string[];
  args: string;
  returns: string | null;
  language: string;
  body: string;
  object_file: string | null;
  sql_body: string | null;
  volatility: "i" | "s" | "v";
  strict: boolean;
  definer: boolean;
  leakproof: boolean;
  window: boolean;
  parallel: "s" | "r" | "u";
  cost: number;
  rows: number;
  returns_set: boolean;
  config: string[] | null;
  comment: string | null;
}

function routineKind(kind: "function" | "procedure"): PostgresKind<RoutineData, Row> {
  const function_ = kind === "function";
  return {
    name: kind,
    rank: function_ ? 4 : 12,
    claims: ({ name, schema, data }) => [`routine ${schema ?? ""}.${name}(${data.signature})`],
    read: {
      query: (major) => `SELECT p.oid, n.nspname AS schema, p.proname AS name,
          (SELECT coalesce(json_agg(format_type(t.oid, NULL) ORDER BY u.i), '[]')
            FROM unnest(p.proargtypes) WITH ORDINALITY u(type, i) JOIN pg_type t ON t.oid = u.type) AS signature,
          pg_get_function_arguments(p.oid) AS args, pg_get_function_result(p.oid) AS returns,
          l.lanname AS language, p.prosrc AS body, p.probin AS object_file, ${major >= 14 ? "pg_get_function_sqlbody(p.oid)" : "NULL"} AS sql_body,
          p.provolatile AS volatility, p.proisstrict AS strict, p.prosecdef AS definer, p.proleakproof AS leakproof,
          p.prokind = 'w' AS window, p.proparallel AS parallel, p.procost AS cost, p.prorows AS rows,
          p.proretset AS returns_set, p.proconfig AS config, obj_description(p.oid, 'pg_proc') AS comment
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
        WHERE p.prokind IN (${function_ ? "'f', 'w'" : "'p'"})
          AND NOT ${comesWithType("p.oid")} AND NOT (l.lanname IN ('c', 'internal') AND ${belongsToType("p.oid")})
          AND ${ownSchema("n.nspname")} AND ${notOwned("pg_proc", "p.oid")}`,
      object(row, context) {
        const signature = row.signature.map(shortType).join(", ");
        const id = `${kind} ${context.name(row.schema, row.name)}(${signature})`;
        context.at(id, "pg_proc", row.oid);
        return {
          id,
          kind,
          ...context.schema(row.schema),
          name: row.name,
          data: { ...routineData(row), signature },
          dependsOn: [],
        };
      },
    },
    create: ({ name, schema, data }) => [
      operation(function_ ? "createFunction" : "createProcedure", name, routineSpec(schema, data)),
    ],
    drop: (object) => [
      operation(function_ ? "dropFunction" : "dropProcedure", object.name, ...signatureOf(object)),
    ],
    alter(from, to) {
      const { comment: _, ...former } = from.data;
      const { comment: __, ...wanted } = to.data;
      const comment = commentChange(from.data, to.data);
      const [signature = {}] = signatureOf(to);
      const commented = operation(function_ ? "alterFunction" : "alterProcedure", to.name, {
        ...signature,
        ...comment,
      });
      if (sameData(former, wanted)) return { operations: [commented] };
      if (former.args !== wanted.args || former.returns !== wanted.returns) return undefined;
      const replace = function_ ? "replaceFunction" : "replaceProcedure";
      const operations: AnyOperation[] = [
        operation(replace, to.name, routineSpec(to.schema, to.data)),
      ];
      return { operations: comment.comment === null ? [...operations, commented] : operations };
    },
  };
}

export const functionKind = routineKind("function");
export const procedure = routineKind("procedure");

function routineData(row: Row): Omit<RoutineData, "signature"> {
  const volatility = { i: "immutable", s: "stable", v: undefined } as const;
  const parallel = { s: "safe", r: "restricted", u: undefined } as const;
  return spec<Omit<RoutineData, "signature">>({
    args: row.args === "" ? undefined : row.args,
    returns: row.returns === null ? undefined : shortType(row.returns),
    language: row.language === "sql" ? undefined : row.language,
    body: row.sql_body === null ? row.body : undefined,
    objectFile: row.object_file,
    sqlBody: row.sql_body === null ? undefined : sql.raw(row.sql_body),
    volatility: volatility[row.volatility],
    strict: row.strict,
    securityDefiner: row.definer,
    leakproof: row.leakproof,
    window: row.window,
    parallel: parallel[row.parallel],
    cost: row.cost === 100 ? undefined : row.cost,
    rows: row.rows === (row.returns_set ? 1000 : 0) ? undefined : row.rows,
    set: row.config === null ? undefined : Object.fromEntries(row.config.map(splitSetting)),
    comment: row.comment,
  });
}

function splitSetting(setting: string): [string, string] {
  const at = setting.indexOf("=");
  return [setting.slice(0, at), setting.slice(at + 1)];
}

function routineSpec(
  schema: string | undefined,
  { signature: _, ...data }: RoutineData,
): RoutineSpec {
  return { ...(schema && { schema }), ...data };
}

function signatureOf({ schema, data }: CatalogObject<RoutineData>) {
  const signature = {
    ...(schema && { schema }),
    ...(data.signature !== "" && { args: data.signature }),
  };
  return Object.keys(signature).length > 0 ? ([signature] as const) : ([] as const);
}

export const routineCompilers: Compilers<
  | "createFunction"
  | "replaceFunction"
  | "dropFunction"
  | "renameFunction"
  | "alterFunction"
  | "createProcedure"
  | "replaceProcedure"
  | "dropProcedure"
  | "renameProcedure"
  | "alterProcedure"
> = {
  createFunction: ({ args: [name, routine] }) => create("CREATE FUNCTION", name, routine),
  replaceFunction: ({ args: [name, routine] }) =>
    create("CREATE OR REPLACE FUNCTION", name, routine),
  dropFunction: ({ args: [name, s] }) => [
    { sql: `DROP FUNCTION ${ifExists(s)}${target(name, s)}` },
  ],
  renameFunction: ({ args: [from, to, s] }) => [
    { sql: `ALTER FUNCTION ${target(from, s)} RENAME TO ${ident(to)}` },
  ],
  alterFunction: ({ args: [name, s] }) => commentOn(`FUNCTION ${target(name, s)}`, s.comment),
  createProcedure: ({ args: [name, routine] }) => create("CREATE PROCEDURE", name, routine),
  replaceProcedure: ({ args: [name, routine] }) =>
    create("CREATE OR REPLACE PROCEDURE", name, routine),
  dropProcedure: ({ args: [name, s] }) => [
    { sql: `DROP PROCEDURE ${ifExists(s)}${target(name, s)}` },
  ],
  renameProcedure: ({ args: [from, to, s] }) => [
    { sql: `ALTER PROCEDURE ${target(from, s)} RENAME TO ${ident(to)}` },
  ],
  alterProcedure: ({ args: [name, s] }) => commentOn(`PROCEDURE ${target(name, s)}`, s.comment),
};

function target(name: string, signature: { schema?: string; args?: string } | undefined): string {
  return `${qualified(name, signature?.schema)}(${signature?.args ?? ""})`;
}

function create(start: string, name: string, routine: RoutineSpec): Statement[] {
  const settings = Object.entries(routine.set ?? {});
  const lines = [
    `${start} ${qualified(name, routine.schema)}(${routine.args ?? ""})`,
    routine.returns && `RETURNS ${routine.returns}`,
    `LANGUAGE ${ident(routine.language ?? "sql")}`,
    attributes(routine),
    ...settings.map(
      ([parameter, value]) => `SET ${parameter} TO ${settingValue(parameter, value)}`,
    ),
    bodyClause(routine),
  ];
  const what = start.replace(/^CREATE (?:OR REPLACE )?/, "");
  // Defaults and argument names may stand in a comment's target, so the arguments serve as they are.
  const commented = `${what} ${qualified(name, routine.schema)}`;
  return [
    { sql: lines.filter(Boolean).join("\n") },
    ...commentOn(`${commented}(${withoutDefaults(routine.args ?? "")})`, routine.comment),
  ];
}

function bodyClause({ sqlBody, objectFile, body = "" }: RoutineSpec): string {
  if (sqlBody) return sqlBody.text;
  return `AS ${objectFile === undefined ? "" : `${quoteText(objectFile)}, `}${dollarQuoted(body)}`;
}

function attributes(routine: RoutineSpec): string {
  return [
    routine.window && "WINDOW",
    routine.volatility?.toUpperCase(),
    routine.strict && "STRICT",
    routine.securityDefiner && "SECURITY DEFINER",
    routine.leakproof && "LEAKPROOF",
    routine.parallel && `PARALLEL ${routine.parallel.toUpperCase()}`,
    routine.cost !== undefined && `COST ${routine.cost}`,
    routine.rows !== undefined && `ROWS ${routine.rows}`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** Lists of names stay lists; `search_path` is one. */
function settingValue(parameter: string, value: string): string {
  if (parameter === "search_path" || parameter === "temp_tablespaces")
    return value === "" || value === '""' ? "''" : value;
  return quoteText(value);
}

/** `a integer DEFAULT 1, b text` names a function as `a integer, b text`. */
function withoutDefaults(args: string): string {
  let depth = 0;
  let quoted = false;
  let skipping = false;
  let text = "";
  for (let i = 0; i < args.length; i++) {
    const c = args[i]!;
    if (c === "'") quoted = !quoted;
    if (!quoted && (c === "(" || c === "[")) depth++;
    if (!quoted && (c === ")" || c === "]")) depth--;
    if (!quoted && depth === 0 && c === ",") skipping = false;
    if (!quoted && depth === 0 && /^ (?:DEFAULT |= )/i.test(args.slice(i, i + 9))) skipping = true;
    if (!skipping) text += c;
  }
  return text;
}

/** Between dollar signs, with a tag the text does not have. */
function dollarQuoted(body: string): string {
  let tag = "$$";
  for (let i = 0; body.includes(tag) || (i === 0 && body.endsWith("$")); i++)
    tag = `$body${i || ""}$`;
  return `${tag}${body}${tag}`;
}
