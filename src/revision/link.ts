import { LimbeckError } from "../diagnostic/index.js";
import type { NodeDraft } from "./graph-node.js";
import { nearestNames } from "./nearest.js";
import { describe } from "./revision.js";

interface Missing {
  readonly node: NodeDraft;
  readonly name: string;
  readonly verb: "follows" | "depends on";
}

/** Draws every edge, both ways. Throws `graph-parent-missing` naming all that lead nowhere. */
export function linkNodes(
  nodes: readonly NodeDraft[],
  byId: ReadonlyMap<string, NodeDraft>,
  byLabel: ReadonlyMap<string, NodeDraft>,
  replaced: ReadonlyMap<string, NodeDraft>,
): void {
  const missing: Missing[] = [];
  for (const node of nodes) {
    const { down, dependsOn } = node.revision;
    for (const name of once(down)) {
      const parent = byId.get(name);
      if (parent === undefined) missing.push({ node, name, verb: "follows" });
      else node.parents = appended(node.parents, parent);
    }
    for (const name of once(dependsOn)) {
      const dependency = byId.get(name) ?? byLabel.get(name);
      if (dependency === undefined) missing.push({ node, name, verb: "depends on" });
      else node.dependencies = appended(node.dependencies, dependency);
    }
    // An id and a label may mean one revision.
    if (node.dependencies.length > 1) node.dependencies = [...new Set(node.dependencies)];
    node.below =
      node.dependencies.length === 0
        ? node.parents
        : [...new Set([...node.parents, ...node.dependencies])];
    for (const parent of node.parents) parent.children = appended(parent.children, node);
  }
  if (missing.length > 0) throw parentMissing(missing, byId, byLabel, replaced);
  linkAbove(nodes);
}

/** Where nothing depends on anything, what stands above are the children: one list for both. */
function linkAbove(nodes: readonly NodeDraft[]): void {
  if (nodes.every((node) => node.dependencies.length === 0)) {
    for (const node of nodes) node.above = node.children;
    return;
  }
  for (const node of nodes)
    for (const lower of node.below) lower.above = appended(lower.above, node);
}

function once(names: readonly string[]): Iterable<string> {
  return names.length < 2 ? names : new Set(names);
}

/** The usual list has one element: what is pushed onto an empty one gets room for many. */
function appended(list: NodeDraft[], node: NodeDraft): NodeDraft[] {
  if (list.length === 0) return [node];
  list.push(node);
  return list;
}

function parentMissing(
  missing: readonly Missing[],
  byId: ReadonlyMap<string, NodeDraft>,
  byLabel: ReadonlyMap<string, NodeDraft>,
  replaced: ReadonlyMap<string, NodeDraft>,
): LimbeckError {
  const shown = missing
    .slice(0, 5)
    .map(({ node, name, verb }) => `${describe(node.revision)} ${verb} ${JSON.stringify(name)}`);
  if (missing.length > shown.length) shown.push(`and ${missing.length - shown.length} more`);
  const first = missing[0]!;
  return new LimbeckError(
    "graph-parent-missing",
    `${shown.join("; ")}: no such revision is in the migrations folder`,
    {
      hint: hintFor(first, byId, byLabel, replaced),
      details: {
        missing: missing.map(({ node, name, verb }) => ({ revision: node.id, verb, name })),
      },
    },
  );
}

function hintFor(
  { name, verb, node }: Missing,
  byId: ReadonlyMap<string, NodeDraft>,
  byLabel: ReadonlyMap<string, NodeDraft>,
  replaced: ReadonlyMap<string, NodeDraft>,
): string {
  const squashed = replaced.get(name);
  if (squashed !== undefined)
    return `${name} was squashed into ${squashed.id}: name that instead in ${describe(node.revision)}.`;
  const labelled = verb === "follows" ? byLabel.get(name) : undefined;
  if (labelled !== undefined) {
    return `"${name}" is a branch label; downRevision takes an id, such as "${labelled.id}".`;
  }
  const names = verb === "follows" ? byId.keys() : [...byId.keys(), ...byLabel.keys()];
  const near = nearestNames(name, names).filter((candidate) => candidate !== node.id);
  const restore = "Restore the missing file, or correct the name in the file that has it.";
  return near.length === 0 ? restore : `Did you mean ${near.join(" or ")}? ${restore}`;
}
