export { blockedBy, isStronger, type LockMode, lockModes } from "./lock-mode.js";
export { createdTables, locksOf } from "./locks-of.js";
export { lossesOf } from "./losses-of.js";
export type { LockContext, LockRules, TableLock } from "./table-lock.js";
