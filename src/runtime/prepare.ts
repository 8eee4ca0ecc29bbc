import type { Connection } from "../driver/index.js";
import { beginLocked, type LockOptions } from "./lock.js";
import { createTables, journalTable } from "./version-table.js";

/** Makes version table and journal where they are missing, under the lock. */
export async function prepare(connection: Connection, lock: LockOptions): Promise<void> {
  const { table } = lock;
  const [row] = await connection.query<{ tables: number }>(
    "SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = $1 AND tablename = ANY($2)",
    [table.schema, [table.name, journalTable(table.name)]],
  );
  if (row?.tables === 2) return;
  await beginLocked(connection, lock);
  await connection.script([...createTables(table), "COMMIT"].join(";\n"));
}
