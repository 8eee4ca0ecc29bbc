import type { Connection } from "../driver/index.js";
import { beginLocked, type LockOptions } from "./lock.js";
import { checksumColumn, createTables, journalTable, widenJournal } from "./version-table.js";

/** Makes version table and journal where they, or a column, are missing, under the lock. */
export async function prepare(connection: Connection, lock: LockOptions): Promise<void> {
  const { table } = lock;
  const [row] = await connection.query<{ complete: boolean }>(
    `SELECT count(*) FILTER (WHERE a.attname = CASE c.relname WHEN $2 THEN 'version_num' ELSE $4 END) = 2 AS complete
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE n.nspname = $1 AND c.relname IN ($2, $3) AND NOT a.attisdropped`,
    [table.schema, table.name, journalTable(table.name), checksumColumn],
  );
  if (row?.complete) return;
  await beginLocked(connection, lock);
  await connection.script([...createTables(table), widenJournal(table), "COMMIT"].join(";\n"));
}
