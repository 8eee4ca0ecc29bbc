import type { ObjectId } from "../../../catalog/index.js";
import type { GrantTarget } from "../../../operation/index.js";
import type { AccessClass, AclEntry } from "../access.js";
import type { TargetWord } from "../grant-target.js";
import { ownSchema, type ReadContext, type SystemCatalog } from "../kind.js";
import { ident, quoteText } from "../quote.js";
import { shortType } from "../type-name.js";
import type { SequenceRow } from "./sequence.js";

/** An object that has an owner and privileges, as the catalogs hold it. */
export interface AccessRow {
  major: number;
  system: SystemCatalog;
  oid: number;
  sub: number;
  /** `relkind`, `prokind` or nothing. */
  kind: string;
  schema: string | null;
  name: string;
  column: string | null;
  /** The types of a routine's arguments. */
  signature: string[] | null;
  owner: string;
  acl: AclEntry[] | null;
}

/**
 * Everything with an access control list, one row each. An object that nobody granted anything on
 * has none, and is left out, as long as no default privileges say that it should have had one. What
 * is granted to a superuser who asks is no grant: it is in the way where that role is not the owner.
 */
export function accessQuery(major: number): string {
  const entries = (acl: string, owner: string) => `(SELECT json_agg(json_build_array(
      CASE WHEN x.grantee = ${owner} THEN 'current_user' ELSE coalesce(g.rolname, 'public') END,
      lower(x.privilege_type), x.is_grantable)) FROM aclexplode(${acl}) x LEFT JOIN pg_roles g ON g.oid = x.grantee
      WHERE NOT coalesce(g.rolsuper AND g.rolname = current_user AND g.oid <> ${owner}, false))`;
  return parts
    .map((part) => {
      const { acl, owner } = part;
      const list = `CASE WHEN ${acl} IS NOT NULL THEN coalesce(${entries(acl, owner)}, '[]') END`;
      return partQuery(
        part,
        major,
        list,
        `(${acl} IS NOT NULL OR EXISTS (SELECT FROM pg_default_acl))`,
      );
    })
    .join("\n  UNION ALL ");
}

/** The same objects, as far as they belong to neither the role that reads nor `role`. */
export function ownerQuery(major: number, role: string | undefined): string {
  const others = (owner: string) =>
    `${owner} <> current_user::regrole${role === undefined ? "" : ` AND pg_get_userbyid(${owner}) <> ${quoteText(role)}`}`;
  return parts
    .filter((part) => part.column === undefined && part.system !== "pg_language")
    .map((part) =>
      partQuery(part, major, "NULL::json", `${others(part.owner)} AND ${part.owned ?? "true"}`),
    )
    .join("\n  UNION ALL ");
}

function partQuery(part: Part, major: number, acl: string, condition: string): string {
  const { schema } = part;
  const where = [condition, part.where, schema && ownSchema("n.nspname")].filter(Boolean);
  return `SELECT ${major} AS major, '${part.system}' AS system, ${part.oid}::int8::float8 AS oid,
      ${part.sub ?? "0"} AS sub, ${part.kind ?? "''"} AS kind, ${schema ? "n.nspname" : "NULL"} AS schema,
      ${part.name} AS name, ${part.column ?? "NULL"} AS column, ${part.signature ?? "NULL::json"} AS signature,
      pg_get_userbyid(${part.owner}) AS owner, ${acl} AS acl
    FROM ${part.from}${schema ? ` JOIN pg_namespace n ON n.oid = ${schema}` : ""} WHERE ${where.join(" AND ")}`;
}

interface Part {
  readonly system: SystemCatalog;
  readonly from: string;
  readonly oid: string;
  readonly sub?: string;
  readonly kind?: string;
  readonly schema?: string;
  readonly name: string;
  readonly column?: string;
  readonly signature?: string;
  readonly owner: string;
  readonly acl: string;
  readonly where: string;
  /** What has an owner of its own. */
  readonly owned?: string;
}

const parts: readonly Part[] = [
  {
    system: "pg_namespace",
    from: "pg_namespace n",
    oid: "n.oid",
    name: "n.nspname",
    owner: "n.nspowner",
    acl: "n.nspacl",
    where: ownSchema("n.nspname"),
    // It is there without anybody making it.
    owned: "n.nspname <> 'public'",
  },
  {
    system: "pg_class",
    from: "pg_class c",
    oid: "c.oid",
    kind: "c.relkind",
    schema: "c.relnamespace",
    name: "c.relname",
    owner: "c.relowner",
    acl: "c.relacl",
    where: "c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND c.relpersistence <> 't'",
    // A sequence belongs to whom its table does.
    owned: `NOT (c.relkind = 'S' AND EXISTS (SELECT FROM pg_depend d WHERE d.classid = 1259 AND d.objid = c.oid
      AND d.refclassid = 1259 AND d.deptype IN ('a', 'i')))`,
  },
  {
    system: "pg_class",
    from: "pg_attribute a JOIN pg_class c ON c.oid = a.attrelid",
    oid: "c.oid",
    sub: "a.attnum",
    kind: "c.relkind",
    schema: "c.relnamespace",
    name: "c.relname",
    column: "a.attname",
    owner: "c.relowner",
    acl: "a.attacl",
    where: "a.attacl IS NOT NULL AND NOT a.attisdropped",
  },
  {
    system: "pg_proc",
    from: "pg_proc p",
    oid: "p.oid",
    kind: "p.prokind",
    schema: "p.pronamespace",
    name: "p.proname",
    signature: `(SELECT coalesce(json_agg(format_type(u.type, NULL) ORDER BY u.i), '[]')
        FROM unnest(p.proargtypes) WITH ORDINALITY u(type, i))`,
    owner: "p.proowner",
    acl: "p.proacl",
    where: "true",
  },
  {
    system: "pg_type",
    from: "pg_type t",
    oid: "t.oid",
    schema: "t.typnamespace",
    name: "t.typname",
    owner: "t.typowner",
    acl: "t.typacl",
    where: `t.typcategory <> 'A' AND t.typtype <> 'm' AND
      (t.typrelid = 0 OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))`,
  },
  {
    system: "pg_foreign_data_wrapper",
    from: "pg_foreign_data_wrapper w",
    oid: "w.oid",
    name: "w.fdwname",
    owner: "w.fdwowner",
    acl: "w.fdwacl",
    where: "true",
  },
  {
    system: "pg_foreign_server",
    from: "pg_foreign_server s",
    oid: "s.oid",
    name: "s.srvname",
    owner: "s.srvowner",
    acl: "s.srvacl",
    where: "true",
  },
  {
    system: "pg_language",
    from: "pg_language l",
    oid: "l.oid",
    name: "l.lanname",
    owner: "l.lanowner",
    acl: "l.lanacl",
    where: "l.lanpltrusted",
  },
];

