import { rememberedText } from "../dialect/index.js";
import type { PlannedStatement } from "./plan.js";

/** What a throwaway database is sent: nothing that reaches beyond it, but what it is to remember of that. */
export function inScratch(statements: readonly PlannedStatement[]): PlannedStatement[] {
  return statements.flatMap((statement) => {
    // What a person wrote can be about roles, too.
    if (statement.opaque && !statement.params)
      return [{ ...statement, sql: rememberedText(statement.sql) }];
    if (!statement.outside) return [statement];
    const { instead: sql, operation } = statement;
    return sql === undefined ? [] : [{ sql, operation }];
  });
}
