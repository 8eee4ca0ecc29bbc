import { LimbeckError } from "../../diagnostic/index.js";
import { headsOf, type RevisionGraph, resolveRevisions } from "../../revision/index.js";
import { commonLine } from "../project/common-object.js";
import { commonObjects } from "../project/common-objects.js";
import type { Project } from "../project/project.js";

/**
 * The parents that `--head` means: the only head by default; a revision that others follow only
 * with `splice`.
 *
 * @throws {LimbeckError} `multiple-heads`, `not-a-head`
 */
export function parentsFor(
  project: Project,
  graph: RevisionGraph,
  head: string | undefined,
  splice = false,
): string[] {
  const heads = headsOf(graph);
  refuseSecondHead(project, graph);
  if (head === undefined) {
    if (heads.length <= 1) return heads;
    throw new LimbeckError(
      "multiple-heads",
      `there are ${heads.length} heads: ${heads.join(", ")}`,
      {
        hint: `Join them first: \`limbeck merge\`. Or name the one to follow: --head ${heads.at(-1)}.`,
        details: { heads },
      },
    );
  }
  const parents = resolveRevisions(graph, head);
  const inner = splice ? undefined : parents.find((id) => !heads.includes(id));
  if (inner === undefined) {
    const split =
      parents.length === 0 ? heads.length > 0 : parents.some((id) => !heads.includes(id));
    if (project.loaded.config.linear && split)
      throw notLinear(
        [...heads, "the new one"],
        `Leave --head out: it follows ${heads.join(", ")}. Or take \`linear\` out of the configuration.`,
      );
    return parents;
  }
  throw new LimbeckError(
    "not-a-head",
    `${inner} is not a head: other revisions follow it already`,
    {
      hint: `Heads are: ${heads.join(", ")}. To begin another line there, add --splice.`,
      details: { revision: inner, heads },
    },
  );
}

/**
 * All heads, for a revision that joins them with what it does itself; what their lines have in
 * common must be looked at first, and by a person.
 *
 * @throws {LimbeckError} `multiple-heads` naming the objects that several lines work on
 */
export async function parentsToJoin(project: Project, graph: RevisionGraph): Promise<string[]> {
  refuseSecondHead(project, graph);
  const heads = headsOf(graph);
  const common = heads.length > 1 ? await commonObjects(project, graph, heads) : [];
  if (common.length === 0) return heads;
  const lines = common.map((one) => `\n  ${commonLine(one)}`).join("");
  throw new LimbeckError(
    "multiple-heads",
    `${heads.join(" and ")} cannot be joined unseen: their lines have something in common${lines}`,
    {
      hint: "See that it does not matter which line runs first. Then join them, and go on from there: `limbeck merge`, `limbeck generate`.",
      details: { heads, common },
    },
  );
}

/**
 * Of a project whose revisions form one line.
 *
 * @throws {LimbeckError} `multiple-heads`
 */
export function refuseSecondHead(project: Project, graph: RevisionGraph): void {
  const heads = headsOf(graph);
  if (project.loaded.config.linear && heads.length > 1)
    throw notLinear(
      heads,
      "Let the one that is applied nowhere follow the other: `limbeck rebase`.",
    );
}

function notLinear(heads: readonly string[], hint: string): LimbeckError {
  return new LimbeckError(
    "multiple-heads",
    `the revisions should form one line, and there are ${heads.length} heads: ${heads.join(", ")}`,
    { hint, details: { heads, linear: true } },
  );
}
