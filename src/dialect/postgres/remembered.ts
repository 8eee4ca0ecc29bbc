import type { AnyOperation } from "../../operation/index.js";
import { compile } from "./compile.js";
import { mayReachBeyond } from "./reaches-beyond.js";
import { roleOperations } from "./role-statement.js";
import { splitSql } from "./split-sql.js";
import { subscriptionOperations } from "./subscription-statement.js";

/** What a throwaway database is sent instead of a statement. */
export interface RememberedStatement {
  readonly sql: readonly string[];
  /** Roles that others may name from then on. */
  readonly roles: readonly string[];
}

/** Nothing for a statement that it can run, or that cannot be told from its text. */
export function remembered(sql: string): RememberedStatement | undefined {
  if (!mayReachBeyond(sql)) return undefined;
  const found = subscriptionOperations(sql) ?? roleOperations(sql);
  const said = found && rememberedOperations(found);
  // A block may do more.
  return said && /^DO\b/i.test(sql) ? { ...said, sql: [...said.sql, sql] } : said;
}

/** What it is sent for operations that reach beyond a database. */
export function rememberedOperations(operations: readonly AnyOperation[]): RememberedStatement {
  return {
    sql: operations.flatMap((one) => compile(one, { major: 18 })[0]?.instead ?? []),
    roles: operations.flatMap(({ kind, args }) => (kind === "createRole" ? [String(args[0])] : [])),
  };
}

/** A text of several statements, as far as a throwaway database can run it. */
export function rememberedText(text: string): string {
  if (!/\b(?:role|user|group|grant|revoke|subscription)\b/i.test(text)) return text;
  const parts = splitSql(text).map(({ text: sql }) => ({ sql, instead: remembered(sql)?.sql }));
  return parts.some(({ instead }) => instead)
    ? parts.flatMap(({ sql, instead }) => instead ?? sql).join(";\n") || "SELECT"
    : text;
}
