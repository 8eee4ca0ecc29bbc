import { LimbeckError } from "../../diagnostic/index.js";
import type { RevisionGraph } from "../../revision/index.js";
import { commonLine } from "./common-object.js";
import { commonObjects } from "./common-objects.js";
import type { Project } from "./project.js";

/**
 * Runs what wants one head. Where there are several, the error also says on what their lines both
 * work: who has to choose between joining them and following one wants to know that first.
 */
export async function tellingHeads<Result>(
  project: Project,
  graph: RevisionGraph,
  run: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof LimbeckError) || error.code !== "multiple-heads") throw error;
    const { heads } = error.details as { readonly heads?: readonly string[] };
    // A broken file is another error: it must not hide this one.
    const common = await commonObjects(project, graph, heads ?? []).catch(() => undefined);
    if (!common) throw error;
    const lines =
      common.length > 0
        ? common.slice(0, 10).map((one) => `  ${commonLine(one)}`)
        : ["  no object is worked on by more than one of their lines"];
    if (common.length > 10) lines.push(`  and ${common.length - 10} more`);
    throw new LimbeckError(error.code, [error.message, ...lines].join("\n"), {
      hint: error.hint,
      details: { ...error.details, common },
      cause: error,
    });
  }
}
