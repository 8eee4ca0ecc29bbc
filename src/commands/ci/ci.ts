import { LimbeckError } from "../../diagnostic/index.js";
import { upgradePath } from "../../revision/index.js";
import { drift } from "../comparing/drift.js";
import { openProject, type ProjectOptions } from "../project/project.js";
import { planRevisions, type RevisionPlan } from "../reading/revision-plan.js";
import { useScratch } from "../workbench/with-scratch.js";
import { withWorkbench } from "../workbench/workbench.js";
import { baseRevisions } from "./base-revisions.js";
import type { CheckOutcome, CiCheck } from "./check.js";
import type { CiContext } from "./context.js";
import { driftCheck } from "./drift-check.js";
import { headsCheck } from "./heads-check.js";
import { historyCheck } from "./history-check.js";
import { locksCheck } from "./locks-check.js";
import { lossesCheck } from "./losses-check.js";
import { modelsCheck } from "./models-check.js";
import { proofCheck } from "./proof-check.js";
import { rulesCheck } from "./rules-check.js";

export interface CiOptions extends ProjectOptions {
  /**
   * The branch this work goes to, as git names it: `origin/main`. New is what it does not have.
   * Without it, what the database has not run; without a database, everything.
   */
  readonly base?: string | undefined;
  /** Also ask the database: what is pending there, and whether it has drifted. */
  readonly drift?: boolean | undefined;
  /** A warning fails it too. */
  readonly strict?: boolean | undefined;
  /** Use what was read before where nothing has changed. Default `true`. */
  readonly cache?: boolean | undefined;
  /** Called when something that takes a while begins. */
  readonly onProgress?: ((what: string) => void) | undefined;
}

export interface CiReport {
  /** The verdict: no check failed, or with `strict` so much as warned. */
  readonly ok: boolean;
  /** The branch that was compared with, and the commit where this work left it. */
  readonly base?: { readonly ref: string; readonly commit: string };
  /** The revisions that are new. */
  readonly revisions: readonly RevisionPlan[];
  readonly checks: readonly (CheckOutcome & { readonly name: string })[];
}

const checks: readonly CiCheck<CiContext>[] = [
  headsCheck,
  modelsCheck,
  historyCheck,
  proofCheck,
  locksCheck,
  lossesCheck,
  rulesCheck,
  driftCheck,
];

/**
 * One verdict for a pipeline: what a reviewer of a change of the schema has to know. Reads only.
 *
 * @throws {LimbeckError} `base-unknown`; what reading the configuration and the folder can throw.
 *   What a check itself runs into is how that check failed
 */
export async function ci(options: CiOptions): Promise<CiReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  const base =
    options.base === undefined ? undefined : await baseRevisions(project, graph, options.base);
  const { onProgress = () => {} } = options;
  return useScratch(project, (scratch) =>
    withWorkbench({ ...project, scratch }, { cache: options.cache ?? true }, async (bench) => {
      const own = { ...options, scratch };
      if (options.drift) onProgress("comparing the database with its revisions");
      const found = options.drift ? await attempt(() => drift(own)) : undefined;
      const drifted = found instanceof LimbeckError ? undefined : found;
      const added =
        base?.added ?? drifted?.pending ?? upgradePath(graph, [], "heads").map((s) => s.revision);
      onProgress("working out what the new revisions do");
      const plans = await attempt(() => planRevisions(project, added, bench));
      const context: CiContext = {
        options: own,
        project,
        graph,
        bench,
        base,
        plans: plans instanceof LimbeckError ? [] : plans,
        drift: drifted,
        onProgress,
      };
      const known = new Map<CiCheck<CiContext>, CheckOutcome>();
      if (found instanceof LimbeckError) known.set(driftCheck, failure(found));
      if (plans instanceof LimbeckError) {
        known.set(proofCheck, failure(plans));
        for (const check of [locksCheck, lossesCheck, rulesCheck]) known.set(check, unread);
      }
      const results: (CheckOutcome & { name: string })[] = [];
      const { rules } = project.loaded.config;
      for (const check of checks) {
        if (check === rulesCheck && !rules) continue;
        const outcome = known.get(check) ?? (await attempt(async () => check.run(context)));
        const result = outcome instanceof LimbeckError ? failure(outcome) : outcome;
        results.push({ name: check.name, ...result });
      }
      const bad = options.strict ? ["failed", "warning"] : ["failed"];
      return {
        ok: !results.some(({ status }) => bad.includes(status)),
        ...(base && { base: { ref: base.ref, commit: base.commit } }),
        revisions: context.plans,
        checks: results,
      };
    }),
  );
}

/** What a check runs into is its outcome; only an interruption ends them all. */
async function attempt<Result>(run: () => Promise<Result>): Promise<Result | LimbeckError> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof LimbeckError && error.code !== "migration-interrupted") return error;
    throw error;
  }
}

const unread: CheckOutcome = {
  status: "skipped",
  summary: "the new revisions cannot be read: see proof",
};

function failure({ message, hint, code }: LimbeckError): CheckOutcome {
  const [first = "", ...details] = message.split("\n");
  return { status: "failed", summary: `${first} (${code})`, details, hint };
}
