import { shownPath } from "../../script/index.js";
import { type CiCheck, count } from "./check.js";
import type { CiContext } from "./context.js";

/** What others may have applied already does what it did. */
export const historyCheck: CiCheck<CiContext> = {
  name: "history",
  run({ base }) {
    if (!base)
      return { status: "skipped", summary: "needs a branch to compare with: --base origin/main" };
    const { edited, compared, ref, commit } = base;
    if (edited.length === 0)
      return {
        status: "passed",
        summary: `${count(compared, "revision")} of ${ref} as ${compared === 1 ? "it was" : "they were"}`,
      };
    return {
      status: "failed",
      summary: `${count(edited.length, "revision")} of ${ref} changed: where ${edited.length === 1 ? "it is" : "they are"} applied already, nobody gets the change`,
      details: edited.map(
        ({ revision, file, change }) => `${revision} ${change}: ${shownPath(file)}`,
      ),
      hint: `Put the files back, and make the change in a new revision: \`git checkout ${commit.slice(0, 12)} -- ${edited.map(({ file }) => shownPath(file)).join(" ")}\``,
    };
  },
};
