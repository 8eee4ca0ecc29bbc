import type { AnyOperation, KnownOperation } from "../operation/index.js";

/** For what a generated revision is rewritten. */
export interface RewriteContext {
  readonly direction: "upgrade" | "downgrade";
  /** Of the revision, where there is going to be one. */
  readonly revision?: string | undefined;
  readonly message?: string | undefined;
}

/** One of several revisions that a generated one becomes, each following the one before. */
export interface RevisionPart {
  readonly message: string;
  readonly operations: readonly AnyOperation[];
}

/**
 * Gives what a generated revision does instead; an empty list for nothing. Of an upgrade also
 * several parts, each a revision of its own: their ways back are worked out.
 */
export type Rewrite = (
  operations: readonly KnownOperation[],
  context: RewriteContext,
) => Rewritten | Promise<Rewritten>;

export type Rewritten = readonly AnyOperation[] | readonly RevisionPart[];
