import type { Catalog } from "../catalog/index.js";
import { qualified } from "../dialect/index.js";
import type { OperationArguments, OperationKind } from "../operation/index.js";
import type { LockMode } from "./lock-mode.js";

/** What a statement does to a table that others are using. */
export interface TableLock {
  /** As SQL would write it, without the target schema. */
  readonly table: string;
  readonly lock: LockMode;
  /** What goes on with all of its rows while the lock is held. Absent: it is over at once. */
  readonly work?: "scan" | "rewrite";
  /** The way that holds nobody up, where there is one. */
  readonly safer?: string;
}

/** What a rule can look things up in. */
export interface LockContext {
  /** The database before the revision. */
  readonly before: Catalog;
}

/**
 * The locks of each operation, by its kind. What is not listed locks no table that was there
 * before, or, like a new function, nothing that a query waits for.
 */
export type LockRules = {
  readonly [K in OperationKind]?: (
    args: OperationArguments[K],
    context: LockContext,
  ) => readonly TableLock[];
};

/** A lock that is over at once. */
export function brief(table: string, lock: LockMode = "ACCESS EXCLUSIVE"): TableLock {
  return { table, lock };
}

interface Located {
  readonly table: string;
  readonly schema?: string;
}

/** The table that an operation's options name. */
export function tableOf({ table, schema }: Located): string {
  return qualified(table, schema);
}

/** The table that a foreign key refers to, which may be in another schema than its own. */
export function referencedTable(key: {
  readonly references: Located;
  readonly schema?: string;
}): string {
  return qualified(key.references.table, key.references.schema);
}
