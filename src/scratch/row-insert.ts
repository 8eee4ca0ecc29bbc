import type { ObjectId } from "../catalog/index.js";
import { ident, quoteText } from "../dialect/index.js";
import type { Attempts } from "./row-attempts.js";
import { type CheckedValues, checkedValues, type Values } from "./row-checks.js";
import { promisesOf, referencesOf, type SeededRow, type SeededRows } from "./row-references.js";
import type { SeedColumn, SeedForeignKey, SeedTable } from "./row-tables.js";
import type { ValueType } from "./row-types.js";
import { sampleValue } from "./row-values.js";

const rowsWanted = 2;
const triesPerRow = 24;

/** Puts rows into tables that have to be filled together; says why when not even one row goes in. */
export async function seedGroup(
  attempts: Attempts,
  group: readonly SeedTable[],
  types: ReadonlyMap<string, ValueType>,
  seeded: Map<ObjectId, SeededRow[]>,
): Promise<string | undefined> {
  for (let n = 0; n < rowsWanted; n++) {
    const made = await seedRow(attempts, group, types, seeded, n);
    if (typeof made === "string") return n === 0 ? made : undefined;
    group.forEach((table, i) => {
      seeded.set(table.id, [...(seeded.get(table.id) ?? []), made[i]!]);
    });
  }
  return undefined;
}

async function seedRow(
  attempts: Attempts,
  group: readonly SeedTable[],
  types: ReadonlyMap<string, ValueType>,
  seeded: SeededRows,
  n: number,
): Promise<SeededRow[] | string> {
  const promised = promisesOf(group, types, seeded, n);
  const drafts: Draft[] = [];
  for (const table of group) {
    const references = referencesOf(table, types, seeded, promised, n);
    if (references.length === 0) return missingTarget(table, seeded);
    const fixed = promised.get(table.id) ?? new Map();
    const former = (seeded.get(table.id) ?? []).map((row) => row.values);
    const checked = await checkedValues(attempts, table, types, { n, references, fixed, former });
    drafts.push({ table, types, references, fixed, checked, n });
  }
  const tried = new Set<string>();
  let refusal = "the server kept no row";
  for (let turn = 0; turn < triesPerRow; turn++) {
    const text = insertText(drafts, turn);
    if (tried.has(text)) continue;
    tried.add(text);
    const results = await attempts.attempt(text);
    if (!Array.isArray(results)) {
      refusal = results.message;
      continue;
    }
    const rows = group.map((table, i) => seededRow(table, results[0]?.[0]?.[`r${i}`]));
    if (rows.every((row) => row !== undefined)) return rows;
  }
  return refusal;
}

function missingTarget(table: SeedTable, seeded: SeededRows): string {
  const missing = table.foreignKeys.find(
    (key) => key.nullable.length === 0 && !seeded.has(key.target),
  );
  if (missing) return `it refers to ${missing.target}, which has no rows`;
  return "no rows go together with all of its foreign keys";
}

interface Draft {
  readonly table: SeedTable;
  readonly types: ReadonlyMap<string, ValueType>;
  readonly references: readonly Values[];
  readonly fixed: Values;
  readonly checked: CheckedValues;
  readonly n: number;
}

/** The values of one try. Every second try leaves to the server whatever may be left out. */
function valuesOf({ table, types, references, fixed, checked, n }: Draft, turn: number): Values {
  const shift = Math.floor(turn / 2);
  const sparse = turn % 2 === 1;
  const settled = new Map([...references[shift % references.length]!, ...fixed]);
  for (const list of checked.solutions)
    for (const [name, value] of list[shift % list.length] ?? []) settled.set(name, value);
  const values = new Map<string, string | null>();
  for (const column of table.columns) {
    const value = settled.get(column.name);
    if (column.generated !== undefined || (column.numbered && value == null)) continue;
    if (value !== undefined) values.set(column.name, value);
    else if (!sparse || (!column.nullable && column.default === undefined))
      values.set(column.name, sampleValue(types.get(column.type)!, n + rowsWanted * shift));
  }
  return values;
}

/** One statement for all tables: their references are checked when it ends, not before. */
function insertText(drafts: readonly Draft[], turn: number): string {
  const inserts = drafts.map((draft, i) => {
    const { table } = draft;
    const values = [...valuesOf(draft, turn)];
    const names = values.map(([name]) => name);
    const overriding = table.columns.some((c) => c.always && names.includes(c.name));
    const body =
      values.length === 0
        ? "DEFAULT VALUES"
        : `(${names.map(ident).join(", ")})${overriding ? " OVERRIDING SYSTEM VALUE" : ""} VALUES (${values.map(literalOf).join(", ")})`;
    return `r${i} AS (INSERT INTO ${table.sqlName} ${body} RETURNING ${returning(table.columns)})`;
  });
  const outputs = drafts.map((_, i) => `(SELECT row_to_json(r${i}) FROM r${i}) AS r${i}`);
  return `WITH ${inserts.join(",\n  ")}\nSELECT ${outputs.join(", ")}`;
}

function literalOf([, value]: [string, string | null]): string {
  return value === null ? "NULL" : quoteText(value);
}

function returning(columns: readonly SeedColumn[]): string {
  return ["ctid::text AS ctid", ...columns.map((c, i) => `${ident(c.name)}::text AS c${i}`)].join(
    ", ",
  );
}

function seededRow(table: SeedTable, row: unknown): SeededRow | undefined {
  if (!row) return undefined;
  const { ctid, ...values } = row as Record<string, string | null> & { ctid: string };
  return { ctid, values: new Map(table.columns.map((c, i) => [c.name, values[`c${i}`] ?? null])) };
}

/** Fills references that had to stay NULL because what they refer to came later. */
export async function completeReferences(
  attempts: Attempts,
  tables: readonly SeedTable[],
  order: ReadonlyMap<ObjectId, number>,
  seeded: SeededRows,
): Promise<void> {
  for (const table of tables)
    for (const key of table.foreignKeys) {
      const later = (order.get(key.target) ?? -1) >= order.get(table.id)!;
      if (!later || key.target === table.id) continue;
      for (const [n, row] of (seeded.get(table.id) ?? []).entries())
        await complete(attempts, table, key, row, seeded.get(key.target) ?? [], n);
    }
}

async function complete(
  attempts: Attempts,
  table: SeedTable,
  key: SeedForeignKey,
  row: SeededRow,
  targets: readonly SeededRow[],
  n: number,
): Promise<void> {
  const target = targets[n % targets.length];
  const open = key.columns.filter((name) => row.values.get(name) === null);
  if (!target || open.length === 0) return;
  const sets = open.map((name) => {
    const value = target.values.get(key.targetColumns[key.columns.indexOf(name)]!) ?? null;
    return `${ident(name)} = ${literalOf([name, value])}`;
  });
  const results = await attempts.attempt(
    `UPDATE ${table.sqlName} SET ${sets.join(", ")} WHERE ctid = ${quoteText(row.ctid)} RETURNING ctid::text AS ctid`,
  );
  // Refused, by a check for instance: it stays NULL, which is allowed.
  const ctid = Array.isArray(results) ? results[0]?.[0]?.ctid : undefined;
  if (typeof ctid === "string") row.ctid = ctid;
}
