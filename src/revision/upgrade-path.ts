import { findRows } from "./find.js";
import type { GraphNode, RevisionGraph } from "./graph-node.js";
import { isRelative, malformed, parseIdentifier } from "./identifier.js";
import { resolveIdentifier } from "./resolve.js";
import type { Step } from "./step.js";
import { inUpgradeOrder, reach } from "./traverse.js";

/**
 * The revisions to run so that the target and all it needs are applied, in order.
 *
 * Nothing to do is an empty path, also when the target lies below what is applied. `+N` counts
 * from the row of the version table, `BRANCH@+N` along one branch.
 * @throws LimbeckError as `resolveRevisions`
 * @example
 * upgradePath(graph, ["ae1027a6acf1"], "heads"); // [{ revision: "1975ea83b712", direction: "upgrade" }]
 */
export function upgradePath(
  graph: RevisionGraph,
  current: readonly string[],
  target: string,
): Step[] {
  const rows = findRows(graph, current);
  const identifier = parseIdentifier(target);
  const { offset = 0 } = identifier;
  if (isRelative(identifier) && offset < 0) {
    throw malformed(
      target,
      "an upgrade only goes up",
      `Count upwards, as in \`limbeck upgrade +1\`, or go back with \`limbeck downgrade ${target}\`.`,
    );
  }
  return stepsUp(rows, resolveIdentifier(graph, identifier, current));
}

function stepsUp(rows: readonly GraphNode[], targets: readonly GraphNode[]): Step[] {
  const applied = reach(rows, "below");
  const needed = reach(targets, "below", applied);
  return inUpgradeOrder(needed).map(({ id }) => ({ revision: id, direction: "upgrade" }));
}
