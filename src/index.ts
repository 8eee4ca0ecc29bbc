export {
  type BundleOptions,
  type BundleReport,
  bundle,
  type CheckReport,
  type CompareOptions,
  type CurrentReport,
  check,
  current,
  downgrade,
  type HistoryOptions,
  heads,
  history,
  type InitOptions,
  type InitReport,
  init,
  type MoveOptions,
  type MoveReport,
  type ProjectOptions,
  type RevisionEntry,
  type RevisionOptions,
  type RevisionReport,
  revision,
  type StampOptions,
  type StampReport,
  show,
  stamp,
  upgrade,
  type WaitOptions,
  type WaitReport,
  wait,
} from "./commands/index.js";
export { type Config, defineConfig, type Environment, env } from "./config/index.js";
export { type ErrorCode, LimbeckError } from "./diagnostic/index.js";
// Every configuration and every revision imports this module: nothing heavy may hang on it.
export type {
  ColumnChanges,
  ColumnSpec,
  Operations,
  StepContext,
  TableSpec,
} from "./operation/index.js";
export { type Sql, sql } from "./operation/sql.js";
export type { ModelSource } from "./source/index.js";
export { sqlFiles } from "./source/sql-files.js";
