import { ident, quoteText } from "../dialect/index.js";
import type { Attempts } from "./row-attempts.js";
import { candidatesFor, type Mined, mine } from "./row-candidates.js";
import type { SeedColumn, SeedTable } from "./row-tables.js";
import type { ValueType } from "./row-types.js";

/** Values of columns as text. */
export type Values = ReadonlyMap<string, string | null>;

/** What the search for values starts from, for one row. */
export interface CheckedRow {
  readonly n: number;
  /** What the columns of foreign keys may be together, the best first. */
  readonly references: readonly Values[];
  /** Values that are settled. */
  readonly fixed: Values;
  /** The rows that are in the table already. */
  readonly former: readonly Values[];
}

export interface CheckedValues {
  /** Lists of values to go together, one list for each set of columns that checks connect. */
  readonly solutions: readonly (readonly Values[])[];
  /** The columns in them. */
  readonly columns: ReadonlySet<string>;
}

/** How many half-made rows are kept while column after column is added. */
const width = 2000;
const solutionsKept = 12;

/**
 * Looks for values that a table's checks let through: the server evaluates the checks over
 * combinations of candidates, column by column, before any row is tried.
 */
export async function checkedValues(
  attempts: Attempts,
  table: SeedTable,
  types: ReadonlyMap<string, ValueType>,
  row: CheckedRow,
): Promise<CheckedValues> {
  const solutions: Values[][] = [];
  const columns = new Set<string>();
  for (const part of connected(table, row)) {
    for (const column of part.columns) columns.add(column);
    const steps = stepsOf(table, types, row, part);
    const rows = await attempts.attempt(searchText(table, row, part, steps));
    const found = Array.isArray(rows) ? rows[0]!.map((r) => named(steps, r)) : [];
    solutions.push(found.length > 0 ? found : diagonal(steps));
  }
  return { solutions, columns };
}

interface Part {
  readonly columns: readonly string[];
  readonly checks: readonly { readonly text: string; readonly columns: readonly string[] }[];
}

/** The checks, put together where they share columns; foreign keys' columns belong together too. */
function connected(table: SeedTable, row: CheckedRow): Part[] {
  const references = [...(row.references[0]?.keys() ?? [])];
  let parts: Part[] = [];
  for (const text of [...table.checks].sort((a, b) => a.length - b.length)) {
    const mentioned = withSources(table, columnsIn(text, table.columns));
    const own = mentioned.some((name) => references.includes(name))
      ? [...new Set([...mentioned, ...references])]
      : mentioned;
    const check = { text, columns: mentioned };
    const shared = parts.filter((part) => part.columns.some((name) => own.includes(name)));
    parts = parts.filter((part) => !shared.includes(part));
    parts.push({
      columns: [...new Set([...shared.flatMap((part) => part.columns), ...own])],
      checks: [...shared.flatMap((part) => part.checks), check],
    });
  }
  return parts.filter((part) => part.columns.length > 0);
}

/** The columns an expression names; a function of that name does no harm. */
function columnsIn(expression: string, columns: readonly SeedColumn[]): string[] {
  const names = new Set<string>();
  const text = expression.replace(/'(?:[^']|'')*'/g, " ");
  for (const [, quoted, bare] of text.matchAll(/"((?:[^"]|"")*)"|([\p{L}_][\p{L}\p{N}_$]*)/gu))
    names.add(quoted?.replaceAll('""', '"') ?? bare!);
  return columns.map((column) => column.name).filter((name) => names.has(name));
}

/** Generated columns stand behind those they are computed from. */
function withSources(table: SeedTable, names: readonly string[]): string[] {
  const sources = names.flatMap((name) => {
    const { generated } = table.columns.find((column) => column.name === name)!;
    return generated === undefined ? [] : columnsIn(generated, table.columns);
  });
  return [...new Set([...sources, ...names])];
}

/** One step adds columns to every half-made row. */
interface Step {
  readonly columns: readonly SeedColumn[];
  readonly types: readonly ValueType[];
  /** What the columns may be, together; the first is the best. */
  readonly choices: readonly (readonly (string | null)[])[];
  readonly generated?: string;
  /** Its values go into the row. */
  readonly given: boolean;
}

function stepsOf(
  table: SeedTable,
  types: ReadonlyMap<string, ValueType>,
  row: CheckedRow,
  part: Part,
): Step[] {
  const references = [...(row.references[0]?.keys() ?? [])];
  const steps: Step[] = [];
  const typesOf = (columns: readonly SeedColumn[]) => columns.map((c) => types.get(c.type)!);
  const referring = table.columns.filter((c) => references.includes(c.name));
  if (part.columns.some((name) => references.includes(name))) {
    const choices = row.references.map((values) =>
      referring.map((c) => values.get(c.name) ?? null),
    );
    steps.push({ columns: referring, types: typesOf(referring), choices, given: true });
  }
  for (const name of part.columns) {
    if (references.includes(name)) continue;
    const column = table.columns.find((c) => c.name === name)!;
    const type = types.get(column.type)!;
    const own = { columns: [column], types: [type] };
    const fixed = row.fixed.get(name);
    if (fixed !== undefined) steps.push({ ...own, choices: [[fixed]], given: true });
    else if (column.generated !== undefined)
      steps.push({ ...own, choices: [[null]], generated: column.generated, given: false });
    // Its number is not known yet; a check over NULL passes.
    else if (column.numbered) steps.push({ ...own, choices: [[null]], given: false });
    else steps.push({ ...own, choices: choicesOf(table, column, type, row, part), given: true });
  }
  // A generated column can come only when all others are there.
  return [...steps.filter((s) => !s.generated), ...steps.filter((s) => s.generated)];
}

