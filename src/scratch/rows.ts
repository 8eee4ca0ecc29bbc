import { type Catalog, type CatalogObject, childrenOf, type ObjectId } from "../catalog/index.js";
import { ident, qualified } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import { searchPath } from "./frame.js";
import { beginAttempts } from "./row-attempts.js";
import { completeReferences, seedGroup } from "./row-insert.js";
import { seedGroups } from "./row-order.js";
import type { SeededRow } from "./row-references.js";
import { columnName, seedTables } from "./row-tables.js";
import { resolveTypes } from "./row-types.js";

export interface RowOptions {
  /** Where names without a schema are looked up. Default: the connection's own search path. */
  readonly targetSchema?: string | undefined;
}

function pathSetting({ targetSchema }: RowOptions): string[] {
  return targetSchema === undefined ? [] : [searchPath(targetSchema)];
}

export interface SeedReport {
  /** Rows put in, in all tables together. */
  readonly rows: number;
  /** The tables that got rows: two, or one where no second is possible. */
  readonly tables: readonly ObjectId[];
  readonly skipped: readonly { readonly table: ObjectId; readonly reason: string }[];
}

/**
 * Puts two rows into every table of the catalog, in one transaction of its own: parents first,
 * values that satisfy types, keys, foreign keys and checks.
 *
 * A table that takes no row is reported in `skipped` with the server's last words.
 */
export async function seedRows(
  connection: Connection,
  catalog: Catalog,
  options: RowOptions = {},
): Promise<SeedReport> {
  const tables = seedTables(catalog);
  const attempts = await beginAttempts(connection, pathSetting(options));
  const types = await resolveTypes(
    attempts,
    tables.flatMap((table) => table.columns.map((column) => column.type)),
  );
  const seeded = new Map<ObjectId, SeededRow[]>();
  const skipped: { table: ObjectId; reason: string }[] = [];
  const order = new Map<ObjectId, number>();
  for (const [i, group] of seedGroups(tables).entries()) {
    for (const table of group) order.set(table.id, i);
    const reason = await seedGroup(attempts, group, types, seeded);
    if (reason !== undefined) skipped.push(...group.map((table) => ({ table: table.id, reason })));
  }
  await completeReferences(attempts, tables, order, seeded);
  await attempts.commit();
  const rows = [...seeded.values()].reduce((sum, list) => sum + list.length, 0);
  return { rows, tables: [...seeded.keys()], skipped };
}

/** A row's values as text, by the column's name. */
export type TableRow = ReadonlyMap<string, string | null>;
export type TableRows = readonly TableRow[];

export interface RowSnapshot {
  readonly tables: ReadonlyMap<ObjectId, TableRows>;
}

/** Everything that text output of a value depends on, so that two snapshots speak alike. */
const plainOutput = [
  "TimeZone = 'UTC'",
  "DateStyle = 'ISO, YMD'",
  "IntervalStyle = 'postgres'",
  "bytea_output = 'hex'",
  "extra_float_digits = 1",
].map((setting) => `SET LOCAL ${setting}`);

/**
 * Reads the tables' own rows, every column as text, in the order of the rows' own text. Tables that
 * the catalog does not have are left out. One round trip, in a transaction of its own.
 */
export async function snapshotRows(
  connection: Connection,
  catalog: Catalog,
  tables: Iterable<ObjectId>,
  options: RowOptions = {},
): Promise<RowSnapshot> {
  const read = [...new Set(tables)].flatMap((id) => {
    const table = catalog.objects.get(id);
    if (table?.kind !== "table") return [];
    const columns = childrenOf(catalog, id).filter((o) => o.kind === "column");
    const outputs = columns.map((c, i) => `limbeck.${ident(c.name)}::text AS c${i}`);
    // Rows of tables that inherit from it are theirs.
    const only = isPartitioned(table) ? "" : "ONLY ";
    const from = `${only}${qualified(table.name, table.schema)} limbeck`;
    const text = `SELECT ${outputs.join(", ")} FROM ${from} ORDER BY (limbeck.*)::text COLLATE "C"`;
    return [{ id, names: columns.map((c) => c.name), text }];
  });
  const begin = ["BEGIN READ ONLY", ...pathSetting(options), ...plainOutput];
  const script = [...begin, ...read.map((r) => r.text), "COMMIT"];
  const results = (await connection.script(script.join(";\n"))).slice(begin.length, -1);
  return {
    tables: new Map(
      read.map(({ id, names }, i) => [
        id,
        results[i]!.map((row) => new Map(names.map((n, c) => [n, row[`c${c}`] as string | null]))),
      ]),
    ),
  };
}

