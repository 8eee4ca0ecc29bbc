import { LimbeckError } from "../../diagnostic/index.js";
import type { AnyOperation } from "../../operation/index.js";
import {
  aloneIn,
  type PlannedStatement,
  planStatements,
  recordOperations,
  segmentsOf,
} from "../../plan/index.js";
import {
  downgradePath,
  headsAfterStamp,
  needsRows,
  parseRange,
  type RevisionGraph,
  resolveRevisions,
  revisionOf,
  type Step,
  trackRows,
  upgradePath,
} from "../../revision/index.js";
import { leftOut, type OfflineStep, offlineScript } from "../../runtime/index.js";
import { shownPath } from "../../script/index.js";
import { openProject, type Project, type ProjectOptions } from "../project/project.js";
import { tellingHeads } from "../project/several-heads.js";
import { loadStep } from "./load-step.js";

export interface SqlOptions extends ProjectOptions {
  /** Any text: said at the top of the script, and given to a configuration that is a function. */
  readonly tag?: string | undefined;
  /** Leave data steps out instead of refusing them. */
  readonly skipSteps?: boolean | undefined;
  /**
   * The script looks where the database stands, passes over what is applied, and refuses a database
   * that is none of the expected ones.
   */
  readonly idempotent?: boolean | undefined;
}

export interface SqlReport {
  /** For `psql -v ON_ERROR_STOP=1 -f FILE`. */
  readonly sql: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly steps: readonly (Step & { readonly message: string })[];
  /** Data steps that are not in it. */
  readonly skipped: readonly SkippedStep[];
}

export interface SkippedStep {
  readonly revision: string;
  readonly step: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/** Texts of SQL are the newest server's: nothing that compiles depends on the version yet. */
const newestMajor = 18;

/** What `upgrade` would run, as SQL, without a database: from `base`, or `FROM:TO`. */
export async function upgradeSql(
  options: SqlOptions & { readonly target?: string | undefined },
): Promise<SqlReport> {
  const { target = "heads" } = options;
  const { from = "base", to = "heads" } = target.includes(":")
    ? parseRange(target)
    : { to: target };
  return moveSql(options, "upgrade", from, to);
}

/**
 * What `downgrade` would run, as SQL, without a database: `FROM:TO`.
 *
 * @throws {LimbeckError} `usage` where the start is not said
 */
export async function downgradeSql(
  options: SqlOptions & { readonly target: string },
): Promise<SqlReport> {
  const { target } = options;
  const { from, to } = target.includes(":") ? parseRange(target) : { to: target };
  if (from !== undefined && to !== undefined) return moveSql(options, "downgrade", from, to);
  throw new LimbeckError("usage", "a downgrade as SQL needs to know where the database stands", {
    hint: `Say both ends: \`limbeck downgrade ${from ?? "heads"}:${to ?? "base"} --sql\`.`,
  });
}

/** What `stamp` would record, as SQL, without a database; one of the revisions may be `FROM:TO`. */
export async function stampSql(
  options: SqlOptions & { readonly revisions: readonly string[] },
): Promise<SqlReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  const ranges = options.revisions.filter((name) => name.includes(":")).map(parseRange);
  const starts = new Set(ranges.map((range) => range.from ?? "base"));
  if (starts.size > 1)
    throw new LimbeckError("usage", "a stamp starts from one place", {
      hint: "Give one range, and further revisions without a start.",
    });
  const from = [...starts].flatMap((name) => resolveRevisions(graph, name));
  const targets = options.revisions.map((name) =>
    name.includes(":") ? (parseRange(name).to ?? "heads") : name,
  );
  const to = headsAfterStamp(graph, from, targets);
  const step: OfflineStep = {
    title: `stamp: ${place(from)} -> ${place(to)}`,
    from,
    to,
    direction: "stamp",
    revisions: to,
    segments: [],
  };
  return {
    sql: scriptOf(project, options, "stamp", from, to, [step]),
    from,
    to,
    steps: [],
    skipped: [],
  };
}

async function moveSql(
  options: SqlOptions,
  direction: Step["direction"],
  fromName: string,
  toName: string,
): Promise<SqlReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  const walk = direction === "upgrade" ? upgradePath : downgradePath;
  const { from, path } = await tellingHeads(project, graph, () => {
    const start = resolveRevisions(graph, fromName);
    refuseTurned(graph, direction, fromName, toName);
    return { from: start, path: walk(graph, start, toName) };
  });
  const { transactionPerMigration: mode } = project.loaded.config;
  const rows = trackRows(graph, from);
  const steps: OfflineStep[] = [];
  const skipped: SkippedStep[] = [];
  for (const step of path) {
    const { revision } = step;
    const before = rows.rows();
    rows.take(step);
    const { file, run } = await loadStep(project, graph, step);
    const operations = await recordOperations(run as never, {
      file,
      onQuery: () => reads(revision, file),
    });
    const segments = segmentsOf(
      statementsOf(operations, revision, options.skipSteps, skipped),
      mode === "statement",
    );
    if (mode === false && segments.some(aloneIn)) throw inOneTransaction(revision, file);
    steps.push({
      title: titleOf(graph, step),
      from: before,
      to: rows.rows(),
      direction,
      revisions: [revision],
      segments,
    });
  }
  const to = rows.rows();
  return {
    sql: scriptOf(project, options, direction, from, to, steps),
    from,
    to,
    steps: path.map((step) => ({ ...step, message: revisionOf(graph, step.revision).message })),
    skipped,
  };
}

