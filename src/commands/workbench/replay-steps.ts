import { type RevisionGraph, revisionOf, upgradePath } from "../../revision/index.js";

/** One revision and its file. */
export interface FileStep {
  readonly revision: string;
  readonly file: string;
}

/** The revisions that lead from nothing to all heads, or to these revisions, in order. */
export function stepsTo(graph: RevisionGraph, revisions?: readonly string[]): FileStep[] {
  const wanted =
    revisions && new Set(revisions.flatMap((id) => upgradePath(graph, [], id).map(idOf)));
  return upgradePath(graph, [], "heads")
    .map(idOf)
    .filter((id) => !wanted || wanted.has(id))
    .map((revision) => ({ revision, file: revisionOf(graph, revision).file! }));
}

function idOf(step: { readonly revision: string }): string {
  return step.revision;
}
