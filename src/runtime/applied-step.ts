import type { StepContext } from "../operation/index.js";

/** What has just happened to the database, in a transaction that is not committed yet. */
export interface AppliedStep extends StepContext {
  readonly direction: "upgrade" | "downgrade" | "stamp";
  /** Of an upgrade and a downgrade: the revision that ran. */
  readonly revision?: string | undefined;
  /** Where the database stood, and where it stands now. */
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** Called inside the transaction of every revision, once it has run and before it is committed. */
export type OnVersionApply = (step: AppliedStep) => unknown;

/**
 * What commits together: each revision (`true`), the whole run (`false`), or each statement, where
 * a run that breaks off goes on behind the last one that was committed.
 */
export type TransactionMode = boolean | "statement";
