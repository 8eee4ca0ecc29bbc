import { quoteText } from "../dialect/index.js";
import type { Attempts } from "./row-attempts.js";
import { candidatesFor, mine } from "./row-candidates.js";

/** A column's type, taken apart as far as it takes to make values of it. */
export interface ValueType {
  /** Without schema, modifiers and list mark. */
  readonly name: string;
  /** `["10", "2"]` of `numeric(10,2)`. */
  readonly modifiers: readonly string[];
  /** What text is cast to where an expression needs the type. */
  readonly cast: string;
  /** The only values there are: of an enum, or found to satisfy a domain. */
  readonly values?: readonly string[];
  readonly element?: ValueType;
  /** Of a range, or of the ranges in a multirange. */
  readonly range?: { readonly of: ValueType; readonly multi: boolean };
  /** How many fields a composite type has. */
  readonly fields?: number;
}

const builtIn = new Set(
  `smallint integer bigint numeric real double_precision money text varchar char bpchar name boolean
  date time timetz timestamp timestamptz interval uuid json jsonb jsonpath xml bytea inet cidr macaddr
  macaddr8 bit varbit tsvector tsquery point line lseg box path polygon circle oid "char"`
    .split(/\s+/)
    .map((name) => name.replace("_", " ")),
);

const ranges: Record<string, string> = {
  int4: "integer",
  int8: "bigint",
  num: "numeric",
  date: "date",
  ts: "timestamp",
  tstz: "timestamptz",
};

/** A type's name and modifiers: `timestamp(3) without time zone` has its modifier in the middle. */
function taken(text: string): { name: string; modifiers: string[] } {
  const [, inside] = /\(([^()]*)\)/.exec(text) ?? [];
  const name = text.replace(/\([^()]*\)/, "").trim();
  return { name, modifiers: inside?.split(",").map((m) => m.trim()) ?? [] };
}

interface Described {
  type: string;
  name: string;
  base: string | null;
  labels: string[] | null;
  subtype: string | null;
  fields: number | null;
  checks: string[];
}

/** What the types are, by the text they go by; what is not built in is asked of the server. */
export async function resolveTypes(
  attempts: Attempts,
  texts: Iterable<string>,
): Promise<ReadonlyMap<string, ValueType>> {
  const resolved = new Map<string, ValueType>();
  for (const text of texts) await resolve(text, resolved, attempts);
  return resolved;
}

async function resolve(
  text: string,
  resolved: Map<string, ValueType>,
  attempts: Attempts,
): Promise<ValueType> {
  const known = resolved.get(text);
  if (known) return known;
  const type = await taking(text, resolved, attempts);
  resolved.set(text, type);
  return type;
}

async function taking(
  text: string,
  resolved: Map<string, ValueType>,
  attempts: Attempts,
): Promise<ValueType> {
  const plain = { ...taken(text), cast: text };
  if (text.endsWith("[]"))
    return { ...plain, element: await resolve(text.slice(0, -2), resolved, attempts) };
  const [, subtype, multi] = /^(int4|int8|num|date|ts|tstz)(multi)?range$/.exec(plain.name) ?? [];
  if (subtype !== undefined) {
    const of = await resolve(ranges[subtype]!, resolved, attempts);
    return { ...plain, range: { of, multi: multi !== undefined } };
  }
  if (builtIn.has(plain.name) || plain.name.startsWith("interval")) return plain;
  const found = await describe(text, attempts);
  if (!found) return plain;
  if (found.labels) return { ...plain, values: found.labels };
  if (found.base !== null) {
    const base = await resolve(found.base, resolved, attempts);
    return found.checks.length === 0 ? base : accepted(base, found.checks, attempts);
  }
  if (found.subtype !== null) {
    const of = await resolve(found.subtype, resolved, attempts);
    return { ...plain, range: { of, multi: found.type === "m" } };
  }
  if (found.fields !== null) return { ...plain, fields: found.fields };
  return { ...plain, name: found.name };
}

async function describe(text: string, attempts: Attempts): Promise<Described | undefined> {
  const rows = await attempts.attempt(`SELECT t.typtype AS type, t.typname AS name,
      CASE WHEN t.typtype = 'd' THEN format_type(t.typbasetype, t.typtypmod) END AS base,
      (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid) AS labels,
      (SELECT format_type(r.rngsubtype, NULL) FROM pg_range r WHERE t.oid IN (r.rngtypid, (to_jsonb(r)->>'rngmultitypid')::oid)) AS subtype,
      (SELECT c.relnatts::int FROM pg_class c WHERE c.oid = t.typrelid AND t.typtype = 'c') AS fields,
      (SELECT coalesce(json_agg(pg_get_expr(k.conbin, 0)), '[]') FROM pg_constraint k
        WHERE k.contypid = t.oid AND k.contype = 'c') AS checks
    FROM pg_type t WHERE t.oid = to_regtype(${quoteText(text)})`);
  return Array.isArray(rows) ? (rows[0]?.[0] as Described | undefined) : undefined;
}

/** A domain is its base type with the few values its checks let through. `VALUE` is a column here. */
async function accepted(
  base: ValueType,
  checks: readonly string[],
  attempts: Attempts,
): Promise<ValueType> {
  const candidates = candidatesFor(base, mine(checks), 0);
  const list = candidates.map((c, i) => `(${quoteText(c)}::${base.cast}, ${i})`).join(", ");
  const holds = checks.map((c) => `(${c}) IS NOT FALSE`).join(" AND ");
  const rows = await attempts.attempt(
    `SELECT value::text AS v FROM (VALUES ${list}) limbeck(value, o) WHERE ${holds} ORDER BY o`,
  );
  const values = Array.isArray(rows) ? rows[0]!.map((row) => row.v as string) : [];
  return values.length > 0 ? { ...base, values } : base;
}
