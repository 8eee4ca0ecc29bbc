import { ident, quoteText } from "../dialect/index.js";
import { aloneIn, type PlannedStatement, type Segment } from "../plan/index.js";
import { journalStatement } from "./journal.js";
import { inlined } from "./offline-parameters.js";
import {
  createTables,
  lockKey,
  moveHeads,
  type VersionTable,
  versionTableName,
} from "./version-table.js";

/** One revision of a script, or a stamp. */
export interface OfflineStep {
  /** Said in a comment above it. */
  readonly title: string;
  /** Where the database has to stand, and where it stands then. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly direction: "upgrade" | "downgrade" | "stamp";
  /** What the journal names. */
  readonly revisions: readonly string[];
  /** Each is a transaction of its own; none: only the records change. */
  readonly segments: readonly Segment[];
}

export interface OfflineOptions {
  readonly table: VersionTable;
  readonly targetSchema: string;
  /** Lines for the comment at the top. */
  readonly heading: readonly string[];
  /** All steps in one transaction, instead of one for each of their segments. */
  readonly oneTransaction?: boolean;
  /** Make version table and journal where they are missing. */
  readonly createTables: boolean;
  /**
   * Every transaction looks where the database stands: what is applied already is passed over, and
   * a database that is none of the expected ones is refused.
   */
  readonly idempotent: boolean;
}

/**
 * Revisions as a script for `psql`: the same statements, rows and journal entries, in the same
 * transactions and under the same lock as a run has them.
 */
export function offlineScript(steps: readonly OfflineStep[], options: OfflineOptions): string {
  const { table } = options;
  const parts = [options.heading.map((line) => `-- ${line}`.trimEnd()).join("\n")];
  if (options.createTables) parts.push(transaction([lock(table), ...createTables(table)]));
  if (options.idempotent) parts.push(findPosition(steps, table));
  const { oneTransaction, idempotent } = options;
  if (oneTransaction) parts.push(`${begin(idempotent)}\n${ended(settings(options))}`);
  for (const [at, step] of steps.entries()) {
    const transactions = partsOf(step).map((segment, part, all) => {
      const last = part === all.length - 1;
      const hash = segment.statements.some(isNote) ? "" : segment.hash;
      const closing = [
        ...(last ? moveHeads(table, step.from, step.to) : []),
        ...step.revisions.map((revision) =>
          journalStatement(table, {
            revision,
            direction: step.direction,
            segment: part,
            hash,
            complete: last,
          }),
        ),
      ];
      const apart = aloneIn(segment);
      const body = [...(apart ? [] : segment.statements.flatMap(statementsOf)), ...closing];
      const inside = idempotent ? [guarded(body, step, at + 1, table)] : body;
      if (oneTransaction) return inside.map(ended).join("\n");
      const text = transaction([settings(options), ...inside], idempotent);
      return apart ? [...outside(apart, at + 1, options), text].join("\n") : text;
    });
    parts.push([`-- ${step.title}`, ...transactions].join("\n"));
  }
  if (oneTransaction) parts.push("COMMIT;");
  return `${parts.join("\n\n")}\n`;
}

/** Between the transactions: `psql` sends each statement by itself. */
function outside(
  statement: PlannedStatement,
  position: number,
  { idempotent, targetSchema }: OfflineOptions,
): string[] {
  const path = targetSchema === "public" ? undefined : ident(targetSchema);
  return [
    "-- outside a transaction, in which PostgreSQL does not run it",
    ...(path ? [`SET search_path = ${path}, public;`] : []),
    ...statementsOf(statement).map((sql) =>
      idempotent ? `SELECT ${quoted(sql)} WHERE ${positionNow} < ${position} \\gexec` : ended(sql),
    ),
    ...(path ? ["RESET search_path;"] : []),
  ];
}

/** How many of the steps the database had behind it when the script began. */
const positionNow = "coalesce(nullif(current_setting('limbeck.position', true), ''), '0')::integer";

function partsOf({ segments }: OfflineStep): readonly Segment[] {
  return segments.length > 0 ? segments : [{ statements: [], hash: "" }];
}

/** Where heads are read, behind the lock, each statement must see what is committed by then. */
function transaction(statements: readonly string[], reads = false): string {
  return [begin(reads), ...statements.map(ended), "COMMIT;"].join("\n");
}

