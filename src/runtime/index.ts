export type { AppliedStep, OnVersionApply, TransactionMode } from "./applied-step.js";
export { type ExecuteOptions, execute, type Frame } from "./execute.js";
export { journalStatement } from "./journal.js";
export type { KeptDowngrade } from "./kept-downgrade.js";
export type { LoadedStep, LoadStep } from "./load-ahead.js";
export { beginLocked, type LockOptions, lockHolders, openLocked, shownHolders } from "./lock.js";
export { leftOut, type OfflineOptions, type OfflineStep, offlineScript } from "./offline.js";
export { prepare } from "./prepare.js";
export { type JournalRow, type RunHash, readJournal, readRunHashes } from "./read-journal.js";
export { readKept } from "./read-kept.js";
export { type RunEvent, type RunOptions, type RunReport, run } from "./run.js";
export { StatementFailure } from "./send.js";
export { tellApplied } from "./tell-applied.js";
export { toolVersion } from "./tool-version.js";
export { rollback } from "./transaction.js";
export {
  journalName,
  moveHeads,
  ownTables,
  readHeads,
  type VersionTable,
  versionTableName,
} from "./version-table.js";
