export { milliseconds } from "../runtime/duration.js";
export type { BundleOptions, BundleReport } from "./bundle.js";
export type { CheckReport, CompareOptions } from "./check.js";
export type { CurrentReport } from "./current.js";
export type { InitOptions, InitReport } from "./init.js";
export {
  bundle,
  check,
  current,
  downgrade,
  heads,
  history,
  init,
  revision,
  show,
  stamp,
  upgrade,
  wait,
} from "./on-demand.js";
export type { ProjectOptions } from "./project.js";
export type { RevisionOptions, RevisionReport } from "./revision.js";
export type { RevisionEntry } from "./revision-entry.js";
export type { HistoryOptions } from "./show.js";
export type { StampOptions, StampReport } from "./stamp.js";
export type { MovedStep, MoveOptions, MovePlan, MoveReport } from "./upgrade.js";
export type { WaitOptions, WaitReport } from "./wait.js";