/** The object a row is about; nothing where it is an extension's, or of a kind not compared. */
export interface AccessTarget {
  readonly class: AccessClass;
  readonly on: GrantTarget & { readonly columns?: readonly string[] };
  readonly label: string;
  readonly parent?: ObjectId;
  readonly schema?: string;
  /** Of a column: the label of its table. */
  readonly table?: string;
}

export function ownerId(label: string): ObjectId {
  return `owner of ${label}`;
}

export function targetOf(row: AccessRow, context: ReadContext): AccessTarget | undefined {
  if (row.system === "pg_namespace") return schemaTarget(row, context);
  const parent = parentOf(row, context);
  const [kind, word] = classify(row);
  if (parent === undefined && kind !== "language") return undefined;
  // The constructors of a range type are no functions of their own.
  if (row.system === "pg_proc" && !parent?.startsWith(`${word} `)) return undefined;
  const inSchema = row.schema === null ? {} : context.schema(row.schema);
  const args = row.signature?.map(shortType).join(", ");
  const on = { ...inSchema, [word]: row.name, ...(args && { args }) } as unknown as GrantTarget;
  return {
    class: kind,
    on: row.column === null ? on : { ...on, columns: [row.column] },
    label: labelOf(row, context) ?? parent!,
    ...(parent !== undefined && { parent }),
    ...inSchema,
    ...(row.column !== null && { table: context.found("pg_class", row.oid)! }),
  };
}

/** Of what is not always an object of its own. */
function labelOf(row: AccessRow, context: ReadContext): string | undefined {
  if (row.column !== null) return `column ${context.name(row.schema!, row.name, row.column)}`;
  if (row.kind === "S") return `sequence ${context.name(row.schema!, row.name)}`;
  return row.system === "pg_language" ? `language ${ident(row.name)}` : undefined;
}

/** The target schema and `public` are there without anybody making them. */
function schemaTarget(row: AccessRow, context: ReadContext): AccessTarget {
  const { schema } = context.schema(row.name);
  const parent = context.found("pg_namespace", row.oid);
  return {
    class: row.name === "public" ? "public schema" : "schema",
    on: { schema: schema ?? true },
    label: schema === undefined ? "the target schema" : `schema ${ident(schema)}`,
    ...(parent !== undefined && { parent }),
    ...(schema !== undefined && { schema }),
  };
}

/** The sequence of an identity or serial column goes with the column. */
function parentOf(row: AccessRow, context: ReadContext): ObjectId | undefined {
  const found = context.found(row.system, row.oid, row.sub);
  if (found !== undefined || row.kind !== "S") return found;
  const sequence = carriedSequences(context).get(row.oid);
  return sequence && context.found("pg_class", sequence.owner_table!, sequence.owner_column!);
}

const carried = new WeakMap<ReadContext, Map<number, SequenceRow>>();

function carriedSequences(context: ReadContext): Map<number, SequenceRow> {
  let index = carried.get(context);
  if (!index) {
    index = new Map();
    for (const row of context.rows<SequenceRow>("sequence"))
      if (row.owner_table !== null) index.set(row.oid, row);
    carried.set(context, index);
  }
  return index;
}

const relations: Readonly<Record<string, TargetWord>> = {
  r: "table",
  p: "table",
  v: "view",
  m: "materializedView",
  f: "foreignTable",
};

function classify(row: AccessRow): [AccessClass, TargetWord] {
  switch (row.system) {
    case "pg_proc":
      return [
        "function",
        row.kind === "p" ? "procedure" : row.kind === "a" ? "aggregate" : "function",
      ];
    case "pg_type":
      return ["type", "type"];
    case "pg_foreign_data_wrapper":
      return ["foreign data wrapper", "foreignDataWrapper"];
    case "pg_foreign_server":
      return ["foreign server", "foreignServer"];
    case "pg_language":
      return ["language", "language"];
    default:
      if (row.kind === "S") return ["sequence", "sequence"];
      return [row.column === null ? "table" : "column", relations[row.kind] ?? "table"];
  }
}
