import type { AnyOperation, KnownOperation } from "../operation/index.js";

/** For what a generated revision is rewritten. */
export interface RewriteContext {
  readonly direction: "upgrade" | "downgrade";
  /** Of the revision, where there is going to be one. */
  readonly revision?: string | undefined;
  readonly message?: string | undefined;
}

/** Gives what a generated revision does instead; an empty list for nothing. */
export type Rewrite = (
  operations: readonly KnownOperation[],
  context: RewriteContext,
) => readonly AnyOperation[] | Promise<readonly AnyOperation[]>;
