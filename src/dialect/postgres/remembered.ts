import { mayReachBeyond } from "./reaches-beyond.js";
import { type RememberedStatement, rememberedRoles } from "./role-statement.js";
import { splitSql } from "./split-sql.js";
import { rememberedSubscription } from "./subscription-statement.js";

/** Nothing for a statement that it can run, or that cannot be told from its text. */
export function remembered(sql: string): RememberedStatement | undefined {
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
