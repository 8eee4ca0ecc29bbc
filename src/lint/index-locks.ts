import { qualified } from "../dialect/index.js";
import { brief, type LockContext, type LockRules, type TableLock, tableOf } from "./table-lock.js";

export const indexLocks: LockRules = {
  createIndex: ([name, index]) => [
    {
      ...brief(tableOf(index), "SHARE"),
      work: "scan",
      safer: `build it by hand with CREATE INDEX CONCURRENTLY ${qualified(name)} …, then write CREATE INDEX IF NOT EXISTS in op.execute, which finds it done`,
    },
  ],
  dropIndex: ([name, { schema } = {}], context) => onIndexed(name, schema, context),
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
): readonly TableLock[] {
  const parent = before.objects.get(`index ${qualified(name, schema)}`)?.parent;
  return parent ? [brief(parent.replace(/^\S+(?: view)? /, ""))] : [];
}
