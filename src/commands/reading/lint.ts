import { rangeNeedsRows, revisionRange, upgradePath } from "../../revision/index.js";
import { readHeads } from "../../runtime/version-table.js";
import { isLong, lockText } from "../ci/lock-text.js";
import { refuseUnknown } from "../database/unknown-heads.js";
import { openProject, type ProjectOptions, withDatabase } from "../project/project.js";
import { planApart, type RevisionPlan } from "./revision-plan.js";

export interface LintOptions extends ProjectOptions {
  /** `A:B`, both ends included; by default what the database has not run. */
  readonly range?: string | undefined;
  /** Use what was read before where nothing has changed. Default `true`. */
  readonly cache?: boolean | undefined;
}

/** What can be said against a revision that runs. */
export interface LintFinding {
  /** `locks`, `losses`, or the name of one of the project's own. */
  readonly rule: string;
  readonly text: string;
  /** The way that hurts nobody, where there is one. */
  readonly instead?: string;
}

export interface LintReport {
  /** Only where it was asked where it stands. */
  readonly database?: string;
  readonly revisions: readonly (Pick<RevisionPlan, "revision" | "message" | "file"> & {
    readonly findings: readonly LintFinding[];
  })[];
  /** Nothing was found. */
  readonly ok: boolean;
}

/**
 * Judges revisions by what they would do to a database in use: locks that are held as long as all
 * rows take, what goes for good, and what the project's own rules say. Reads only.
 *
 * @throws {LimbeckError} `revision-range`, `database-ahead`
 */
export async function lint(options: LintOptions): Promise<LintReport> {
  const { range } = options;
  const project = await openProject(options);
  const graph = await project.graph();
  const asks = range === undefined || rangeNeedsRows(range);
  const there = asks
    ? await withDatabase(project, async (connection, { label }) => ({
        at: await readHeads(connection, project.table),
        database: label,
      }))
    : undefined;
  if (range === undefined) refuseUnknown(graph, there!.at, project);
  const ids =
    range === undefined
      ? upgradePath(graph, there!.at, "heads").map((step) => step.revision)
      : revisionRange(graph, range, there?.at).reverse();
  const plans = await planApart(project, ids, options);
  const revisions = plans.map((plan) => ({
    revision: plan.revision,
    message: plan.message,
    file: plan.file,
    findings: findingsOf(plan),
  }));
  return {
    ...(there && { database: there.database }),
    revisions,
    ok: revisions.every(({ findings }) => findings.length === 0),
  };
}

function findingsOf({ locks, loses, findings = [] }: RevisionPlan): LintFinding[] {
  return [
    ...locks.filter(isLong).map((lock) => ({
      rule: "locks",
      text: lockText(lock),
      ...(lock.safer !== undefined && { instead: lock.safer }),
    })),
    ...loses.upgrade.map((text) => ({ rule: "losses", text })),
    ...findings,
  ];
}
