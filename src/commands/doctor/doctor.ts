import { dirname, resolve } from "node:path";
import { findConfig, resolveScratchUrl } from "../../config/index.js";
import { nearest } from "../../config/nearest.js";
import { LimbeckError } from "../../diagnostic/index.js";
import type { ScratchPool } from "../../scratch/index.js";
import { openProject, type Project, type ProjectOptions } from "../project/project.js";
import { useScratch } from "../workbench/with-scratch.js";
import { type Check, type Finding, thrown } from "./check.js";
import { databaseChecks } from "./database-checks.js";
import { deploymentChecks } from "./deployment-checks.js";
import { type Examined, examine } from "./examined.js";
import { graphChecks } from "./graph-checks.js";
import { projectChecks } from "./project-checks.js";
import { roundTripChecks } from "./round-trip-checks.js";
import { standingChecks } from "./standing-checks.js";

export interface DoctorOptions extends ProjectOptions {
  /** Checks, or whole sections, that are left out, by id or title. */
  readonly skip?: readonly string[] | undefined;
  /** What is not there counts as failed too: container files, a pipeline, tests, pages. */
  readonly strict?: boolean | undefined;
  /** The commands there are, to find those in scripts and pages that are not. */
  readonly commands?: readonly string[] | undefined;
  /** Called when a check begins. */
  readonly onCheck?: ((title: string) => void) | undefined;
}

export interface CheckResult {
  readonly id: string;
  /** What should be so. */
  readonly title: string;
  readonly status: "ok" | "failed" | "skipped";
  /** What was found, or why it was left out. */
  readonly text?: string | undefined;
  /** The way out. */
  readonly hint?: string | undefined;
}

export interface DoctorReport {
  /** No check failed. */
  readonly ok: boolean;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly sections: readonly { readonly title: string; readonly checks: readonly CheckResult[] }[];
}

/** Every check there is, as the report lists them: one that another needs comes before it. */
const sections: Readonly<Record<string, readonly Check[]>> = {
  project: projectChecks,
  graph: graphChecks,
  "round trip": roundTripChecks,
  database: [...databaseChecks, ...standingChecks],
  deployment: deploymentChecks,
};

/**
 * Looks at everything a project needs in order to migrate: configuration, models, revisions, the
 * database, what deploys it. Reads only. What is wrong is in the report, and not thrown.
 *
 * @throws {LimbeckError} `usage` for a check to skip that there is not; `database-unchosen`
 */
export async function doctor(options: DoctorOptions): Promise<DoctorReport> {
  refuseUnknown(options.skip ?? []);
  const dir = projectDir(options);
  const report = await withSharedScratch(options, async (scratch) => {
    const examined = examine(dir, options, scratch);
    try {
      return await examineAll(examined, options);
    } finally {
      await examined.leave();
    }
  });
  const all = report.flatMap(({ checks }) => checks);
  const count = (status: CheckResult["status"]) => all.filter((c) => c.status === status).length;
  return {
    ok: count("failed") === 0,
    passed: count("ok"),
    failed: count("failed"),
    skipped: count("skipped"),
    sections: report,
  };
}

async function examineAll(
  examined: Examined,
  options: DoctorOptions,
): Promise<DoctorReport["sections"]> {
  const results = new Map<string, CheckResult>();
  const done: { title: string; checks: CheckResult[] }[] = [];
  for (const [title, checks] of Object.entries(sections)) {
    const found: CheckResult[] = [];
    for (const check of checks) {
      options.signal?.throwIfAborted();
      const left = options.skip?.some((name) => name === check.id || name === title) ?? false;
      options.onCheck?.(check.title);
      const result = left
        ? resultOf(check, { status: "skipped", text: "left out by --skip" })
        : await resultOfRun(check, examined, results, options.strict ?? false);
      results.set(check.id, result);
      found.push(result);
    }
    done.push({ title, checks: found });
  }
  return done;
}

async function resultOfRun(
  check: Check,
  examined: Examined,
  before: ReadonlyMap<string, CheckResult>,
  strict: boolean,
): Promise<CheckResult> {
  const lacks = check.needs?.map((id) => before.get(id)!).find(({ status }) => status !== "ok");
  if (lacks) return resultOf(check, { status: "skipped", text: `it needs that ${lacks.title}` });
  const finding = await Promise.resolve()
    .then(() => check.run(examined))
    .catch(thrown);
  if (finding.status !== "absent") return resultOf(check, finding);
  return resultOf(check, { ...finding, status: strict ? "failed" : "skipped" });
}

function resultOf({ id, title }: Check, { status, text, hint }: Finding): CheckResult {
  return {
    id,
    title,
    status: status as CheckResult["status"],
    ...(text !== undefined && { text }),
    ...(hint !== undefined && { hint }),
  };
}

function projectDir({ cwd = process.cwd(), config }: ProjectOptions): string {
  try {
    return findConfig(cwd, config).dir;
  } catch {
    return config === undefined ? cwd : dirname(resolve(cwd, config));
  }
}

/** Several checks need a throwaway database: starting one is what costs the most of each. */
async function withSharedScratch<Result>(
  options: DoctorOptions,
  run: (scratch: ScratchPool | undefined) => Promise<Result>,
): Promise<Result> {
  const project = await withUsableScratch(options);
  return project ? useScratch(project, run) : run(undefined);
}

/** Nothing where there can be none: the check that needs one says why. */
async function withUsableScratch(options: DoctorOptions): Promise<Project | undefined> {
  try {
    const project = await openProject(options);
    resolveScratchUrl(project.loaded);
    return project;
  } catch (error) {
    // Of several databases one is to be looked at: that is no finding.
    if (error instanceof LimbeckError && error.code === "database-unchosen") throw error;
    return undefined;
  }
}

/** @throws {LimbeckError} `usage` */
function refuseUnknown(names: readonly string[]): void {
  const known = Object.entries(sections).flatMap(([title, checks]) => [
    title,
    ...checks.map(({ id }) => id),
  ]);
  const stray = names.find((name) => !known.includes(name));
  if (stray === undefined) return;
  const meant = nearest(stray, known);
  throw new LimbeckError("usage", `there is no check ${stray}`, {
    hint: meant ? `Did you mean ${meant}?` : `There are ${known.join(", ")}.`,
  });
}
