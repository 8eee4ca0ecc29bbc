import { type CiCheck, count } from "./check.js";
import type { CiContext } from "./context.js";

/** What the project's own rules have against the new revisions; only where there are rules. */
export const rulesCheck: CiCheck<CiContext> = {
  name: "rules",
  run({ plans, project }) {
    const rules = Object.keys(project.loaded.config.rules ?? {});
    if (plans.length === 0) return { status: "skipped", summary: "no new revisions" };
    const found = plans.flatMap(({ revision, findings = [] }) =>
      findings.map(({ rule, text }) => `${revision}: ${text} (${rule})`),
    );
    if (found.length === 0)
      return { status: "passed", summary: `${count(rules.length, "rule")} kept` };
    return { status: "failed", summary: `${count(found.length, "finding")}`, details: found };
  },
};
