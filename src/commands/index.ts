export { type CheckReport, type CompareOptions, check } from "./check.js";
export { type CurrentReport, current } from "./current.js";
export { type InitOptions, type InitReport, init } from "./init.js";
export type { ProjectOptions } from "./project.js";
export { type RevisionOptions, type RevisionReport, revision } from "./revision.js";
export { type HistoryOptions, heads, history, type RevisionEntry, show } from "./show.js";
export { type StampOptions, type StampReport, stamp } from "./stamp.js";
export { downgrade, type MoveOptions, type MoveReport, upgrade } from "./upgrade.js";
