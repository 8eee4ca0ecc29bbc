import type { Alone, Remains } from "../../operation/index.js";
import { quoteText } from "./quote.js";

/** The word for what others may go on beside. */
export function concurrently(options: { readonly concurrently?: boolean } | undefined): string {
  return options?.concurrently ? "CONCURRENTLY " : "";
}

/** What marks a statement that says `CONCURRENTLY`: it cannot run in a transaction. */
export function apart(sql: string, remains: Remains): { readonly alone: Alone } {
  return { alone: { plain: sql.replace(/\s+CONCURRENTLY\b/i, ""), remains } };
}

/** What `CREATE INDEX CONCURRENTLY` leaves when it breaks off: an index that nothing uses. */
export function createdIndex(name: string, path: string, table: string): Remains {
  return {
    query: `SELECT coalesce((SELECT CASE WHEN i.indisvalid THEN 'done' ELSE 'broken' END
  FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid WHERE x.relname = ${quoteText(name)}
    AND x.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = to_regclass(${quoteText(table)}))), 'none') AS state`,
    mend: `DROP INDEX CONCURRENTLY ${path}`,
  };
}

/** `DROP INDEX CONCURRENTLY` can be said again, unless it had ended. */
export function droppedIndex(path: string): Remains {
  return {
    query: `SELECT CASE WHEN to_regclass(${quoteText(path)}) IS NULL THEN 'done' ELSE 'none' END AS state`,
  };
}

/** `DETACH PARTITION … CONCURRENTLY` commits half way; another statement does the rest. */
export function detached(table: string, partition: string): Remains {
  return {
    query: `SELECT CASE WHEN to_regclass(${quoteText(partition)}) IS NULL THEN 'none' ELSE coalesce(
  (SELECT CASE WHEN inhdetachpending THEN 'broken' ELSE 'none' END FROM pg_inherits
    WHERE inhrelid = to_regclass(${quoteText(partition)}) AND inhparent = to_regclass(${quoteText(table)})),
  'done') END AS state`,
    mend: `ALTER TABLE ${table} DETACH PARTITION ${partition} FINALIZE`,
  };
}
