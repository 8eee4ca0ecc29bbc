export { type ExecuteOptions, execute, type Frame } from "./execute.js";
export { rollback } from "./failure.js";
export { journalStatement } from "./journal.js";
export { beginLocked, type LockOptions } from "./lock.js";
export {
  type LoadedStep,
  prepare,
  type RunEvent,
  type RunOptions,
  type RunReport,
  run,
} from "./run.js";
export { StatementFailure } from "./send.js";
export { toolVersion } from "./tool-version.js";
export {
  journalName,
  moveHeads,
  ownTables,
  readHeads,
  type VersionTable,
  versionTableName,
} from "./version-table.js";
