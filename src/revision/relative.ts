import { LimbeckError } from "../diagnostic/index.js";
import type { GraphNode } from "./graph-node.js";
import type { Identifier } from "./identifier.js";
import { idsOf, inUpgradeOrder, reach } from "./traverse.js";

/** Where `+N` or `BRANCH@+N` starts; undefined is the base. */
export function rowToGoUpFrom(
  identifier: Identifier,
  rows: readonly GraphNode[],
  lineage: ReadonlySet<GraphNode> | undefined,
): GraphNode | undefined {
  let starts = rows;
  if (lineage !== undefined) {
    starts = rows.filter((row) => lineage.has(row));
    // The branch has no row: start where it leaves what is applied, or at the base.
    if (starts.length === 0) starts = tipsWithin(rows, lineage);
  }
  return onlyRow(identifier, starts);
}

/** Where `-N` or `BRANCH@-N` starts; undefined when nothing of it is applied. */
export function rowToGoDownFrom(
  identifier: Identifier,
  rows: readonly GraphNode[],
  lineage: ReadonlySet<GraphNode> | undefined,
): GraphNode | undefined {
  if (lineage === undefined) return onlyRow(identifier, rows);
  const starts = rows.filter((row) => lineage.has(row));
  if (starts.length > 0) return onlyRow(identifier, starts);
  // The branch has no row because another row depends on it: its newest applied revision, unless
  // that only is what another branch grew from.
  const applied = reach(rows, "below");
  const tips = [...applied].filter((node) => !node.children.some((child) => applied.has(child)));
  return onlyRow(identifier, inUpgradeOrder(tips.filter((node) => lineage.has(node))));
}

/** The applied revisions of a lineage that no other of them needs. */
function tipsWithin(rows: readonly GraphNode[], lineage: ReadonlySet<GraphNode>): GraphNode[] {
  const active = [...reach(rows, "below")].filter((node) => lineage.has(node));
  const covered = new Set(active.flatMap((node) => node.below));
  return inUpgradeOrder(active.filter((node) => !covered.has(node)));
}

function onlyRow(identifier: Identifier, starts: readonly GraphNode[]): GraphNode | undefined {
  if (starts.length < 2) return starts[0];
  const ids = idsOf(starts);
  const { offset = 0, branch, text } = identifier;
  const signed = offset < 0 ? `${offset}` : `+${offset}`;
  const of = branch === undefined ? "" : ` of "${branch}"`;
  throw new LimbeckError(
    "revision-ambiguous",
    `${text} is relative to one revision, and ${ids.length}${of} are applied side by side: ${ids.join(", ")}`,
    {
      hint: `Name the branch, as in ${ids.map((id) => `\`${id}@${signed}\``).join(" or ")}.`,
      details: { identifier: text, candidates: ids },
    },
  );
}
