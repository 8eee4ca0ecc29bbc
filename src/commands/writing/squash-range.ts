import { LimbeckError } from "../../diagnostic/index.js";
import {
  childrenOf,
  dependenciesOf,
  dependentsOf,
  parentsOf,
  type Revision,
  type RevisionGraph,
  revisionOf,
  revisionRange,
} from "../../revision/index.js";

/** A part of the graph that one revision can stand for. */
export interface SquashRange {
  /** Oldest first. */
  readonly revisions: readonly Revision[];
  /** The last one: all that follow it stay as they are. */
  readonly top: Revision;
  /** What the first ones follow. */
  readonly down: readonly string[];
  /** What any of them depends on outside of the range, as their files name it. */
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
}

/**
 * Finds what lies between two revisions, and that nothing else holds on to its inside.
 *
 * @throws {LimbeckError} `usage` for fewer than two revisions, `revision-range` where it is not
 *   closed: where it has several ends, or something outside follows, or is followed by, its inside
 */
export function squashRange(graph: RevisionGraph, text: string): SquashRange {
  const ids = revisionRange(graph, text).reverse();
  const inside = new Set(ids);
  if (ids.length < 2)
    throw new LimbeckError(
      "usage",
      `${text} is ${ids[0] ?? "no revision"}: there is nothing to squash`,
      {
        hint: "Name two ends, both included: `limbeck squash 1975:ae10`, `limbeck squash base:head`.",
      },
    );
  const above = (id: string) => [...childrenOf(graph, id), ...dependentsOf(graph, id)];
  const tops = ids.filter((id) => !above(id).some((other) => inside.has(other)));
  const [top, second] = tops;
  if (top === undefined || second !== undefined)
    throw open(text, `it ends in ${tops.join(" and ")}`, "Join them first: `limbeck merge`.");
  for (const id of ids) {
    const other = id === top ? undefined : above(id).find((one) => !inside.has(one));
    if (other !== undefined)
      throw open(text, `${other} needs ${id}, and not what comes after`, endsAt(ids, id));
  }
  const bottoms = ids.filter((id) => !parentsOf(graph, id).some((one) => inside.has(one)));
  for (const id of ids) {
    const other = bottoms.includes(id)
      ? undefined
      : parentsOf(graph, id).find((one) => !inside.has(one));
    if (other !== undefined)
      throw open(
        text,
        `${id} also follows ${other}, which is not in it`,
        "Begin where the lines part, or behind where they join.",
      );
  }
  const revisions = ids.map((id) => revisionOf(graph, id));
  const outside = new Set(
    ids.flatMap((id) => dependenciesOf(graph, id)).filter((id) => !inside.has(id)),
  );
  return {
    revisions,
    top: revisionOf(graph, top),
    down: [...new Set(bottoms.flatMap((id) => parentsOf(graph, id)))],
    dependsOn: [...new Set(revisions.flatMap((one) => one.dependsOn))].filter((name) =>
      outside.has(graph.byLabel.get(name)?.id ?? name),
    ),
    labels: revisions.flatMap((one) => one.labels),
  };
}

function endsAt(ids: readonly string[], id: string): string {
  return ids[0] === id
    ? "Leave it out of the range."
    : `Squash up to there: \`limbeck squash ${ids[0]}:${id}\`.`;
}

function open(text: string, why: string, hint: string): LimbeckError {
  return new LimbeckError("revision-range", `${text} cannot be one revision: ${why}`, {
    hint,
    details: { range: text },
  });
}
