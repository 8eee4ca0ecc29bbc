/** The locks a statement can take on a table, weakest first, by PostgreSQL's names. */
export const lockModes = [
  "ACCESS SHARE",
  "ROW SHARE",
  "ROW EXCLUSIVE",
  "SHARE UPDATE EXCLUSIVE",
  "SHARE",
  "SHARE ROW EXCLUSIVE",
  "EXCLUSIVE",
  "ACCESS EXCLUSIVE",
] as const;

export type LockMode = (typeof lockModes)[number];

/** What others have to wait with while a lock is held. */
export function blockedBy(lock: LockMode): "reads and writes" | "writes" | undefined {
  if (lock === "ACCESS EXCLUSIVE") return "reads and writes";
  return isStronger(lock, "SHARE UPDATE EXCLUSIVE") ? "writes" : undefined;
}

export function isStronger(a: LockMode, b: LockMode): boolean {
  return lockModes.indexOf(a) > lockModes.indexOf(b);
}
