import type { Revision } from "./revision.js";

/** A revision with its edges; all lists are in the order the revisions were given. */
export interface GraphNode {
  readonly id: string;
  readonly revision: Revision;
  /** Its place in the upgrade order, from 0. */
  readonly position: number;
  /** What it follows. */
  readonly parents: readonly GraphNode[];
  /** What it depends on. */
  readonly dependencies: readonly GraphNode[];
  /** Parents and dependencies, each once. */
  readonly below: readonly GraphNode[];
  /** What follows it. */
  readonly children: readonly GraphNode[];
  /** What follows or depends on it, each once. */
  readonly above: readonly GraphNode[];
}

/** The revisions of a folder and how they hang together. Immutable. */
export interface RevisionGraph {
  /** The node that a revision, whose file is gone, was squashed into. */
  readonly replaced: ReadonlyMap<string, GraphNode>;
  /** In the order given. */
  readonly nodes: readonly GraphNode[];
  readonly byId: ReadonlyMap<string, GraphNode>;
  /** The node that declares a branch label. */
  readonly byLabel: ReadonlyMap<string, GraphNode>;
  /** Every node after all it needs; one branch is walked as far as possible before the next. */
  readonly order: readonly GraphNode[];
}

/** A node while the graph is being built. */
export interface NodeDraft extends GraphNode {
  position: number;
  parents: NodeDraft[];
  dependencies: NodeDraft[];
  below: NodeDraft[];
  children: NodeDraft[];
  above: NodeDraft[];
}
