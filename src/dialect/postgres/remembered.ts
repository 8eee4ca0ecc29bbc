import { mayReachBeyond } from "./reaches-beyond.js";
import { rememberedRoles } from "./role-statement.js";
import { splitSql } from "./split-sql.js";
import { rememberedSubscription } from "./subscription-statement.js";

/** What a throwaway database is sent instead of a statement. */
export interface Remembered {
  readonly sql: readonly string[];
  /** Roles that others may name from then on. */
  readonly roles: readonly string[];
}

/** Nothing for a statement that it can run, or that cannot be told from its text. */
export function remembered(sql: string): Remembered | undefined {
  if (!mayReachBeyond(sql)) return undefined;
  const subscription = rememberedSubscription(sql);
  return subscription === undefined ? rememberedRoles(sql) : { sql: [subscription], roles: [] };
}

/** A text of several statements, as far as a throwaway database can run it. */
export function rememberedText(text: string): string {
  if (!/\b(?:role|user|group|grant|revoke|subscription)\b/i.test(text)) return text;
  const parts = splitSql(text).map(({ text: sql }) => ({ sql, instead: remembered(sql)?.sql }));
  return parts.some(({ instead }) => instead)
    ? parts.flatMap(({ sql, instead }) => instead ?? sql).join(";\n")
    : text;
}
