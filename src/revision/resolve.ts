import { LimbeckError } from "../diagnostic/index.js";
import { findRows } from "./find.js";
import type { GraphNode, RevisionGraph } from "./graph-node.js";
import { type Identifier, isRelative, malformed, parseIdentifier } from "./identifier.js";
import { findByName } from "./lookup.js";
import { rowToGoDownFrom, rowToGoUpFrom } from "./relative.js";
import { idsOf, lineageOf } from "./traverse.js";
import { walkDown, walkUp } from "./walk.js";

/**
 * The ids an identifier stands for; none for `base`, several for `heads` and `current`.
 *
 * `current` holds the rows of the version table, for `current`, `+N` and `-N`.
 * @throws LimbeckError `revision-malformed`, `revision-unknown`, `revision-ambiguous`,
 * `revision-range`, `multiple-heads`, `database-ahead`
 * @example
 * resolveRevisions(graph, "billing@head-2"); // ["1975ea83b712"]
 */
export function resolveRevisions(
  graph: RevisionGraph,
  identifier: string,
  current?: readonly string[],
): string[] {
  return idsOf(resolveIdentifier(graph, parseIdentifier(identifier), current));
}

/** The one id an identifier stands for. Errors as `resolveRevisions`; `base` is `revision-unknown`. */
export function resolveOne(
  graph: RevisionGraph,
  identifier: string,
  current?: readonly string[],
): string {
  const parsed = parseIdentifier(identifier);
  const node = atMostOne(parsed, resolveIdentifier(graph, parsed, current));
  if (node !== undefined) return node.id;
  if (graph.nodes.length === 0) {
    throw new LimbeckError("revision-unknown", `${identifier}: there are no revisions yet`, {
      hint: "`limbeck generate` writes the first one.",
      details: { identifier },
    });
  }
  throw new LimbeckError(
    "revision-unknown",
    `${identifier} is no revision: it stands for a database where nothing is applied`,
    { hint: "`limbeck history` lists all revisions.", details: { identifier } },
  );
}

/** `resolveRevisions` for an identifier already taken apart. */
export function resolveIdentifier(
  graph: RevisionGraph,
  identifier: Identifier,
  current?: readonly string[],
): readonly GraphNode[] {
  const { branch, offset } = identifier;
  const lineage = branch === undefined ? undefined : lineageOf(findByName(graph, branch));
  if (offset === undefined) return resolveSymbol(graph, identifier, lineage, current);
  const walk = { identifier, lineage };
  let node: GraphNode | undefined;
  if (isRelative(identifier)) {
    const rows = findRows(graph, known(identifier, current));
    node =
      offset < 0
        ? walkDown(rowToGoDownFrom(identifier, rows, lineage), -offset, walk)
        : walkUp(graph, rowToGoUpFrom(identifier, rows, lineage), offset, walk);
  } else {
    const start = atMostOne(identifier, resolveSymbol(graph, identifier, lineage, current));
    node = offset < 0 ? walkDown(start, -offset, walk) : walkUp(graph, start, offset, walk);
  }
  return node === undefined ? [] : [node];
}

function resolveSymbol(
  graph: RevisionGraph,
  identifier: Identifier,
  lineage: ReadonlySet<GraphNode> | undefined,
  current: readonly string[] | undefined,
): readonly GraphNode[] {
  const symbol = identifier.symbol!;
  const within = (nodes: readonly GraphNode[]) =>
    lineage === undefined ? nodes : nodes.filter((node) => lineage.has(node));
  switch (symbol) {
    case "base":
      return [];
    case "head": {
      const heads = within(graph.nodes.filter((node) => node.children.length === 0));
      atMostOne(identifier, heads);
      return heads;
    }
    case "heads":
      // Within a branch, one that another branch depends on still is the head of its own.
      return within(
        graph.nodes.filter(
          (node) => (lineage === undefined ? node.above : node.children).length === 0,
        ),
      );
    case "current":
      return within(findRows(graph, known(identifier, current)));
  }
  const node = findByName(graph, symbol, lineage);
  if (lineage !== undefined && !lineage.has(node)) {
    throw new LimbeckError(
      "revision-unknown",
      `${node.id} is not on the branch "${identifier.branch}"`,
      {
        hint: `\`limbeck history -r ${identifier.branch}@base:${identifier.branch}@heads\` lists the revisions of that branch.`,
        details: { identifier: identifier.text },
      },
    );
  }
  return [node];
}

/** The node, none for the base, or an error that lists what there are. */
export function atMostOne(
  identifier: Identifier,
  nodes: readonly GraphNode[],
): GraphNode | undefined {
  if (nodes.length < 2) return nodes[0];
  const ids = idsOf(nodes);
  const list = ids.length > 8 ? `${ids.slice(0, 8).join(", ")}, …` : ids.join(", ");
  const details = { identifier: identifier.text, heads: ids };
  if (identifier.symbol === "current") {
    throw new LimbeckError(
      "revision-ambiguous",
      `the database is at ${ids.length} revisions (${list}), and one is wanted`,
      { hint: "Give one of these ids instead of current.", details },
    );
  }
  const where = identifier.branch === undefined ? "" : ` on the branch "${identifier.branch}"`;
  throw new LimbeckError(
    "multiple-heads",
    `there are ${ids.length} heads${where} (${list}), and ${identifier.text} wants one`,
    {
      hint: "`limbeck heads` shows them. Name one, or its branch with `BRANCH@head`; take all with `heads`; or join them with `limbeck merge`.",
      details,
    },
  );
}

function known(identifier: Identifier, current: readonly string[] | undefined): readonly string[] {
  if (current !== undefined) return current;
  throw malformed(
    identifier.text,
    "it is relative to what is applied, and no database is consulted here",
    "Name a revision, as in `head-1`.",
  );
}
