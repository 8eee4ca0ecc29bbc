import { LimbeckError } from "../diagnostic/index.js";
import type { GraphNode, RevisionGraph } from "./graph-node.js";
import type { Identifier } from "./identifier.js";
import { idsOf } from "./traverse.js";

export interface Walk {
  /** The identifier being resolved, for messages. */
  readonly identifier: Identifier;
  /** Where the way forks, only these are followed. */
  readonly lineage?: ReadonlySet<GraphNode> | undefined;
  /** Stop at the end instead of failing. */
  readonly clip?: boolean;
}

/** Follows children from a node, or from the base when there is none. */
export function walkUp(
  graph: RevisionGraph,
  start: GraphNode | undefined,
  steps: number,
  { identifier, lineage, clip = false }: Walk,
): GraphNode | undefined {
  let node = start;
  for (let done = 0; done < steps; done++) {
    const all = node === undefined ? graph.nodes.filter(isBase) : node.children;
    const ways = lineage === undefined ? all : all.filter((way) => lineage.has(way));
    if (ways.length > 1) throw fork(identifier, node, ways, "up");
    const [next] = ways;
    if (next === undefined) {
      if (clip) return node;
      const from = start === undefined ? "the base" : start.id;
      throw tooFar(identifier, done, done > 1 ? `follow ${from}` : `follows ${from}`);
    }
    node = next;
  }
  return node;
}

/** Follows parents; one step below a base is the base itself, which is no node. */
export function walkDown(
  start: GraphNode | undefined,
  steps: number,
  { identifier, lineage, clip = false }: Walk,
): GraphNode | undefined {
  let node = start;
  for (let done = 0; done < steps; done++) {
    if (node === undefined) {
      if (clip) return undefined;
      const what =
        start === undefined ? "lies below the base" : `can be counted down from ${start.id}`;
      throw tooFar(identifier, done, what);
    }
    node = onlyParent(node, identifier, lineage);
  }
  return node;
}

/** The one parent of a node, or the one in the lineage; undefined at a base. */
export function onlyParent(
  node: GraphNode,
  identifier: Identifier,
  lineage?: ReadonlySet<GraphNode>,
): GraphNode | undefined {
  const narrow = node.parents.length > 1 && lineage !== undefined;
  const ways = narrow ? node.parents.filter((way) => lineage.has(way)) : node.parents;
  if (ways.length > 1) throw fork(identifier, node, ways, "down");
  return ways[0];
}

/** The error for an offset that runs past the end. `what` continues "only N revisions". */
export function tooFar(identifier: Identifier, count: number, what: string): LimbeckError {
  const counted = count === 0 ? "no revision" : `only ${count} revision${count === 1 ? "" : "s"}`;
  return new LimbeckError("revision-range", `${identifier.text} goes too far: ${counted} ${what}`, {
    hint: "`limbeck history --indicate-current` shows what lies where.",
    details: { identifier: identifier.text, available: count },
  });
}

function fork(
  identifier: Identifier,
  at: GraphNode | undefined,
  ways: readonly GraphNode[],
  direction: "up" | "down",
): LimbeckError {
  const ids = idsOf(ways);
  const offset = `${direction === "up" ? "+" : "-"}${Math.abs(identifier.offset ?? 1)}`;
  const where = at === undefined ? "the base" : at.id;
  const forked = direction === "up" ? `is followed by` : `merges`;
  return new LimbeckError(
    "revision-ambiguous",
    `${identifier.text} could go several ways: ${where} ${forked} ${ids.join(", ")}`,
    {
      hint:
        direction === "up"
          ? `Name the branch, as in ${ids[0]}@${identifier.symbol ?? ""}${offset}, or the revision itself.`
          : "Name the revision itself.",
      details: { identifier: identifier.text, candidates: ids },
    },
  );
}

function isBase(node: GraphNode): boolean {
  return node.parents.length === 0;
}
