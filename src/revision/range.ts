import { LimbeckError } from "../diagnostic/index.js";
import { findRows } from "./find.js";
import type { GraphNode, RevisionGraph } from "./graph-node.js";
import { type Identifier, malformed, parseIdentifier } from "./identifier.js";
import { findByName } from "./lookup.js";
import { atMostOne, resolveIdentifier } from "./resolve.js";
import { idsOf, inUpgradeOrder, lineageOf, reach } from "./traverse.js";
import { walkDown, walkUp } from "./walk.js";

const rangeGrammar =
  "A range is FROM:TO, FROM: or :TO, as in base:head, 1975ea:, -3:current or current:+2.";

/**
 * Takes `FROM:TO` apart; an end left open is absent.
 *
 * @throws LimbeckError `revision-malformed`
 */
export function parseRange(text: string): { readonly from?: string; readonly to?: string } {
  const ends = text.split(":");
  const [from, to] = ends;
  if (ends.length !== 2 || from === undefined || to === undefined) {
    const problem =
      ends.length === 1
        ? 'a range has a ":"'
        : `a range has one ":", and this has ${ends.length - 1}`;
    throw malformed(text, problem, rangeGrammar);
  }
  return { ...(from === "" ? {} : { from }), ...(to === "" ? {} : { to }) };
}

/**
 * The ids of a range, newest first, both ends included.
 *
 * An open start is `base`, an open end `heads`. `-N` as start counts down from the end, `+N` as
 * end counts up from the start, both only as far as there are revisions. `BRANCH@base:` keeps to
 * one branch and what it depends on.
 * @throws LimbeckError as `resolveRevisions`; `revision-range` when the start is not below the end
 */
export function revisionRange(
  graph: RevisionGraph,
  text: string,
  current?: readonly string[],
): string[] {
  const ends = parseRange(text);
  const from = parseIdentifier(ends.from ?? "base");
  const to = parseIdentifier(ends.to ?? "heads");
  const { lower, upper } = resolveEnds(graph, text, from, to, current);
  const needed = reach(upper, "below");
  for (const node of lower) if (!needed.has(node)) throw notBelow(text, node, lower, upper);
  if (lower.length === 0) return idsOf(inUpgradeOrder(needed)).reverse();
  const under = reach(lower, "below");
  const over = reach(lower, "children");
  const inside = [...needed].filter((node) => over.has(node) && !under.has(node));
  return idsOf(inUpgradeOrder(new Set([...inside, ...lower]))).reverse();
}

function resolveEnds(
  graph: RevisionGraph,
  text: string,
  from: Identifier,
  to: Identifier,
  current: readonly string[] | undefined,
): { lower: readonly GraphNode[]; upper: readonly GraphNode[] } {
  if (countsFromOther(from) && countsFromOther(to)) {
    throw malformed(text, "one end must be a revision for the other to count from", rangeGrammar);
  }
  if (countsFromOther(from)) {
    if (from.offset! > 0) throw malformed(text, "the start counts down from the end", rangeGrammar);
    const upper = end(graph, to, current);
    const start = atMostOne(to, upper);
    const lower = walkDown(start, -from.offset!, clipped(graph, from));
    return { lower: lower === undefined ? [] : [lower], upper };
  }
  const lower = end(graph, from, current);
  if (countsFromOther(to)) {
    if (to.offset! < 0) throw malformed(text, "the end counts up from the start", rangeGrammar);
    const upper = walkUp(graph, atMostOne(from, lower), to.offset!, clipped(graph, to));
    return { lower, upper: upper === undefined ? [] : [upper] };
  }
  const upper = end(graph, to, current);
  if (from.branch === undefined) return { lower, upper };
  const lineage = lineageOf(findByName(graph, from.branch));
  return { lower, upper: upper.filter((node) => lineage.has(node)) };
}

function end(
  graph: RevisionGraph,
  identifier: Identifier,
  current: readonly string[] | undefined,
): readonly GraphNode[] {
  if (current !== undefined) findRows(graph, current);
  return resolveIdentifier(graph, identifier, current);
}

/** `+N` and `-N`, but not `current+N`, which counts from the database. */
function countsFromOther(identifier: Identifier): boolean {
  return identifier.symbol === undefined;
}

function clipped(graph: RevisionGraph, identifier: Identifier) {
  const { branch } = identifier;
  const lineage = branch === undefined ? undefined : lineageOf(findByName(graph, branch));
  return { identifier, lineage, clip: true };
}

function notBelow(
  text: string,
  node: GraphNode,
  lower: readonly GraphNode[],
  upper: readonly GraphNode[],
): LimbeckError {
  const to = upper.length === 0 ? "base" : idsOf(upper).join(", ");
  const turned = upper.length > 0 && upper.every((other) => reach(lower, "below").has(other));
  const [from, end] = text.split(":");
  return new LimbeckError("revision-range", `${text}: ${node.id} does not lie below ${to}`, {
    hint: turned
      ? `A range goes from old to new: \`${end}:${from}\`.`
      : "`limbeck history` shows what follows what.",
    details: { range: text },
  });
}
