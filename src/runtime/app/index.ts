// `limbeck/runtime`, for applications. From here no import leads to PGlite, to what loads
// TypeScript, to the command line or to a source of models: test/runtime/app-imports.test.ts.
export { type ErrorCode, LimbeckError } from "../../diagnostic/index.js";
export type { GivenConnection } from "../../driver/index.js";
export type { Operations, OwnDirectives } from "../../operation/index.js";
export { type Sql, sql } from "../../operation/sql.js";
export type { AppliedStep, OnVersionApply, TransactionMode } from "../applied-step.js";
export type { RunEvent, RunReport } from "../run.js";
export type { AppOptions } from "./app-options.js";
export { assertAtHead, type CurrentReport, current } from "./current.js";
export { folder, type RevisionFolder } from "./folder.js";
export type { AppRevision, Direction, Revisions } from "./revisions.js";
export { type UpgradeOptions, upgrade } from "./upgrade.js";
