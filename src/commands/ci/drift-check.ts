import { type CiCheck, count } from "./check.js";
import type { CiContext } from "./context.js";

/** The database is what its own revisions build. */
export const driftCheck: CiCheck<CiContext> = {
  name: "drift",
  run({ drift }) {
    if (!drift) return { status: "skipped", summary: "no database was asked: --drift" };
    const { equal, objects, differences, database, revisions } = drift;
    const at = revisions.join(", ") || "base";
    if (equal)
      return {
        status: "passed",
        summary: `${database} at ${at} is what its revisions build, ${count(objects, "object")}`,
      };
    return {
      status: "failed",
      summary: `${database} at ${at} differs from what its revisions build, in ${count(differences.length, "object")}`,
      details: differences.map(({ text }) => text),
      hint: "`limbeck drift` shows both ways out.",
    };
  },
};
