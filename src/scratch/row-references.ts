import type { ObjectId } from "../catalog/index.js";
import type { Values } from "./row-checks.js";
import type { SeedForeignKey, SeedTable } from "./row-tables.js";
import type { ValueType } from "./row-types.js";
import { sampleValue } from "./row-values.js";

/** A row that is in its table. */
export interface SeededRow {
  readonly values: Values;
  /** Where it stands; another place after an update. */
  ctid: string;
}

export type SeededRows = ReadonlyMap<ObjectId, readonly SeededRow[]>;

const most = 32;

/**
 * What the columns of a table's foreign keys may be together in its `n`th row, the best first.
 * Nothing when a foreign key has no row to refer to and may not be NULL.
 */
export function referencesOf(
  table: SeedTable,
  types: ReadonlyMap<string, ValueType>,
  seeded: SeededRows,
  promised: ReadonlyMap<ObjectId, Values>,
  n: number,
): Values[] {
  const keys = [...table.foreignKeys].sort((a, b) => a.nullable.length - b.nullable.length);
  const fixed = promised.get(table.id) ?? new Map();
  const names = new Set(keys.flatMap((key) => key.columns));
  const found: Values[] = [];
  const choose = (at: number, values: Values) => {
    if (found.length >= most) return;
    const key = keys[at];
    if (!key) {
      found.push(completed(table, types, values, names, n));
      return;
    }
    for (const choice of choicesOf(key, seeded, promised, values, n))
      choose(at + 1, new Map([...values, ...choice]));
  };
  choose(0, new Map([...fixed].filter(([name]) => names.has(name))));
  return found;
}

function* choicesOf(
  key: SeedForeignKey,
  seeded: SeededRows,
  promised: ReadonlyMap<ObjectId, Values>,
  values: Values,
  n: number,
): Generator<Values> {
  const promise = key.nullable.length === 0 ? promised.get(key.target) : undefined;
  const rows = promise ? [promise] : (seeded.get(key.target) ?? []).map((row) => row.values);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[(n + i) % rows.length]!;
    const choice = new Map(
      key.columns.map((c, at) => [c, row.get(key.targetColumns[at]!) ?? null]),
    );
    const agrees = [...choice].every(
      ([name, value]) => value !== null && (!values.has(name) || values.get(name) === value),
    );
    if (agrees) yield choice;
  }
  const free = key.nullable.filter((name) => !values.has(name));
  const isNull = key.columns.some((name) => values.get(name) === null);
  if (free.length > 0 || (isNull && key.nullable.length > 0))
    yield new Map(free.map((name) => [name, null]));
}

/** Beside a NULL the other columns of a foreign key are free. */
function completed(
  table: SeedTable,
  types: ReadonlyMap<string, ValueType>,
  values: Values,
  names: ReadonlySet<string>,
  n: number,
): Values {
  const all = new Map(values);
  for (const { name, type, numbered, generated } of table.columns)
    if (names.has(name) && !all.has(name) && !numbered && generated === undefined)
      all.set(name, sampleValue(types.get(type)!, n));
  return all;
}

/**
 * Keys that rows of tables which cannot do without each other will have: they go in together, so
 * each must know the others' before they are there.
 */
export function promisesOf(
  group: readonly SeedTable[],
  types: ReadonlyMap<string, ValueType>,
  seeded: SeededRows,
  n: number,
): Map<ObjectId, Values> {
  const promised = new Map<ObjectId, Map<string, string>>();
  for (const key of group.flatMap((table) => table.foreignKeys)) {
    const target = group.find((table) => table.id === key.target);
    if (!target || key.nullable.length > 0) continue;
    const values = promised.get(target.id) ?? new Map<string, string>();
    for (const name of key.targetColumns)
      values.set(name, inherited(target, seeded, name, n) ?? sampled(target, types, name, n));
    promised.set(target.id, values);
  }
  return promised;
}

/** What a column takes over from a row outside the group. */
function inherited(table: SeedTable, seeded: SeededRows, name: string, n: number) {
  for (const key of table.foreignKeys) {
    const rows = seeded.get(key.target) ?? [];
    const at = key.columns.indexOf(name);
    if (key.target === table.id || at < 0 || rows.length === 0) continue;
    return rows[n % rows.length]!.values.get(key.targetColumns[at]!) ?? undefined;
  }
  return undefined;
}

function sampled(
  table: SeedTable,
  types: ReadonlyMap<string, ValueType>,
  name: string,
  n: number,
): string {
  return sampleValue(types.get(table.columns.find((c) => c.name === name)!.type)!, n);
}
