import { LimbeckError } from "../diagnostic/index.js";
import type { NodeDraft } from "./graph-node.js";

/** Positions of nodes that have none yet. */
export const unseen = -1;
const open = -2;

/**
 * Gives every node its position, and all nodes in upgrade order: depth first from each real head, lower nodes first, without
 * recursion. A single pass also finds a cycle, since every walk in a finite graph ends or closes.
 */
export function upgradeOrder(nodes: readonly NodeDraft[]): NodeDraft[] {
  const order: NodeDraft[] = [];
  const heads = nodes.filter((node) => node.above.length === 0);
  for (const start of [...heads, ...nodes]) {
    if (start.position !== unseen) continue;
    const path: NodeDraft[] = [start];
    const next: number[] = [0];
    start.position = open;
    while (path.length > 0) {
      // Indexes, not `at`: with ten thousand revisions this is most of what `heads` computes.
      const node = path[path.length - 1]!;
      const turn = next[next.length - 1]!;
      const lower = node.below[turn];
      if (lower === undefined) {
        node.position = order.push(node) - 1;
        path.pop();
        next.pop();
        continue;
      }
      next[next.length - 1] = turn + 1;
      if (lower.position === open) throw cycle(path.slice(path.indexOf(lower)));
      if (lower.position !== unseen) continue;
      lower.position = open;
      path.push(lower);
      next.push(0);
    }
  }
  return order;
}

/** `downwards` runs from a node to what it needs; people read "a -> b" as "b follows a". */
function cycle(downwards: readonly NodeDraft[]): LimbeckError {
  const upwards = downwards.toReversed();
  const smallest = upwards.reduce((best, node, at) => (node.id < upwards[best]!.id ? at : best), 0);
  const ring = [...upwards.slice(smallest), ...upwards.slice(0, smallest)];
  const ids = [...ring, ring[0]!].map((node) => node.id);
  const byDependency = ring.flatMap((node, at) => {
    const upper = ring[(at + 1) % ring.length]!;
    return upper.parents.includes(node) ? [] : [`${upper.id} depends on ${node.id}`];
  });
  const files = ring.flatMap(({ revision }) => (revision.file === undefined ? [] : revision.file));
  const edges = byDependency.length === 0 ? "" : ` (${byDependency.join(", ")})`;
  const where = files.length === 0 ? "" : `, in ${abridged(files).join(", ")}`;
  return new LimbeckError(
    "graph-cycle",
    `the revisions form a cycle: ${abridged(ids).join(" -> ")}${edges}${where}`,
    {
      hint: "Correct downRevision or dependsOn in one of these files, so that one of them comes first.",
      details: { cycle: ids, files },
    },
  );
}

function abridged(texts: readonly string[]): readonly string[] {
  return texts.length <= 12 ? texts : [...texts.slice(0, 6), "…", ...texts.slice(-5)];
}
