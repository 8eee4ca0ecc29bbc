import type { TableLock } from "../../lint/index.js";
// The file, not the index: whoever writes a report needs none of the rules.
import { blockedBy } from "../../lint/lock-mode.js";

/** Where tables are small that is no matter; how large they are nobody here knows. */
export function isLong({ lock, work, safer }: TableLock): boolean {
  return work !== undefined && (blockedBy(lock) !== undefined || safer !== undefined);
}

/** `vales: ACCESS EXCLUSIVE while all rows are read: reads and writes wait`. */
export function lockText({ table, lock, work }: TableLock): string {
  const doing = { scan: " while all rows are read", rewrite: " while all rows are written anew" };
  const blocked = blockedBy(lock);
  return `${table}: ${lock}${work ? doing[work] : ""}${blocked ? `; ${blocked} wait` : ""}`;
}
