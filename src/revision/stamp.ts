import { LimbeckError } from "../diagnostic/index.js";
import { findRows } from "./find.js";
import type { GraphNode, RevisionGraph } from "./graph-node.js";
import { parseIdentifier } from "./identifier.js";
import { findByName } from "./lookup.js";
import { resolveIdentifier } from "./resolve.js";
import { idsOf, inUpgradeOrder, lineageOf, reach } from "./traverse.js";

/**
 * The rows of the version table after a stamp: each target replaces the rows below and above it,
 * other branches keep theirs; `base` removes all, `BRANCH@base` those of one branch.
 *
 * @throws LimbeckError as `resolveRevisions`; `revision-overlap` when one target needs another
 */
export function headsAfterStamp(
  graph: RevisionGraph,
  current: readonly string[],
  targets: readonly string[],
): string[] {
  const rows = new Set(findRows(graph, current));
  const chosen = new Set<GraphNode>();
  for (const target of targets) {
    const identifier = parseIdentifier(target);
    const nodes = resolveIdentifier(graph, identifier, current);
    for (const node of nodes) chosen.add(node);
    if (nodes.length > 0) continue;
    const { branch } = identifier;
    const lineage = branch === undefined ? undefined : lineageOf(findByName(graph, branch));
    for (const row of [...rows]) if (lineage?.has(row) ?? true) rows.delete(row);
  }
  for (const node of chosen) {
    const lower = reach([node], "below");
    const upper = reach([node], "above");
    for (const other of chosen) if (other !== node && lower.has(other)) throw overlap(node, other);
    for (const row of [...rows]) if (lower.has(row) || upper.has(row)) rows.delete(row);
  }
  return idsOf(inUpgradeOrder([...rows, ...chosen]));
}

function overlap(upper: GraphNode, lower: GraphNode): LimbeckError {
  return new LimbeckError(
    "revision-overlap",
    `${upper.id} and ${lower.id} cannot both be stamped: ${upper.id} already says that ${lower.id} is applied`,
    { hint: `Leave ${lower.id} out.`, details: { revisions: [upper.id, lower.id] } },
  );
}
