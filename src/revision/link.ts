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
): void {
  const missing: Missing[] = [];
  for (const node of nodes) {
    for (const name of new Set(node.revision.down)) {
      const parent = byId.get(name);
      if (parent === undefined) missing.push({ node, name, verb: "follows" });
      else node.parents.push(parent);
    }
    const dependencies = new Set<NodeDraft>();
    for (const name of node.revision.dependsOn) {
      const dependency = byId.get(name) ?? byLabel.get(name);
      if (dependency === undefined) missing.push({ node, name, verb: "depends on" });
      else dependencies.add(dependency);
    }
    node.dependencies.push(...dependencies);
    node.below.push(...new Set([...node.parents, ...node.dependencies]));
    for (const parent of node.parents) parent.children.push(node);
    for (const lower of node.below) lower.above.push(node);
  }
  if (missing.length > 0) throw parentMissing(missing, byId, byLabel);
}

function parentMissing(
  missing: readonly Missing[],
  byId: ReadonlyMap<string, NodeDraft>,
  byLabel: ReadonlyMap<string, NodeDraft>,
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
      hint: hintFor(first, byId, byLabel),
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
): string {
  const labelled = verb === "follows" ? byLabel.get(name) : undefined;
  if (labelled !== undefined) {
    return `"${name}" is a branch label; downRevision takes an id, such as "${labelled.id}".`;
  }
  const names = verb === "follows" ? byId.keys() : [...byId.keys(), ...byLabel.keys()];
  const near = nearestNames(name, names).filter((candidate) => candidate !== node.id);
  const restore = "Restore the missing file, or correct the name in the file that has it.";
  return near.length === 0 ? restore : `Did you mean ${near.join(" or ")}? ${restore}`;
}
