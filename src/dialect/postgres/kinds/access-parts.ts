import type { AclEntry } from "../access.js";
import { ownSchema, type SystemCatalog } from "../kind.js";
import { quoteText } from "../quote.js";
import { keptIn } from "./kept.js";
import { ofThisDatabase } from "./subscription-parameters.js";

/** An object that has an owner, and maybe privileges, as the catalogs hold it. */
export interface AccessRow {
  major: number;
  system: SystemCatalog;
  oid: number;
  sub: number;
  /** `relkind`, `prokind`, the index method of an operator class or family, or nothing. */
  kind: string;
  schema: string | null;
  name: string;
  column: string | null;
  /** The types of a routine's arguments, or of an operator's; a prefix operator has no left one. */
  signature: (string | null)[] | null;
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
  return granted
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

/** What has an owner, as far as that is neither the role that reads nor `role`. */
export function ownerQuery(major: number, role: string | undefined): string {
  const others = (name: string) =>
    `${name} <> current_user${role === undefined ? "" : ` AND ${name} <> ${quoteText(role)}`}`;
  return [...granted.filter(({ owned }) => owned !== false), ...onlyOwned]
    .map((part) =>
      partQuery(
        part,
        major,
        "NULL::json",
        `${others(ownerName(part))} AND ${part.owned ?? "true"}`,
      ),
    )
    .join("\n  UNION ALL ");
}

function partQuery(part: Part, major: number, acl: string, condition: string): string {
  const { schema } = part;
  const where = [condition, part.where, schema && ownSchema("n.nspname")].filter(Boolean);
  return `SELECT ${major} AS major, '${part.system}' AS system, ${part.oid}::int8::float8 AS oid,
      ${part.sub ?? "0"} AS sub, (${part.kind ?? "''"})::text AS kind, ${schema ? "n.nspname" : "NULL"} AS schema,
      ${part.name} AS name, ${part.column ?? "NULL"} AS column, ${part.signature ?? "NULL::json"} AS signature,
      ${ownerName(part)} AS owner, ${acl} AS acl
    FROM ${part.from}${schema ? ` JOIN pg_namespace n ON n.oid = ${schema}` : ""} WHERE ${where.join(" AND ")}`;
}

function ownerName({ owner, remembered }: Part): string {
  return remembered ? owner : `pg_get_userbyid(${owner})`;
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
  readonly where?: string;
  /** What has an owner of its own. */
  readonly owned?: string | false;
  /** A throwaway database knows the owner by name: the role need not be there. */
  readonly remembered?: true;
}

interface GrantedPart extends Part {
  readonly acl: string;
}

const granted: readonly GrantedPart[] = [
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
    owned: false,
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
  },
  {
    system: "pg_type",
    from: "pg_type t",
    oid: "t.oid",
    schema: "t.typnamespace",
    name: "t.typname",
    owner: "t.typowner",
    acl: "t.typacl",
    // A domain over a list is in the category of lists, and no list of another type.
    where: `(t.typcategory <> 'A' OR t.typtype = 'd') AND t.typtype <> 'm' AND
      (t.typrelid = 0 OR EXISTS (SELECT FROM pg_class c WHERE c.oid = t.typrelid AND c.relkind = 'c'))`,
  },
  {
    system: "pg_foreign_data_wrapper",
    from: "pg_foreign_data_wrapper w",
    oid: "w.oid",
    name: "w.fdwname",
    owner: "w.fdwowner",
    acl: "w.fdwacl",
  },
  {
    system: "pg_foreign_server",
    from: "pg_foreign_server s",
    oid: "s.oid",
    name: "s.srvname",
    owner: "s.srvowner",
    acl: "s.srvacl",
  },
  {
    system: "pg_language",
    from: "pg_language l",
    oid: "l.oid",
    name: "l.lanname",
    owner: "l.lanowner",
    acl: "l.lanacl",
    where: "l.lanpltrusted",
    owned: false,
  },
];

/** What nothing can be granted on: its catalog names the columns alike, behind a prefix. */
function onlyOwner(system: SystemCatalog, prefix: string, more: Partial<Part> = {}): Part {
  return {
    system,
    from: `${system} o`,
    oid: "o.oid",
    name: `o.${prefix}name`,
    owner: `o.${prefix}owner`,
    ...more,
  };
}

function onlyOwnerInSchema(system: SystemCatalog, prefix: string, more: Partial<Part> = {}): Part {
  return onlyOwner(system, prefix, { schema: `o.${prefix}namespace`, ...more });
}

const method = (column: string) => `(SELECT m.amname FROM pg_am m WHERE m.oid = o.${column})`;

const onlyOwned: readonly Part[] = [
  onlyOwnerInSchema("pg_collation", "coll"),
  onlyOwnerInSchema("pg_operator", "opr", {
    signature: `json_build_array(CASE WHEN o.oprleft <> 0 THEN format_type(o.oprleft, NULL) END,
        format_type(o.oprright, NULL))`,
  }),
  onlyOwnerInSchema("pg_opclass", "opc", { kind: method("opcmethod") }),
  onlyOwnerInSchema("pg_opfamily", "opf", { kind: method("opfmethod") }),
  onlyOwnerInSchema("pg_ts_config", "cfg"),
  onlyOwnerInSchema("pg_ts_dict", "dict"),
  onlyOwnerInSchema("pg_statistic_ext", "stx"),
  onlyOwner("pg_event_trigger", "evt"),
  onlyOwner("pg_publication", "pub"),
  onlyOwner("pg_subscription", "sub", {
    oid: "0",
    where: ofThisDatabase,
  }),
  {
    system: "pg_subscription",
    from: `json_each(${keptIn("subscriptions")}) k`,
    oid: "0",
    name: "k.key",
    owner: "k.value->>'owner'",
    remembered: true,
  },
];
