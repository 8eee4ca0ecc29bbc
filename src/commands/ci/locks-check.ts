import { type CiCheck, count } from "./check.js";
import type { CiContext } from "./context.js";
import { isLong, lockText } from "./lock-text.js";

/** What keeps others waiting for longer than a moment. */
export const locksCheck: CiCheck<CiContext> = {
  name: "locks",
  run({ plans }) {
    const long = plans.flatMap(({ revision, locks }) =>
      locks.filter(isLong).map((lock) => ({ revision, lock })),
    );
    const tables = new Set(plans.flatMap(({ locks }) => locks.map(({ table }) => table)));
    if (plans.length === 0) return { status: "skipped", summary: "no new revisions" };
    if (long.length === 0)
      return {
        status: "passed",
        summary:
          tables.size === 0
            ? "no table in use is locked"
            : `${count(tables.size, "table")} locked for a moment: ${[...tables].join(", ")}`,
      };
    const work = [...new Set(long.map(({ lock }) => lock.table))];
    return {
      status: "warning",
      summary: `${count(work.length, "table")} locked for as long as all rows take: ${work.join(", ")}`,
      details: long.map(({ revision, lock }) => {
        const safer = lock.safer === undefined ? "" : `\ninstead: ${lock.safer}`;
        return `${revision}: ${lockText(lock)}${safer}`;
      }),
    };
  },
};
