import { type Catalog, type CatalogObject, catalogOf, type ObjectId } from "../../catalog/index.js";
import { LimbeckError, messageOf } from "../../diagnostic/index.js";
import { type Connection, DatabaseError, failingStatement } from "../../driver/index.js";
import type { Comparison } from "./comparison.js";
import type { PostgresKind, ReadContext, SystemCatalog } from "./kind.js";
import { systemCatalogs } from "./kind.js";
import { kinds } from "./kinds/all-kinds.js";
import { roleId } from "./kinds/role.js";
import { kindsFor, type OwnPostgresKind } from "./own-kind.js";
import { ident, qualified, quoteText } from "./quote.js";
import { keepsSqlSyntax, withSqlSyntax } from "./sql-syntax.js";
import { unsupportedQuery } from "./unsupported.js";

export interface ReadOptions {
  /** Names in it are read and written without a schema. Default `public`. */
  readonly targetSchema?: string;
  /** A transaction is open already: read inside it. Leaves its settings changed. */
  readonly inTransaction?: boolean;
  /** Tables that are not the user's: version table and journal. */
  readonly ignore?: readonly { readonly schema?: string; readonly name: string }[];
  readonly compare?: Comparison;
  /** Kinds of the project's own. */
  readonly kinds?: readonly OwnPostgresKind[];
}

type Row = Record<string, unknown>;

const nothingAsked = "SELECT WHERE false";

const dependencyQueries = [
  // 16384: the first object id that is not the system's own.
  `SELECT classid::int8::float8 AS class, objid::int8::float8 AS oid, objsubid AS sub,
     CASE WHEN rel IS NULL THEN refclassid ELSE ${systemCatalogs.pg_class} END::int8::float8 AS ref_class,
     coalesce(rel, refobjid)::int8::float8 AS ref_oid, refobjsubid AS ref_sub
   FROM pg_depend
   -- What takes or gives the rows of a table depends on their type, and with it on the table.
   LEFT JOIN (SELECT unnest(ARRAY[t.oid, t.typarray]) AS type, c.oid AS rel
     FROM pg_class c JOIN pg_type t ON t.oid = c.reltype WHERE c.relkind <> 'c') AS rows
     ON refclassid = ${systemCatalogs.pg_type} AND rows.type = refobjid
   WHERE deptype IN ('n', 'a', 'i') AND objid >= 16384 AND refobjid >= 16384
     -- A member of a class is part of it, or of its family.
     AND NOT (classid IN (${systemCatalogs.pg_amop}, ${systemCatalogs.pg_amproc}) AND refclassid = ${systemCatalogs.pg_opclass})
     -- Whose a sequence is, is an object of its own.
     AND NOT (classid = ${systemCatalogs.pg_class} AND refclassid = ${systemCatalogs.pg_class}
       AND objid IN (SELECT seqrelid FROM pg_sequence))
     -- So is what a table inherits; a partition comes and goes with its table.
     AND NOT (deptype = 'n' AND classid = ${systemCatalogs.pg_class} AND refclassid = ${systemCatalogs.pg_class}
       AND EXISTS (SELECT FROM pg_inherits WHERE inhrelid = objid AND inhparent = refobjid))`,
  `SELECT classid::int8::float8 AS class, objid::int8::float8 AS oid, refobjid::int8::float8 AS extension
   FROM pg_depend WHERE deptype = 'e' AND refclassid = ${systemCatalogs.pg_extension}
   -- From PostgreSQL 17 on the type of a list is no member by itself.
   UNION SELECT classid::int8::float8, t.typarray::int8::float8, refobjid::int8::float8
   FROM pg_depend JOIN pg_type t ON t.oid = objid AND t.typarray <> 0
   WHERE deptype = 'e' AND classid = ${systemCatalogs.pg_type} AND refclassid = ${systemCatalogs.pg_extension}`,
  // What a foreign key to a partitioned table has for each partition, outermost first.
  `SELECT k.oid::int8::float8 AS oid, k.conparentid::int8::float8 AS top
   FROM pg_constraint k JOIN pg_constraint p ON p.oid = k.conparentid
   WHERE k.contype = 'f' AND k.conrelid = p.conrelid ORDER BY k.oid`,
];

interface Dependency {
  class: number;
  oid: number;
  sub: number;
  ref_class: number;
  ref_oid: number;
  ref_sub: number;
}

