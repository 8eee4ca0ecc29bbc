import { LimbeckError } from "../diagnostic/index.js";
import { findRows } from "./find.js";
import type { GraphNode, RevisionGraph } from "./graph-node.js";
import { type Identifier, isRelative, malformed, parseIdentifier } from "./identifier.js";
import { findByName } from "./lookup.js";
import { rowToGoDownFrom } from "./relative.js";
import { atMostOne, resolveIdentifier } from "./resolve.js";
import type { Step } from "./step.js";
import { idsOf, inUpgradeOrder, lineageOf, reach } from "./traverse.js";
import { onlyParent, tooFar } from "./walk.js";

/**
 * The revisions to take back so that nothing above the target stays applied, newest first.
 *
 * What depends on a dropped revision goes with it, also on other branches. `-N` counts from the
 * row of the version table, `BRANCH@-N` along one branch; `BRANCH@base` and `BRANCH@REVISION`
 * leave the other branches alone as far as dependencies allow.
 * @throws LimbeckError as `resolveRevisions`; `revision-range` when the target is not applied
 */
export function downgradePath(
  graph: RevisionGraph,
  current: readonly string[],
  target: string,
): Step[] {
  const rows = findRows(graph, current);
  const identifier = parseIdentifier(target);
  const applied = reach(rows, "below");
  const roots = rootsToDrop(graph, identifier, rows, applied);
  const dropped = reach(roots, "above");
  return inUpgradeOrder([...dropped].filter((node) => applied.has(node)))
    .reverse()
    .map(({ id }) => ({ revision: id, direction: "downgrade" }));
}

/** The lowest revisions to drop. */
function rootsToDrop(
  graph: RevisionGraph,
  identifier: Identifier,
  rows: readonly GraphNode[],
  applied: ReadonlySet<GraphNode>,
): readonly GraphNode[] {
  const { branch, symbol, offset } = identifier;
  const lineage = branch === undefined ? undefined : lineageOf(findByName(graph, branch));
  if (offset !== undefined && isRelative(identifier)) {
    return lowestOfCount(identifier, offset, rows, applied, lineage);
  }
  // Where the database stands is no move, however many rows that is.
  if (symbol === "current") return [];
  const target = atMostOne(identifier, resolveIdentifier(graph, identifier, idsOf(rows)));
  if (target !== undefined && !applied.has(target)) throw notApplied(target, rows);
  const above =
    target === undefined
      ? graph.nodes.filter((node) => node.parents.length === 0)
      : target.children;
  return lineage === undefined || above.length < 2
    ? above
    : above.filter((node) => lineage.has(node));
}

/** Counts `-N` down from its row: the last one counted is the lowest to drop. */
function lowestOfCount(
  identifier: Identifier,
  offset: number,
  rows: readonly GraphNode[],
  applied: ReadonlySet<GraphNode>,
  lineage: ReadonlySet<GraphNode> | undefined,
): readonly GraphNode[] {
  if (offset > 0) {
    throw malformed(
      identifier.text,
      "a downgrade only goes down",
      `Count downwards, as in \`limbeck downgrade -1\`, or go on with \`limbeck upgrade ${identifier.text}\`.`,
    );
  }
  if (offset === 0) return [];
  const start = rowToGoDownFrom(identifier, rows, lineage);
  let node = start;
  let count = 0;
  while (node !== undefined) {
    count++;
    if (count === -offset) return [node];
    node = onlyParent(node, identifier, lineage);
  }
  throw tooFar(identifier, count, leftOver(identifier, count, applied));
}

function leftOver({ branch }: Identifier, count: number, applied: ReadonlySet<GraphNode>): string {
  const verb = count > 1 ? "are" : "is";
  if (count === applied.size) return `${verb} applied`;
  return branch === undefined ? `${verb} applied on this line` : `${verb} applied on "${branch}"`;
}

function notApplied(target: GraphNode, rows: readonly GraphNode[]): LimbeckError {
  const at = rows.length === 0 ? "base" : idsOf(rows).join(", ");
  return new LimbeckError(
    "revision-range",
    `cannot downgrade to ${target.id}: it is not applied (the database is at ${at})`,
    {
      hint: `\`limbeck current\` shows what is applied; \`limbeck upgrade ${target.id}\` would apply it.`,
      details: { target: target.id, current: idsOf(rows) },
    },
  );
}
