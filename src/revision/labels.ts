import { findById } from "./find.js";
import type { GraphNode, RevisionGraph } from "./graph-node.js";

type Labels = ReadonlySet<string>;

const none: Labels = new Set();
const labelled = new WeakMap<RevisionGraph, ReadonlyMap<GraphNode, Labels>>();

/**
 * The branch labels that cover a revision, sorted.
 *
 * A label covers the revision that declares it, all that follow, and what comes before, back to
 * but not including the nearest branch or merge point.
 */
export function labelsOf(graph: RevisionGraph, id: string): string[] {
  if (graph.byLabel.size === 0) return [];
  let labels = labelled.get(graph);
  if (labels === undefined) {
    labels = labelAll(graph);
    labelled.set(graph, labels);
  }
  return [...(labels.get(findById(graph, id)) ?? none)].sort();
}

/** Nodes without a label of their own share their parent's set, so a long branch costs one set. */
function labelAll(graph: RevisionGraph): Map<GraphNode, Labels> {
  const own = new Map<GraphNode, Set<string>>();
  for (const [label, declaring] of graph.byLabel) {
    let node: GraphNode | undefined = declaring;
    do {
      const labels: Set<string> = own.get(node) ?? new Set();
      own.set(node, labels.add(label));
      node = isJunction(node) ? undefined : node.parents[0];
    } while (node !== undefined && !isJunction(node));
  }
  const all = new Map<GraphNode, Labels>();
  for (const node of graph.order) {
    const inherited = new Set(node.parents.map((parent) => all.get(parent) ?? none));
    inherited.delete(none);
    const mine = own.get(node);
    const [only] = inherited;
    if (mine === undefined && inherited.size <= 1) {
      if (only !== undefined) all.set(node, only);
    } else {
      const union = new Set(mine);
      for (const labels of inherited) for (const label of labels) union.add(label);
      all.set(node, union);
    }
  }
  return all;
}

/** A branch point, dependents counted, or a merge point. */
function isJunction(node: GraphNode): boolean {
  return node.above.length > 1 || node.parents.length > 1;
}