function choicesOf(
  table: SeedTable,
  column: SeedColumn,
  type: ValueType,
  row: CheckedRow,
  part: Part,
): (string | null)[][] {
  const about = part.checks.filter((check) => check.columns.includes(column.name));
  const mined: Mined = mine([
    ...about.map((c) => c.text),
    ...(column.default ? [column.default] : []),
  ]);
  const all: (string | null)[] = candidatesFor(type, mined, row.n).slice(0, 60);
  if (column.nullable) {
    const early = about.some((c) => /\bIS (NOT )?NULL\b|\bnum_(non)?nulls\b/i.test(c.text));
    all.splice(early ? 1 : all.length, 0, null);
  }
  const used = row.former.map((values) => values.get(column.name));
  const fresh = all.filter((value) => !used.includes(value ?? "\0"));
  const alone = table.keys.some((key) => key.length === 1 && key[0] === column.name);
  const stale = alone ? [] : all.filter((value) => !fresh.includes(value));
  return [...fresh, ...stale].map((value) => [value]);
}

function searchText(table: SeedTable, row: CheckedRow, part: Part, steps: readonly Step[]): string {
  const names: string[] = [];
  const left = new Set(part.checks);
  let query = "SELECT 0 AS limbeck_cost";
  for (const step of steps) {
    const kept = names.map((name) => `${ident(name)}, `).join("");
    const added = step.columns.map((c) => ident(c.name));
    query = step.generated
      ? `SELECT ${kept}(${step.generated})::${step.types[0]!.cast} AS ${added[0]}, limbeck_cost FROM (${query}) ${table.alias}`
      : `SELECT ${kept}${added.join(", ")}, limbeck_cost + limbeck_place AS limbeck_cost FROM (${query}) p
  CROSS JOIN (VALUES ${step.choices.map((choice, i) => tuple(step, choice, i)).join(", ")}) v(${added.join(", ")}, limbeck_place)`;
    names.push(...step.columns.map((c) => c.name));
    const ready = [...left].filter((check) => check.columns.every((c) => names.includes(c)));
    for (const check of ready) left.delete(check);
    const holds = [
      ...ready.map((check) => `(${check.text}) IS NOT FALSE`),
      ...(step === steps.at(-1) ? distinctness(table, row, names) : []),
    ];
    const where = holds.length > 0 ? ` WHERE ${holds.join(" AND ")}` : "";
    query = `SELECT * FROM (${query}) ${table.alias}${where} ORDER BY limbeck_cost LIMIT ${width}`;
  }
  const given = steps.filter((s) => s.given).flatMap((s) => s.columns);
  const output = given.map((c, i) => `${ident(c.name)}::text AS c${i}`);
  return `SELECT ${[...output, "limbeck_cost"].join(", ")} FROM (${query}) p ORDER BY limbeck_cost LIMIT ${solutionsKept}`;
}

function tuple(step: Step, choice: readonly (string | null)[], place: number): string {
  const values = choice.map((value, i) => {
    const text = value === null ? "NULL" : quoteText(value);
    return `${text}::${step.types[i]!.cast}`;
  });
  return `(${values.join(", ")}, ${place})`;
}

/** Where all columns of a key are here, their values together are not those of a row before. */
function distinctness(table: SeedTable, row: CheckedRow, names: readonly string[]): string[] {
  const keys = table.keys.filter((key) => key.every((name) => names.includes(name)));
  return keys.flatMap((key) =>
    row.former
      .filter((values) => key.every((name) => typeof values.get(name) === "string"))
      .map((values) => {
        const same = key.map((name) => `${ident(name)}::text = ${quoteText(values.get(name)!)}`);
        return `(${same.join(" AND ")}) IS NOT TRUE`;
      }),
  );
}

function named(steps: readonly Step[], row: Record<string, unknown>): Values {
  const given = steps.filter((s) => s.given).flatMap((s) => s.columns);
  return new Map(given.map((c, i) => [c.name, row[`c${i}`] as string | null]));
}

/** The server could not evaluate the checks, or found nothing: some combinations to try as rows. */
function diagonal(steps: readonly Step[]): Values[] {
  const given = steps.filter((s) => s.given);
  return Array.from({ length: solutionsKept }, (_, i) => {
    const entries = given.flatMap((step) => {
      const choice = step.choices[i % step.choices.length] ?? [];
      return step.columns.map((c, at) => [c.name, choice[at] ?? null] as const);
    });
    return new Map(entries);
  });
}
