import { qualified } from "../dialect/index.js";
import type { LockMode } from "./lock-mode.js";
import { brief, type LockContext, type LockRules, type TableLock, tableOf } from "./table-lock.js";

export const indexLocks: LockRules = {
  createIndex: ([, index]) => [
    index.concurrently
      ? { ...brief(tableOf(index), "SHARE UPDATE EXCLUSIVE"), work: "scan" }
      : {
          ...brief(tableOf(index), "SHARE"),
          work: "scan",
          safer: "concurrently: true builds it while they go on, outside the transaction",
        },
  ],
  dropIndex: ([name, { schema, concurrently } = {}], context) =>
    onIndexed(name, schema, context, concurrently ? "SHARE UPDATE EXCLUSIVE" : undefined),
  alterIndex: ([name, { schema, tablespace, ...changes }], context) => {
    if (tablespace === undefined || Object.keys(changes).length === 0) return [];
    return onIndexed(name, schema, context);
  },
};

/** What goes for an index goes for its table: every query looks at all indexes to plan. */
function onIndexed(
  name: string,
  schema: string | undefined,
  { before }: LockContext,
  lock?: LockMode,
): readonly TableLock[] {
  const parent = before.objects.get(`index ${qualified(name, schema)}`)?.parent;
  return parent ? [brief(parent.replace(/^\S+(?: view)? /, ""), lock)] : [];
}
