import { qualified } from "../dialect/index.js";
import type { ForeignKeySpec, OnTable } from "../operation/index.js";
import {
  brief,
  type LockContext,
  type LockRules,
  referencedTable,
  type TableLock,
  tableOf,
} from "./table-lock.js";

const validateLater =
  "make it with notValid here, and in the next revision validate it: op.alterConstraint(name, { table, validate: true })";
const indexFirst =
  "build the unique index by hand with CREATE UNIQUE INDEX CONCURRENTLY, then op.execute(`ALTER TABLE … ADD CONSTRAINT … USING INDEX …`)";

export const constraintLocks: LockRules = {
  createPrimaryKey: ([, key]) => [indexed(key, indexFirst)],
  createUniqueConstraint: ([, key]) => [indexed(key, indexFirst)],
  createExcludeConstraint: ([, exclusion]) => [
    indexed(exclusion, "there is none: choose a quiet hour, or a new table with the constraint"),
  ],
  createCheckConstraint: ([, check]) => [
    check.notValid || check.notEnforced
      ? brief(tableOf(check))
      : { ...brief(tableOf(check)), work: "scan", safer: validateLater },
  ],
  createForeignKey: ([, key]) => {
    const lock = brief(tableOf(key), "SHARE ROW EXCLUSIVE");
    const checks = !key.notValid && !key.notEnforced;
    return [
      checks ? { ...lock, work: "scan", safer: validateLater } : lock,
      brief(referencedTable(key), "SHARE ROW EXCLUSIVE"),
    ];
  },
  dropConstraint: ([name, on], context) => [
    brief(tableOf(on)),
    ...referenced(name, on, context).map((table) => brief(table)),
  ],
  renameConstraint: ([, , on]) => [brief(tableOf(on))],
  alterConstraint: ([name, changes], context) => {
    const table = tableOf(changes);
    const others = referenced(name, changes, context);
    if (changes.validate)
      return [
        { ...brief(table, "SHARE UPDATE EXCLUSIVE"), work: "scan" },
        ...others.map((other) => brief(other, "ROW SHARE")),
      ];
    const { deferrable, notEnforced } = changes;
    if (notEnforced !== undefined) return [table, ...others].map((one) => brief(one));
    return deferrable === undefined ? [] : [brief(table)];
  },
};

function indexed(on: OnTable, safer: string): TableLock {
  return { ...brief(tableOf(on)), work: "scan", safer };
}

/** Triggers of a foreign key are on both tables. */
function referenced(name: string, on: OnTable, { before }: LockContext): string[] {
  const key = before.objects.get(`constraint ${tableOf(on)}.${qualified(name)}`);
  return key?.kind === "foreign key" ? [referencedTable(key.data as ForeignKeySpec)] : [];
}
