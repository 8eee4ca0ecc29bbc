import { LimbeckError } from "../diagnostic/index.js";
import type { GraphNode, RevisionGraph } from "./graph-node.js";
import { reservedWords } from "./name.js";
import { nearestNames } from "./nearest.js";
import { idsOf } from "./traverse.js";

/** Ids and labels of 3 or fewer characters are only found whole. */
const shortest = 4;

const sortedNames = new WeakMap<RevisionGraph, readonly string[]>();

/**
 * The revision of an id, a label, or the unique start of either.
 *
 * With `lineage`, a start only has to be unique among those.
 * @throws LimbeckError `revision-unknown`, `revision-ambiguous`
 */
export function findByName(
  graph: RevisionGraph,
  name: string,
  lineage?: ReadonlySet<GraphNode>,
): GraphNode {
  const exact = nodeNamed(graph, name);
  if (exact !== undefined) return exact;
  const names = namesStartingWith(graph, name);
  const everywhere = new Set(names.map((found) => nodeNamed(graph, found)!));
  const inside = new Set([...everywhere].filter((node) => lineage?.has(node) ?? true));
  // One that lies elsewhere is still found, so that the error can say it is not of that branch.
  const found = inside.size === 0 ? everywhere : inside;
  const [first, second] = found;
  if (first === undefined) throw unknown(graph, name);
  if (second !== undefined) throw ambiguous(graph, name, names, found);
  return first;
}

function nodeNamed(graph: RevisionGraph, name: string): GraphNode | undefined {
  return graph.byId.get(name) ?? graph.byLabel.get(name);
}

function namesStartingWith(graph: RevisionGraph, start: string): string[] {
  let names = sortedNames.get(graph);
  if (names === undefined) {
    names = [...graph.byId.keys(), ...graph.byLabel.keys()]
      .filter((name) => name.length >= shortest)
      .sort();
    sortedNames.set(graph, names);
  }
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (names[middle]! < start) low = middle + 1;
    else high = middle;
  }
  const found: string[] = [];
  for (let at = low; at < names.length && names[at]!.startsWith(start); at++)
    found.push(names[at]!);
  return found;
}

function unknown(graph: RevisionGraph, name: string): LimbeckError {
  const squashed = squashedInto(graph, name);
  if (squashed !== undefined) return squashed;
  const names = [...graph.byId.keys(), ...graph.byLabel.keys(), ...reservedWords];
  const nearest = nearestNames(name, names);
  const short = graph.nodes.filter(({ id }) => id.length < shortest && id.startsWith(name));
  const list = "`limbeck history` lists all revisions.";
  const hint =
    short.length > 0
      ? `Ids of 3 or fewer characters are only found whole: ${idsOf(short.slice(0, 5)).join(", ")}. ${list}`
      : nearest.length > 0
        ? `Did you mean ${nearest.join(" or ")}? ${list}`
        : list;
  return graph.nodes.length === 0
    ? new LimbeckError("revision-unknown", `there is no revision "${name}": there are none yet`, {
        hint: "`limbeck generate` writes the first one.",
        details: { identifier: name, nearest: [] },
      })
    : new LimbeckError("revision-unknown", `no revision or branch is called "${name}"`, {
        hint,
        details: { identifier: name, nearest },
      });
}

function squashedInto(graph: RevisionGraph, name: string): LimbeckError | undefined {
  const ids = [...graph.replaced.keys()];
  const id =
    name.length < shortest
      ? ids.find((one) => one === name)
      : ids.find((one) => one.startsWith(name));
  const into = id && graph.replaced.get(id);
  if (!into) return undefined;
  return new LimbeckError("revision-unknown", `${id} was squashed into ${into.id}`, {
    hint: `Name ${into.id} instead: what ${id} did is a part of it.`,
    details: { identifier: name, nearest: [into.id] },
  });
}

function ambiguous(
  graph: RevisionGraph,
  start: string,
  names: readonly string[],
  found: ReadonlySet<GraphNode>,
): LimbeckError {
  const candidates = names.filter((name) => found.has(nodeNamed(graph, name)!));
  const shown = candidates.slice(0, 5).join(", ");
  const rest = candidates.length > 5 ? ` and ${candidates.length - 5} more` : "";
  return new LimbeckError(
    "revision-ambiguous",
    `"${start}" is the start of ${candidates.length} names: ${shown}${rest}`,
    { hint: "Give more characters.", details: { identifier: start, candidates } },
  );
}
