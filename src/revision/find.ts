import { LimbeckError } from "../diagnostic/index.js";
import type { GraphNode, RevisionGraph } from "./graph-node.js";

/** The node of a full id. */
export function findById(graph: RevisionGraph, id: string): GraphNode {
  const node = graph.byId.get(id);
  if (node !== undefined) return node;
  throw new LimbeckError("revision-unknown", `no revision has the id ${JSON.stringify(id)}`, {
    hint: "`limbeck history` lists all revisions.",
    details: { identifier: id },
  });
}

/**
 * The nodes of the rows in a version table, each once.
 *
 * @throws LimbeckError `database-ahead` when the folder lacks one of them
 */
export function findRows(graph: RevisionGraph, current: readonly string[]): GraphNode[] {
  const missing = current.filter((id) => !graph.byId.has(id));
  if (missing.length > 0) {
    throw new LimbeckError(
      "database-ahead",
      `the database is at ${missing.join(", ")}, which the migrations folder lacks`,
      {
        hint: "Use the code that has it: another branch, or a newer release. If that revision is gone for good, `limbeck stamp --purge REVISION` records where the database really is.",
        details: { missing },
      },
    );
  }
  return [...new Set(current)].map((id) => graph.byId.get(id)!);
}
