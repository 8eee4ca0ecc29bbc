export { milliseconds } from "../runtime/duration.js";
export { type Answers, type Ask, type Question, readAnswers } from "./answers.js";
export type { Backup } from "./backup.js";
export type { BranchPoint } from "./branches.js";
export type { BundleOptions, BundleReport } from "./bundle.js";
export type { CheckReport, CompareOptions } from "./check.js";
export type { CheckOutcome, CheckStatus, CiOptions, CiReport } from "./ci/index.js";
export { isLong, lockText } from "./ci/lock-text.js";
export { ciMarkdown } from "./ci/markdown.js";
export { type CommonObject, commonLine } from "./common-object.js";
export type { Change, Comparison } from "./comparison.js";
export type { CurrentReport } from "./current.js";
export type { DiffOptions, DiffReport } from "./diff.js";
export type { CheckResult, DoctorOptions, DoctorReport } from "./doctor/doctor.js";
export type { DriftOptions, DriftReport } from "./drift.js";
export type { DumpOptions, DumpReport } from "./dump.js";
export type { EditOptions, EditReport } from "./edit.js";
export type { EnsureVersionReport } from "./ensure-version.js";
export type { Explanation } from "./explain.js";
export type { ImportOptions, ImportReport } from "./import-alembic.js";
export type { InitOptions, InitReport } from "./init.js";
export type { ListedTemplate } from "./init-templates.js";
export type { JournalOptions, JournalReport } from "./journal.js";
export type { MergeOptions, MergeReport } from "./merge.js";
export type { SkippedStep, SqlOptions, SqlReport } from "./offline.js";
export {
  branches,
  bundle,
  check,
  ci,
  current,
  diff,
  doctor,
  downgrade,
  downgradeSql,
  drift,
  dump,
  edit,
  ensureVersion,
  ensureVersionSql,
  explain,
  heads,
  history,
  importAlembic,
  init,
  journal,
  listTemplates,
  merge,
  plan,
  rebase,
  reset,
  revision,
  seed,
  show,
  squash,
  stamp,
  stampSql,
  upgrade,
  upgradeSql,
  wait,
  withScratch,
} from "./on-demand.js";
export type { PlanOptions, PlanReport } from "./plan.js";
export type { ProjectOptions } from "./project.js";
export type { RebaseOptions, RebaseReport } from "./rebase.js";
export type { ResetOptions, ResetPlan, ResetReport } from "./reset.js";
export type { RevisionOptions } from "./revision.js";
export type { RevisionEntry } from "./revision-entry.js";
export type { RevisionPlan } from "./revision-plan.js";
export type { ChangedRows, SeededFile, SeedOptions, SeedReport } from "./seed.js";
export type { HeadsOptions, HistoryOptions } from "./show.js";
export type { SquashOptions, SquashReport } from "./squash.js";
export type { StampOptions, StampReport } from "./stamp.js";
export type { DowngradeOptions, MovedStep, MoveOptions, MovePlan, MoveReport } from "./upgrade.js";
export type { WaitOptions, WaitReport } from "./wait.js";
export type { RevisionReport } from "./write-difference.js";
export type { WrittenModels } from "./write-models.js";
