import { LimbeckError } from "../../diagnostic/index.js";
import { headsOf, parentsOf, type RevisionGraph, resolveRevisions } from "../../revision/index.js";
import type { CommonObject } from "../project/common-object.js";
import { commonObjects } from "../project/common-objects.js";
import { openProject, type ProjectOptions } from "../project/project.js";
import { draftRevision, type NewRevisionOptions, saveRevision } from "./new-revision.js";

export interface MergeOptions
  extends ProjectOptions,
    Omit<NewRevisionOptions, "dependsOn" | "sql"> {
  /** What to join, by any identifier; all heads by default. */
  readonly revisions?: readonly string[] | undefined;
  /** Also join what other revisions follow already. */
  readonly splice?: boolean | undefined;
}

export interface MergeReport {
  readonly revision: string;
  readonly file: string;
  readonly message: string;
  readonly down: readonly string[];
  /** Objects that more than one of the joined lines works on: worth a look. */
  readonly common: readonly CommonObject[];
}

/**
 * Writes a revision that follows several: two lines become one again. It does nothing by itself.
 *
 * @throws {LimbeckError} `usage` where there is nothing to join, `not-a-head`, `revision-overlap`
 */
export async function merge(options: MergeOptions): Promise<MergeReport> {
  const project = await openProject(options);
  const graph = await project.graph();
  const { revisions = [] } = options;
  const named = revisions.length === 0 ? ["heads"] : revisions;
  // `heads` are those that no dependency covers; a merge joins the lines all the same.
  const resolve = (name: string) =>
    name === "heads" ? headsOf(graph) : resolveRevisions(graph, name);
  const down = [...new Set(named.flatMap(resolve))];
  refuse(graph, down, revisions, options.splice ?? false);
  const message = options.message ?? `merge ${down.join(" and ")}`;
  const draft = await draftRevision(project, graph, down, { ...options, message });
  const common = await commonObjects(project, graph, down);
  const file = await saveRevision(project, draft);
  return { revision: draft.revision.id, file, message, down, common };
}

function refuse(
  graph: RevisionGraph,
  down: readonly string[],
  given: readonly string[],
  splice: boolean,
): void {
  const heads = headsOf(graph);
  if (down.length < 2)
    throw new LimbeckError(
      "usage",
      given.length === 0
        ? `there is nothing to join: ${heads.length === 0 ? "there are no revisions" : `${heads[0]} is the only head`}`
        : `there is nothing to join: ${given.join(" ")} is one revision`,
      { hint: "Name two revisions of different lines: `limbeck merge ae10 27c6`." },
    );
  for (const id of down) {
    const below = ancestorsOf(graph, id);
    const other = down.find((one) => below.has(one));
    if (other === undefined) continue;
    throw new LimbeckError("revision-overlap", `${id} follows ${other} already`, {
      hint: `Leave ${other} out.`,
      details: { revisions: [id, other] },
    });
  }
  const inner = splice ? undefined : down.find((id) => !heads.includes(id));
  if (inner === undefined) return;
  throw new LimbeckError(
    "not-a-head",
    `${inner} is not a head: other revisions follow it already`,
    {
      hint: `Heads are: ${heads.join(", ")}. To join it all the same, add --splice.`,
      details: { revision: inner, heads },
    },
  );
}

/** What a revision follows, near and far; what it only depends on is another line. */
function ancestorsOf(graph: RevisionGraph, id: string): ReadonlySet<string> {
  const found = new Set(parentsOf(graph, id));
  for (const ancestor of found) for (const parent of parentsOf(graph, ancestor)) found.add(parent);
  return found;
}
