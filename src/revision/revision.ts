/** A node of the graph, as the header of its file has it. */
export interface Revision {
  readonly id: string;
  /** The ids this revision follows; empty for a base, several for a merge. */
  readonly down: readonly string[];
  /** Ids or branch labels that must be applied before, without being followed. */
  readonly dependsOn: readonly string[];
  /** The branch labels this revision declares. */
  readonly labels: readonly string[];
  /** Revisions that were squashed into it, and whose files are gone; only where there are any. */
  readonly replaces?: readonly string[];
  readonly message: string;
  readonly created?: string;
  /** Where it was read; named in messages. */
  readonly file?: string;
}

/** How messages call a revision: its id, and its file when that is known. */
export function describe(revision: Revision): string {
  return revision.file === undefined ? revision.id : `${revision.id} (${revision.file})`;
}
