import { childrenOf, dependentsOf, parentsOf, revisionOf } from "../../revision/heads.js";
import { labelsOf, type RevisionGraph } from "../../revision/index.js";

/** A revision as reports show it. */
export interface RevisionEntry {
  readonly revision: string;
  readonly message: string;
  readonly down: readonly string[];
  readonly dependsOn: readonly string[];
  /** Its own, and those that spread to it along its line. */
  readonly labels: readonly string[];
  /** What was squashed into it. */
  readonly replaces?: readonly string[];
  readonly created?: string | undefined;
  readonly file?: string | undefined;
  readonly head: boolean;
  /** A head that another line depends on: applying that one applies it too. */
  readonly effectiveHead: boolean;
  readonly branchPoint: boolean;
  readonly mergePoint: boolean;
  /** The database stands here; only where a database was asked. */
  readonly current?: boolean;
}

/** Describes a revision of the graph. */
export function entryOf(
  graph: RevisionGraph,
  id: string,
  current?: ReadonlySet<string>,
): RevisionEntry {
  const { message, down, dependsOn, replaces, created, file } = revisionOf(graph, id);
  const head = childrenOf(graph, id).length === 0;
  return {
    revision: id,
    message,
    down,
    dependsOn,
    labels: labelsOf(graph, id),
    ...(replaces && { replaces }),
    created,
    file,
    head,
    effectiveHead: head && dependentsOf(graph, id).length > 0,
    branchPoint: childrenOf(graph, id).length > 1,
    mergePoint: parentsOf(graph, id).length > 1,
    ...(current && { current: current.has(id) }),
  };
}
