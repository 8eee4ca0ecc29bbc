import { headsOf } from "../../revision/index.js";
import type { CiCheck } from "./check.js";
import type { CiContext } from "./context.js";

/** One head, also after the merge; several only where none of them is new. */
export const headsCheck: CiCheck<CiContext> = {
  name: "heads",
  run({ graph, base, plans, project }) {
    const own = headsOf(graph);
    const heads = base?.headsTogether ?? own;
    if (heads.length <= 1)
      return { status: "passed", summary: heads[0] ? `one head: ${heads[0]}` : "no revisions yet" };
    const isNew = new Set(plans.map(({ revision }) => revision));
    const summary = `${heads.length} heads: ${heads.join(", ")}`;
    if (base && !project.loaded.config.linear && !heads.some((id) => isNew.has(id)))
      return { status: "passed", summary: `${summary}, all of ${base.ref}` };
    return {
      status: "failed",
      summary: heads.length > own.length ? `${summary}, together with ${base?.ref}` : summary,
      hint:
        heads.length > own.length
          ? `Bring this branch up to ${base?.ref}, then put its revisions behind the others: \`limbeck rebase\`. Or join the two: \`limbeck merge\`.`
          : "Put one line behind the other: `limbeck rebase`. Or join them: `limbeck merge`.",
    };
  },
};