/** Whether a table has its rows in partitions. */
export function isPartitioned(table: CatalogObject): boolean {
  return (table.data as { readonly partitionBy?: unknown }).partitionBy !== undefined;
}

export interface RowComparison {
  /** How many rows of the earlier snapshot were looked for in the later one. */
  readonly rows: number;
  readonly problems: readonly string[];
}

/**
 * Looks for the rows of one snapshot in a later one, by the values of the columns that are the
 * same in both. Tables in only one of them, and rows that came new, are no problem.
 */
export function compareRows(
  before: RowSnapshot,
  after: RowSnapshot,
  options: { columns(table: ObjectId): readonly string[] },
): RowComparison {
  let rows = 0;
  const problems: string[] = [];
  for (const [table, former] of before.tables) {
    const found = after.tables.get(table);
    if (!found) continue;
    rows += former.length;
    problems.push(...tableProblems(table, former, found, options.columns(table)));
  }
  return { rows, problems };
}

function tableProblems(
  table: ObjectId,
  former: TableRows,
  found: TableRows,
  columns: readonly string[],
): string[] {
  const [missing, others] = unmatched(former, found, columns);
  const lost = Math.max(0, former.length - found.length);
  const problems: string[] = [];
  if (lost > 0)
    problems.push(`${lost} of ${former.length} rows of ${table} ${lost === 1 ? "is" : "are"} gone`);
  const changed = new Map<string, string[]>();
  for (const [from, to] of closest(missing, others, columns))
    for (const name of columns)
      if (from.get(name) !== to.get(name))
        changed.set(name, [
          ...(changed.get(name) ?? []),
          `${shown(from.get(name))} became ${shown(to.get(name))}`,
        ]);
  for (const [name, [first, ...more]] of changed) {
    const rest = more.length > 0 ? `, and ${more.length} more` : "";
    problems.push(`values of column ${columnName(table, name)} changed: ${first}${rest}`);
  }
  return problems;
}

/** The rows of each side that the other does not have. */
function unmatched(
  former: TableRows,
  found: TableRows,
  columns: readonly string[],
): [TableRow[], TableRow[]] {
  const left = new Map<string, TableRow[]>();
  for (const row of found) {
    const key = keyOf(row, columns);
    left.set(key, [...(left.get(key) ?? []), row]);
  }
  const missing = former.filter((row) => left.get(keyOf(row, columns))?.pop() === undefined);
  return [missing, [...left.values()].flat()];
}

function keyOf(row: TableRow, columns: readonly string[]): string {
  return JSON.stringify(columns.map((name) => row.get(name) ?? null));
}

/** Which row each became: the one that differs in the fewest columns. */
function closest(
  missing: readonly TableRow[],
  others: readonly TableRow[],
  columns: readonly string[],
): [TableRow, TableRow][] {
  const equal = (a: TableRow, b: TableRow) =>
    columns.filter((name) => a.get(name) === b.get(name)).length;
  const pairs = missing.flatMap((from, i) =>
    others.map((to, j) => ({ from, to, i, j, likeness: equal(from, to) })),
  );
  pairs.sort((a, b) => b.likeness - a.likeness || a.i - b.i || a.j - b.j);
  const became = new Map<TableRow, TableRow>();
  const taken = new Set<TableRow>();
  for (const { from, to } of pairs) {
    if (became.has(from) || taken.has(to)) continue;
    became.set(from, to);
    taken.add(to);
  }
  return missing.flatMap((from) => (became.has(from) ? [[from, became.get(from)!]] : []));
}

const longestShown = 60;

function shown(value: string | null | undefined): string {
  if (value === null || value === undefined) return "NULL";
  return `'${value.length > longestShown ? `${value.slice(0, longestShown)}…` : value}'`;
}
