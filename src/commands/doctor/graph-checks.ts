import { readFileSync } from "node:fs";
import { branchPointsOf, headsOf } from "../../revision/index.js";
import { importSpecifiers, shownPath } from "../../script/index.js";
import { type Check, failed, ok, skipped } from "./check.js";

const oneHead: Check = {
  id: "one-head",
  title: "the revisions have one head",
  needs: ["migrations"],
  async run({ graph }) {
    const heads = headsOf(await graph());
    if (heads.length === 1) return ok(heads[0]);
    return failed(`the heads are ${heads.join(", ")}`, "Join them: limbeck merge");
  },
};

const line: Check = {
  id: "line",
  title: "the revisions form one line",
  needs: ["one-head"],
  async run({ graph, project }) {
    const points = branchPointsOf(await graph());
    if (points.length === 0) return ok();
    const text = `lines part at ${points.join(", ")} and are joined again`;
    // What has run everywhere stays as it is: only who wants one line is told.
    if (!(await project()).loaded.config.linear) return skipped(text);
    return failed(text, "limbeck rebase makes one line of what is applied nowhere yet.");
  },
};

const ownImports: Check = {
  id: "own-imports",
  title: "no revision imports code that moves on",
  needs: ["migrations"],
  async run({ graph }) {
    const leaning = (await graph()).nodes.flatMap(({ revision }) => {
      const found = importSpecifiers(readFileSync(revision.file!, "utf8"));
      const outside = found.find(
        ({ specifier, typeOnly }) => !typeOnly && /^(?:\.\.|#)/.test(specifier),
      );
      return outside ? [`${shownPath(revision.file!)} imports ${outside.specifier}`] : [];
    });
    if (leaning.length === 0) return ok();
    return failed(
      leaning.join("\n"),
      "Copy what they use into the revision: when that code changes, so would the past.",
    );
  },
};

export const graphChecks: readonly Check[] = [oneHead, line, ownImports];
