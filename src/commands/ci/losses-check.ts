import { type CiCheck, count } from "./check.js";
import type { CiContext } from "./context.js";

/** What goes for good when the new revisions run. */
export const lossesCheck: CiCheck<CiContext> = {
  name: "losses",
  run({ plans }) {
    if (plans.length === 0) return { status: "skipped", summary: "no new revisions" };
    const lost = plans.flatMap(({ revision, loses }) =>
      loses.upgrade.map((what) => `${revision}: ${what}`),
    );
    if (lost.length === 0) return { status: "passed", summary: "an upgrade loses nothing" };
    return {
      status: "warning",
      summary: `an upgrade loses ${count(lost.length, "thing")}`,
      details: lost,
      hint: "Let a release that no longer uses them go out first, and keep a backup.",
    };
  },
};