/** What decides how the server writes constants, the same on every server whatever its roles set, and how soon. */
function sessionSettings(target: string): string {
  const settings = {
    search_path: ident(target),
    TimeZone: "UTC",
    DateStyle: "ISO, MDY",
    IntervalStyle: "postgres",
    extra_float_digits: "1",
    bytea_output: "hex",
    lc_monetary: "C",
    quote_all_identifiers: "off",
    standard_conforming_strings: "on",
    // Compiling these queries takes seconds where running them takes a fraction of one.
    jit: "off",
  };
  const set = Object.entries(settings).map(
    ([name, value]) => `set_config(${quoteText(name)}, ${quoteText(value)}, true)`,
  );
  return `SELECT ${set.join(", ")}`;
}

/** Without that right the server passes over the schema, and writes its names as a stranger's. */
function rightQuery(target: string): string {
  return `SELECT current_user AS role FROM pg_namespace
    WHERE nspname = ${quoteText(target)} AND NOT has_schema_privilege(oid, 'USAGE')`;
}

/**
 * Reads everything a database holds, in one round trip and one snapshot. Names in the target
 * schema come out bare, all others qualified, whatever the session's search path was.
 *
 * @throws {LimbeckError} `database-refused` when the role may not use the target schema; nothing
 *   else takes more than the right to connect
 */
export async function readCatalog(
  connection: Connection,
  options: ReadOptions = {},
): Promise<Catalog> {
  const { major } = connection.server;
  const target = options.targetSchema ?? "public";
  const { compare = {} } = options;
  const own = await presentKinds(connection, target, options.kinds ?? []);
  const all = kindsFor({ kinds: own });
  const queries = all.map(({ read }) =>
    (read.asked?.(compare) ?? true) ? read.query(major, compare) : nothingAsked,
  );
  const texts = [
    options.inTransaction ? "SELECT" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    sessionSettings(target),
    ...queries,
    ...dependencyQueries,
    unsupportedQuery,
    rightQuery(target),
    options.inTransaction ? "SELECT" : "COMMIT",
  ];
  const ofOwnKind = (error: unknown): never => {
    const at = error instanceof DatabaseError ? failingStatement(texts, error) - 2 : -1;
    throw at >= kinds.length && all[at] ? queryFailed(all[at].name, error) : error;
  };
  const results = (await connection.script(texts.join(";\n")).catch(ofOwnKind)).slice(2, -1);
  const byKind = new Map(all.map((kind, i) => [kind.name, results[i] as Row[]]));
  for (const { name, read } of all) {
    const more = read.more?.((byKind.get(name) ?? []) as never);
    if (more !== undefined) byKind.set(`${name}, more`, (await connection.query(more)) as Row[]);
  }
  const [dependencies, members, clones, unsupported, refused] = results.slice(
    all.length,
  ) as unknown as [
    Dependency[],
    { class: number; oid: number; extension: number }[],
    { oid: number; top: number }[],
    { name: string }[],
    { role: string }[],
  ];
  if (refused[0]) throw unreadable(target, refused[0].role);

  const addresses = new Map<string, ObjectId>();
  const context = readContext(target, byKind, addresses);
  const objects: CatalogObject[] = [];
  for (const kind of all)
    for (const row of byKind.get(kind.name) ?? []) {
      const found = kind.read.object(row, context);
      if (found) objects.push(...[found].flat());
    }
  for (const { class: system, oid, extension } of members) {
    const id = addresses.get(`${systemCatalogs.pg_extension}.${extension}.0`);
    if (id !== undefined) addresses.set(`${system}.${oid}.0`, id);
  }
  for (const { oid, top } of clones) {
    const id = addresses.get(`${systemCatalogs.pg_constraint}.${top}.0`);
    if (id !== undefined) addresses.set(`${systemCatalogs.pg_constraint}.${oid}.0`, id);
  }
  const dependsOn = dependencyIndex(dependencies, addresses);
  const ignored = new Set<ObjectId>(
    (options.ignore ?? []).map((t) => `table ${bareName(target, t)}`),
  );
  // Parents are read ahead of their children.
  if (ignored.size > 0)
    for (const o of objects) if (o.parent && ignored.has(o.parent)) ignored.add(o.id);
  const kept = objects.filter((o) => !ignored.has(o.id));
  const roleOf = rolesOf(all, objects);
  const written = major < keepsSqlSyntax ? withSqlSyntax : <Data>(data: Data) => data;
  const catalog = catalogOf(
    major,
    kept.map((o) => ({
      ...o,
      data: written(o.data),
      dependsOn: [...new Set([...o.dependsOn, ...roleOf(o), ...(dependsOn.get(o.id) ?? [])])],
    })),
    unsupported.map((u) => u.name),
  );
  return context.shared.size > 0 ? { ...catalog, shared: context.shared } : catalog;
}