function begin(reads: boolean): string {
  return reads ? "BEGIN ISOLATION LEVEL READ COMMITTED;" : "BEGIN;";
}

/** With its semicolon; on a line of its own where a comment would swallow it. */
function ended(statement: string): string {
  if (statement.startsWith(noteMark)) return statement;
  const text = statement.replace(/[;\s]+$/, "");
  const lastLine = text.slice(text.lastIndexOf("\n") + 1);
  return lastLine.includes("--") ? `${text}\n;` : `${text};`;
}

const noteMark = "-- left out: ";

/** What a data step that is left out leaves behind. */
export function leftOut(text: string): string {
  return noteMark + text.replaceAll(/\s*\n\s*/g, " ");
}

function isNote({ sql }: PlannedStatement): boolean {
  return sql.startsWith(noteMark);
}

function statementsOf(statement: PlannedStatement): string[] {
  return statement.params ? inlined(statement.sql, statement.params) : [statement.sql];
}

function lock(table: VersionTable): string {
  return `SELECT pg_advisory_xact_lock(${lockKey(table)})`;
}

function settings({ table, targetSchema }: OfflineOptions): string {
  const path = `${quoteText(ident(targetSchema))} || ', ' || current_setting('search_path')`;
  return `${lock(table)}, set_config('search_path', ${path}, true), set_config('check_function_bodies', 'off', true)`;
}

/** How many of the steps the database has behind it; kept for the session. */
function findPosition(steps: readonly OfflineStep[], table: VersionTable): string {
  const states = [steps[0]?.from ?? [], ...steps.map((step) => step.to)];
  const cases = states.map((heads, i) => `    WHEN heads = ${headsArray(heads)} THEN ${i}`);
  const expected = [...new Set([states[0]!, states.at(-1)!].map(place))].join(" or ");
  const refused =
    states.length > 2
      ? `this script goes from ${place(states[0]!)} to ${place(states.at(-1)!)}, and the database is nowhere between: it is at %`
      : `this script expects a database at ${expected}, and it is at %`;
  return `-- Where does the database stand?
DO ${quoted(`
DECLARE
  heads text[] := ${headsQuery(table)};
  done integer := CASE
${cases.join("\n")}
  END;
BEGIN
  IF done IS NULL THEN
    RAISE EXCEPTION ${quoteText(refused)}, coalesce(nullif(array_to_string(heads, ', '), ''), 'base');
  END IF;
  PERFORM set_config('limbeck.position', done::text, false);
END
`)};`;
}

function guarded(
  body: readonly string[],
  step: OfflineStep,
  position: number,
  table: VersionTable,
): string {
  const lines = body.map((statement) =>
    statement.startsWith(noteMark) ? `  ${statement}` : `  EXECUTE ${quoted(ended(statement))};`,
  );
  const refused = `${step.direction} ${step.revisions.join(", ")} goes on from ${place(step.from)}, and the database is at %`;
  return `DO ${quoted(`
DECLARE
  heads text[] := ${headsQuery(table)};
BEGIN
  IF ${positionNow} >= ${position} THEN
    RETURN;
  END IF;
  IF heads <> ${headsArray(step.from)} THEN
    RAISE EXCEPTION ${quoteText(refused)}, coalesce(nullif(array_to_string(heads, ', '), ''), 'base');
  END IF;
${lines.join("\n")}
END
`)}`;
}

function headsQuery(table: VersionTable): string {
  return `ARRAY(SELECT version_num::text FROM ${versionTableName(table)} ORDER BY version_num COLLATE "C")`;
}

/** In the order of the query above: that of the bytes. */
function headsArray(heads: readonly string[]): string {
  const sorted = [...heads].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return `ARRAY[${sorted.map(quoteText).join(", ")}]::text[]`;
}

function place(heads: readonly string[]): string {
  return heads.length === 0 ? "base" : heads.join(", ");
}

/** Between dollars, with a tag that the text does not hold. */
function quoted(text: string): string {
  let tag = "$limbeck$";
  for (let i = 1; text.includes(tag); i++) tag = `$limbeck${i}$`;
  return tag + text + tag;
}
