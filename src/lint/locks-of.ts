import type { Catalog } from "../catalog/index.js";
import { qualified, queryText } from "../dialect/index.js";
import type { AnyOperation, OperationArguments } from "../operation/index.js";
import { columnLocks } from "./column-locks.js";
import { constraintLocks } from "./constraint-locks.js";
import { indexLocks } from "./index-locks.js";
import { isStronger } from "./lock-mode.js";
import { otherLocks } from "./other-locks.js";
import { locksOfText } from "./sql-text-locks.js";
import type { LockContext, LockRules, TableLock } from "./table-lock.js";
import { tableLocks } from "./table-locks.js";

const rules: Readonly<Record<string, Rule | undefined>> = {
  ...tableLocks,
  ...columnLocks,
  ...constraintLocks,
  ...indexLocks,
  ...otherLocks,
  execute: ([statement]) => locksOfText(queryText(statement).text),
} satisfies LockRules as never;

type Rule = (args: readonly unknown[], context: LockContext) => readonly TableLock[];

/**
 * The tables that operations lock, by name: what takes long in full, and of the rest the strongest
 * lock. Tables that the operations themselves create keep nobody waiting and are left out.
 *
 * @param before the database the operations start from
 * @param fresh tables that are as new, from revisions that come with these
 */
export function locksOf(
  operations: readonly AnyOperation[],
  before: Catalog,
  fresh: ReadonlySet<string> = new Set(),
): TableLock[] {
  const own = new Set([...fresh, ...createdTables(operations)]);
  const found = new Map<string, TableLock>();
  for (const { kind, args } of operations)
    for (const lock of rules[kind]?.(args, { before }) ?? []) {
      if (own.has(lock.table)) continue;
      const key = `${lock.table}\0${lock.work ?? ""}\0${lock.safer ?? ""}`;
      const known = found.get(key);
      if (!known || isStronger(lock.lock, known.lock)) found.set(key, lock);
    }
  const all = [...found.values()].sort((a, b) => (a.table < b.table ? -1 : 1));
  // What is over at once is not worth a line beside a lock that holds longer and is as strong.
  return all.filter(
    (one) =>
      one.work !== undefined ||
      !all.some(
        (other) => other.table === one.table && other.work && !isStronger(one.lock, other.lock),
      ),
  );
}

/** The names of tables that operations create, and that cannot have been there. */
export function createdTables(operations: readonly AnyOperation[]): string[] {
  return operations.flatMap(({ kind, args: [name, options] }) => {
    if (kind !== "createTable") return [];
    const { schema, ifNotExists } = (options ?? {}) as OperationArguments["createTable"][1];
    return ifNotExists ? [] : [qualified(name as string, schema)];
  });
}
