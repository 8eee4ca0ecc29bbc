export type { CheckOutcome, CheckStatus, CiOptions, CiReport } from "./ci/index.js";
export type { CheckReport, CompareOptions } from "./comparing/check.js";
export type { Change, Comparison } from "./comparing/comparison.js";
export type { DiffOptions, DiffReport } from "./comparing/diff.js";
export type { DriftOptions, DriftReport } from "./comparing/drift.js";
export type { DumpOptions, DumpReport, ModelForm } from "./comparing/dump.js";
export type { WrittenModels } from "./comparing/write-models.js";
export type { Backup } from "./database/backup.js";
export type { EnsureVersionReport } from "./database/ensure-version.js";
export type { SkippedStep, SqlOptions, SqlReport } from "./database/offline.js";
export type { ResetOptions, ResetPlan, ResetReport } from "./database/reset.js";
export type { ChangedRows, SeededFile, SeedOptions, SeedReport } from "./database/seed.js";
export type { StampOptions, StampReport } from "./database/stamp.js";
export type {
  DowngradeOptions,
  MovedStep,
  MoveOptions,
  MovePlan,
  MoveReport,
} from "./database/upgrade.js";
export type { WaitOptions, WaitReport } from "./database/wait.js";
export type { CheckResult, DoctorOptions, DoctorReport } from "./doctor/doctor.js";
export type { InitOptions, InitReport } from "./init/init.js";
export type { ListedTemplate } from "./init/init-templates.js";
export {
  branches,
  bundle,
  check,
  ci,
  ciMarkdown,
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
  lint,
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
  status,
  upgrade,
  upgradeSql,
  wait,
  withScratch,
} from "./on-demand.js";
export type { Answers, Ask, Question } from "./project/answers.js";
export type { CommonObject } from "./project/common-object.js";
export type { ProjectOptions } from "./project/project.js";
export type { BranchPoint } from "./reading/branches.js";
export type { BundleOptions, BundleReport } from "./reading/bundle.js";
export type { CurrentReport } from "./reading/current.js";
export type { Explanation } from "./reading/explain.js";
export type { JournalOptions, JournalReport } from "./reading/journal.js";
export type { LintFinding, LintOptions, LintReport } from "./reading/lint.js";
export type { PlanOptions, PlanReport } from "./reading/plan.js";
export type { RevisionEntry } from "./reading/revision-entry.js";
export type { RevisionPlan } from "./reading/revision-plan.js";
export type { HeadsOptions, HistoryOptions } from "./reading/show.js";
export type { StatusOptions, StatusReport } from "./reading/status.js";
export type { EditOptions, EditReport } from "./writing/edit.js";
export type { ImportOptions, ImportReport } from "./writing/import-alembic.js";
export type { MergeOptions, MergeReport } from "./writing/merge.js";
export type { RebaseOptions, RebaseReport } from "./writing/rebase.js";
export type { RevisionOptions } from "./writing/revision.js";
export type { SquashOptions, SquashReport } from "./writing/squash.js";
export type { RevisionReport } from "./writing/write-difference.js";