/** The roles that an object names, as far as they are objects. */
function rolesOf(
  all: readonly PostgresKind<unknown>[],
  objects: readonly CatalogObject[],
): (object: CatalogObject) => readonly ObjectId[] {
  const known = new Set(objects.flatMap(({ kind, id }) => (kind === "role" ? id : [])));
  if (known.size === 0) return () => [];
  const namers = new Map(all.map((kind) => [kind.name, kind.roles]));
  return (object) =>
    (namers.get(object.kind)?.(object as never) ?? []).map(roleId).filter((id) => known.has(id));
}

/** Those whose relation is there: a query that names another would be refused. */
async function presentKinds(
  connection: Connection,
  target: string,
  own: readonly OwnPostgresKind[],
): Promise<readonly OwnPostgresKind[]> {
  const names = own.flatMap(({ relation }) => relation ?? []);
  if (names.length === 0) return own;
  const there = names.map((name) => {
    const whole = name.includes(".") ? name : `${ident(target)}.${name}`;
    return `to_regclass(${quoteText(whole)}) IS NOT NULL`;
  });
  const [row] = await connection.query<{ there: boolean[] }>(
    `SELECT ARRAY[${there.join(", ")}] AS there`,
  );
  return own.filter(({ relation }) => !relation || row!.there[names.indexOf(relation)]);
}

function queryFailed(kind: string, error: unknown): LimbeckError {
  return new LimbeckError(
    "config-failed",
    `the query of the kind ${kind} fails: ${messageOf(error)}`,
    { hint: "It is said in the configuration, or by one of its plugins.", cause: error },
  );
}

function unreadable(schema: string, role: string): LimbeckError {
  return new LimbeckError(
    "database-refused",
    `the schema ${schema} cannot be read: ${role} may not use it`,
    { hint: `Give it the right to: GRANT USAGE ON SCHEMA ${ident(schema)} TO ${ident(role)};` },
  );
}

function bareName(
  target: string,
  table: { readonly schema?: string; readonly name: string },
): string {
  return qualified(table.name, table.schema === target ? undefined : table.schema);
}

function readContext(
  target: string,
  rows: ReadonlyMap<string, Row[]>,
  addresses: Map<string, ObjectId>,
): ReadContext {
  return {
    schema: (name) => (name === target ? {} : { schema: name }),
    name: (schema, ...names) =>
      [...(schema === target ? [] : [schema]), ...names].map(ident).join("."),
    at(id: ObjectId, catalog: SystemCatalog, oid: number, column = 0) {
      addresses.set(`${systemCatalogs[catalog]}.${oid}.${column}`, id);
    },
    found: (catalog, oid, column = 0) => at(addresses, systemCatalogs[catalog], oid, column),
    rows: <T>(kind: string) => (rows.get(kind) ?? []) as unknown as readonly T[],
    carried: new Set(),
    shared: new Set(),
  };
}

/** A column that is no object of its own stands for its table. */
function at(
  addresses: ReadonlyMap<string, ObjectId>,
  system: number,
  oid: number,
  sub: number,
): ObjectId | undefined {
  return (
    addresses.get(`${system}.${oid}.${sub}`) ??
    (sub === 0 ? undefined : addresses.get(`${system}.${oid}.0`))
  );
}

function dependencyIndex(
  dependencies: readonly Dependency[],
  addresses: ReadonlyMap<string, ObjectId>,
): Map<ObjectId, Set<ObjectId>> {
  const find = (system: number, oid: number, sub: number) => at(addresses, system, oid, sub);
  const index = new Map<ObjectId, Set<ObjectId>>();
  for (const d of dependencies) {
    const from = find(d.class, d.oid, d.sub);
    const to = find(d.ref_class, d.ref_oid, d.ref_sub);
    if (from === undefined || to === undefined || from === to) continue;
    const set = index.get(from);
    if (set) set.add(to);
    else index.set(from, new Set([to]));
  }
  return index;
}
