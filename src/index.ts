export {
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
} from "./commands/index.js";
export { type Config, defineConfig, type Environment, env } from "./config/index.js";
export { type ErrorCode, LimbeckError } from "./diagnostic/index.js";
export {
  type ColumnChanges,
  type ColumnSpec,
  type Operations,
  type Sql,
  type StepContext,
  sql,
  type TableSpec,
} from "./operation/index.js";
export { type ModelSource, sqlFiles } from "./source/index.js";
