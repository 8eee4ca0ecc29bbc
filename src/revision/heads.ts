import { findById } from "./find.js";
import type { RevisionGraph } from "./graph-node.js";
import type { Revision } from "./revision.js";
import { idsOf, inUpgradeOrder, reach } from "./traverse.js";

/** The revisions nothing follows, in the order given. */
export function headsOf(graph: RevisionGraph): string[] {
  return idsOf(graph.nodes.filter((node) => node.children.length === 0));
}

/** The revisions nothing follows or depends on: what `heads` stands for. */
export function realHeadsOf(graph: RevisionGraph): string[] {
  return idsOf(graph.nodes.filter((node) => node.above.length === 0));
}

/** The revisions that follow nothing, in the order given; they may still depend on others. */
export function basesOf(graph: RevisionGraph): string[] {
  return idsOf(graph.nodes.filter((node) => node.parents.length === 0));
}

/** The revisions more than one follows, in upgrade order. */
export function branchPointsOf(graph: RevisionGraph): string[] {
  return idsOf(graph.order.filter((node) => node.children.length > 1));
}

/** The revision of a full id. @throws LimbeckError `revision-unknown` */
export function revisionOf(graph: RevisionGraph, id: string): Revision {
  return findById(graph, id).revision;
}

export function hasRevision(graph: RevisionGraph, id: string): boolean {
  return graph.byId.has(id);
}

/** What follows a revision; dependents do not count. */
export function childrenOf(graph: RevisionGraph, id: string): string[] {
  return idsOf(findById(graph, id).children);
}

/** What a revision follows. */
export function parentsOf(graph: RevisionGraph, id: string): string[] {
  return idsOf(findById(graph, id).parents);
}

/** What a revision depends on, labels replaced by the revision that declares them. */
export function dependenciesOf(graph: RevisionGraph, id: string): string[] {
  return idsOf(findById(graph, id).dependencies);
}

/** What depends on a revision without following it. */
export function dependentsOf(graph: RevisionGraph, id: string): string[] {
  const node = findById(graph, id);
  return idsOf(node.above.filter((upper) => !upper.parents.includes(node)));
}

/** Ids newest first: the upgrade order, backwards. */
export function historyOrder(graph: RevisionGraph): string[] {
  return idsOf(graph.order).reverse();
}

/** What the given rows of a version table say is applied, in upgrade order; unknown rows are left out. */
export function appliedRevisions(graph: RevisionGraph, current: readonly string[]): string[] {
  const rows = current.flatMap((id) => graph.byId.get(id) ?? []);
  return idsOf(inUpgradeOrder(reach(rows, "below")));
}

/**
 * The newest applied revision of every line, counting those that have no row because another row
 * depends on them: what `current` shows.
 */
export function currentHeads(graph: RevisionGraph, current: readonly string[]): string[] {
  const rows = current.flatMap((id) => graph.byId.get(id) ?? []);
  const applied = reach(rows, "below");
  const tips = [...applied].filter((node) => !node.children.some((child) => applied.has(child)));
  return idsOf(inUpgradeOrder(tips));
}

/** The revision that one without a file was squashed into. */
export function squashedInto(graph: RevisionGraph, id: string): string | undefined {
  return graph.replaced.get(id)?.id;
}

/** Rows of the database that the folder lacks. */
export function unknownHeads(graph: RevisionGraph, current: readonly string[]): string[] {
  return current.filter((id) => !graph.byId.has(id));
}
