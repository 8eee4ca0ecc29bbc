import { LimbeckError } from "../diagnostic/index.js";
import type { NodeDraft, RevisionGraph } from "./graph-node.js";
import { linkNodes } from "./link.js";
import { checkName } from "./name.js";
import { unseen, upgradeOrder } from "./order.js";
import { describe, type Revision } from "./revision.js";

/**
 * Builds the graph of the given revisions and checks it as a whole, in linear time.
 *
 * The order given decides ties wherever the graph leaves a choice.
 * @throws LimbeckError `revision-malformed`, `graph-duplicate-id`, `graph-duplicate-label`,
 * `graph-parent-missing`, `graph-cycle`
 */
export function buildGraph(revisions: Iterable<Revision>): RevisionGraph {
  const byId = new Map<string, NodeDraft>();
  for (const revision of revisions) {
    checkName("revision id", revision.id, revision.file);
    const twin = byId.get(revision.id);
    if (twin !== undefined) throw duplicateId(twin.revision, revision);
    byId.set(revision.id, draft(revision));
  }
  const nodes = [...byId.values()];
  const byLabel = indexLabels(nodes, byId);
  const replaced = indexReplaced(nodes, byId);
  linkNodes(nodes, byId, byLabel, replaced);
  const order = upgradeOrder(nodes);
  return Object.freeze({ nodes, byId, byLabel, replaced, order });
}

function draft(revision: Revision): NodeDraft {
  return {
    id: revision.id,
    revision,
    position: unseen,
    parents: none,
    dependencies: none,
    below: none,
    children: none,
    above: none,
  };
}

/** Where edges begin; whoever adds one makes a list of its own. */
const none: NodeDraft[] = Object.freeze([]) as never;

function indexLabels(
  nodes: readonly NodeDraft[],
  byId: ReadonlyMap<string, NodeDraft>,
): Map<string, NodeDraft> {
  const byLabel = new Map<string, NodeDraft>();
  for (const node of nodes) {
    for (const label of node.revision.labels) {
      checkName("branch label", label, node.revision.file ?? `revision ${node.id}`);
      const taken = byLabel.get(label);
      if (taken !== undefined && taken !== node) {
        throw duplicateLabel(
          `two revisions carry the branch label "${label}": ${describe(taken.revision)} and ${describe(node.revision)}`,
          label,
          [taken.id, node.id],
        );
      }
      const namesake = byId.get(label);
      if (namesake !== undefined) {
        throw duplicateLabel(
          `the branch label "${label}" of ${describe(node.revision)} is also the id of ${namesake === node ? "that revision" : describe(namesake.revision)}`,
          label,
          [namesake.id, node.id],
        );
      }
      byLabel.set(label, node);
    }
  }
  return byLabel;
}

/** A file that came back would run a second time what the squashed revision does already. */
function indexReplaced(
  nodes: readonly NodeDraft[],
  byId: ReadonlyMap<string, NodeDraft>,
): Map<string, NodeDraft> {
  const replaced = new Map<string, NodeDraft>();
  for (const node of nodes) {
    const { replaces } = node.revision;
    if (replaces === undefined) continue;
    for (const id of replaces) {
      const twin = byId.get(id) ?? replaced.get(id);
      if (twin !== undefined && twin !== node) throw stillThere(id, node.revision, twin.revision);
      replaced.set(id, node);
    }
  }
  return replaced;
}

function stillThere(id: string, squashed: Revision, twin: Revision): LimbeckError {
  const again = twin.id === id;
  return new LimbeckError(
    "graph-duplicate-id",
    again
      ? `${describe(twin)} was squashed into ${describe(squashed)}, and its file is there again`
      : `${id} was squashed into two revisions: ${describe(twin)} and ${describe(squashed)}`,
    {
      hint: again
        ? "Delete the file: what it does is a part of the other one."
        : "Take the id out of `replaces` in one of them.",
      details: { id, revisions: [squashed.id, twin.id] },
    },
  );
}

function duplicateId(first: Revision, second: Revision): LimbeckError {
  const files = [first.file, second.file].filter((file) => file !== undefined);
  const where = files.length === 2 ? `: ${files.join(" and ")}` : "";
  return new LimbeckError("graph-duplicate-id", `two revisions have the id ${first.id}${where}`, {
    hint: "Delete the copy, or give it an id of its own and let it follow the right revision.",
    details: { id: first.id, files },
  });
}

function duplicateLabel(message: string, label: string, ids: readonly string[]): LimbeckError {
  return new LimbeckError("graph-duplicate-label", message, {
    hint: "Rename one of them in its file: ids and labels share one set of names. A label covers the whole branch, so only its first revision needs it.",
    details: { label, revisions: ids },
  });
}
