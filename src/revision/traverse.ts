import type { GraphNode } from "./graph-node.js";

type Edge = "parents" | "below" | "children" | "above";

/** The nodes themselves and all that the edges lead to. `skip` ends a walk where it holds. */
export function reach(
  starts: Iterable<GraphNode>,
  edge: Edge,
  skip?: ReadonlySet<GraphNode>,
): Set<GraphNode> {
  const seen = new Set<GraphNode>();
  const todo = [...starts];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (seen.has(node) || skip?.has(node)) continue;
    seen.add(node);
    for (const other of node[edge]) if (!seen.has(other)) todo.push(other);
  }
  return seen;
}

/** A node, its ancestors and its descendants along down revisions; dependencies do not count. */
export function lineageOf(node: GraphNode): Set<GraphNode> {
  const lineage = reach([node], "parents");
  for (const other of reach([node], "children")) lineage.add(other);
  return lineage;
}

/** The nodes in upgrade order. */
export function inUpgradeOrder(nodes: Iterable<GraphNode>): GraphNode[] {
  return [...nodes].sort((a, b) => a.position - b.position);
}

export function idsOf(nodes: Iterable<GraphNode>): string[] {
  return Array.from(nodes, (node) => node.id);
}
