import { LimbeckError } from "../../diagnostic/index.js";
import { dependenciesOf, parentsOf } from "../../revision/index.js";
import type { Proof } from "../../scratch/index.js";
import type { RevisionPlan } from "../reading/revision-plan.js";
import { type CheckOutcome, type CiCheck, count } from "./check.js";
import type { CiContext } from "./context.js";

/** Every new revision goes up and down on a throwaway database, and leaves no trace. */
export const proofCheck: CiCheck<CiContext> = {
  name: "proof",
  async run(context) {
    const { plans, onProgress } = context;
    if (plans.length === 0) return { status: "skipped", summary: "no new revisions" };
    const failed: string[] = [];
    const warnings: string[] = [];
    let rows = 0;
    for (const [i, plan] of plans.entries()) {
      onProgress(`proving ${plan.revision} in both directions  ${i + 1}/${plans.length}`);
      const proof = await proofOf(context, plan);
      if (typeof proof === "string") failed.push(`${plan.revision}: ${proof}`);
      else {
        rows += proof.rows;
        warnings.push(...proof.warnings.map((warning) => `${plan.revision}: ${warning}`));
      }
    }
    return outcome(plans.length, rows, failed, warnings);
  },
};

function outcome(
  all: number,
  rows: number,
  failed: readonly string[],
  warnings: readonly string[],
): CheckOutcome {
  if (failed.length > 0)
    return {
      status: "failed",
      summary: `${failed.length} of ${count(all, "revision")} cannot be proved`,
      details: [...failed, ...warnings],
      hint: "Correct its upgrade or downgrade, as long as it is applied nowhere.",
    };
  const kept = rows > 0 ? `, ${count(rows, "row")} kept both ways` : "";
  return {
    status: warnings.length > 0 ? "warning" : "passed",
    summary: `${count(all, "revision")} proved up and down${kept}`,
    details: warnings,
  };
}

/** The proof, or why there is none. */
async function proofOf(
  { graph, bench, project }: CiContext,
  { revision, file, changesRows }: RevisionPlan,
): Promise<Proof | string> {
  const revisions = [...parentsOf(graph, revision), ...dependenciesOf(graph, revision)];
  const { upgrade, downgrade } = await project.load(file);
  try {
    const from = await bench.migrations(revisions);
    const claim = { revision, file, upgrade, downgrade, from, changesRows };
    return await bench.prove(claim, { revisions });
  } catch (error) {
    if (!(error instanceof LimbeckError) || error.code !== "proof-failed") throw error;
    return String(error.details.reason ?? error.message);
  }
}