/** No database is asked, so it is the range that is wrong, and not where something stands. */
function refuseTurned(
  graph: RevisionGraph,
  direction: Step["direction"],
  from: string,
  to: string,
): void {
  if (needsRows(to)) return;
  const isBelow = (lower: string, upper: string) =>
    upgradePath(graph, resolveRevisions(graph, upper), lower).length === 0;
  const up = isBelow(from, to);
  const down = isBelow(to, from);
  // Up is also where neither lies below the other: a second branch is added.
  if (direction === "upgrade" ? up || !down : down) return;
  const [side, course] =
    direction === "upgrade" ? ["above", "from old to new"] : ["below", "from new to old"];
  throw new LimbeckError("revision-range", `${from}:${to}: ${to} does not lie ${side} ${from}`, {
    hint:
      up || down
        ? `${direction === "upgrade" ? "An upgrade" : "A downgrade"} goes ${course}: \`limbeck ${direction} ${to}:${from} --sql\`.`
        : "`limbeck history` shows what follows what.",
    details: { range: `${from}:${to}` },
  });
}

function statementsOf(
  operations: readonly AnyOperation[],
  revision: string,
  skipSteps: boolean | undefined,
  skipped: SkippedStep[],
): PlannedStatement[] {
  return operations.flatMap((operation) => {
    if (operation.kind !== "run") return planStatements([operation], { major: newestMajor });
    const { file, line } = operation.origin ?? {};
    const step = String(operation.args[0]);
    const at = file === undefined ? "" : ` (${shownPath(file)}:${line})`;
    if (!skipSteps)
      throw new LimbeckError(
        "not-offline",
        `${revision} has a data step, "${step}"${at}, which only a run can do`,
        {
          hint: "Leave it out with --skip-steps and do that part by hand, or run the revision: `limbeck upgrade`.",
          details: { revision, step, file, line },
        },
      );
    skipped.push({ revision, step, file, line });
    return [{ sql: leftOut(`data step "${step}"${at}`), operation }];
  });
}

function inOneTransaction(revision: string, file: string | undefined): LimbeckError {
  return new LimbeckError(
    "operation-invalid",
    `${revision}${file === undefined ? "" : ` (${shownPath(file)})`} has a statement that cannot run in a transaction, and the whole script would be one`,
    {
      hint: "Leave `transactionPerMigration` true, or write the script up to this revision, and on from it.",
      details: { revision, file },
    },
  );
}

function reads(revision: string, file: string | undefined): LimbeckError {
  return new LimbeckError(
    "not-offline",
    `${revision}${file === undefined ? "" : ` (${shownPath(file)})`} reads with op.query, and SQL in a file has no database to read`,
    {
      hint: "Run the revision on the database: `limbeck upgrade`. Or let SQL decide: op.execute(sql`DO $$ … $$`).",
      details: { revision, file },
    },
  );
}

function scriptOf(
  project: Project,
  options: SqlOptions,
  command: string,
  from: readonly string[],
  to: readonly string[],
  steps: readonly OfflineStep[],
): string {
  const { tag, idempotent = false } = options;
  return offlineScript(steps, {
    table: project.table,
    targetSchema: project.targetSchema,
    heading: [
      `limbeck ${command} --sql: ${place(from)} -> ${place(to)}`,
      ...(tag === undefined ? [] : [`tag: ${tag.replaceAll(/\s+/g, " ")}`]),
      ...(steps.length === 0 ? ["nothing to do"] : ["psql -v ON_ERROR_STOP=1 -f FILE"]),
    ],
    oneTransaction: steps.length > 0 && project.loaded.config.transactionPerMigration === false,
    createTables: steps.length > 0 && (idempotent || from.length === 0),
    idempotent: idempotent && steps.length > 0,
  });
}

function titleOf(graph: RevisionGraph, { revision, direction }: Step): string {
  const { message, file } = revisionOf(graph, revision);
  const [title] = message.split("\n");
  return `${direction} ${revision}${title ? `: ${title}` : ""}${file ? ` (${shownPath(file)})` : ""}`;
}

function place(heads: readonly string[]): string {
  return heads.length === 0 ? "base" : heads.join(", ");
}
