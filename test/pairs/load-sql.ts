import { splitSql } from "../../src/dialect/index.js";
import type { Connection } from "../../src/driver/index.js";
import { reset } from "../transition.js";

/**
 * Empties the database and loads SQL as `psql` would: statement by statement, each in a transaction
 * of its own unless the text opens one, without backslash commands and rows of `COPY`. What is sent is UTF-8, whatever the file was.
 */
export async function loadFresh(connection: Connection, sql: string): Promise<void> {
  await reset(connection);
  for (const { text, psql } of splitSql(sql))
    if (!psql && !/^SET\s+client_encoding\b/i.test(text)) await connection.script(text);
  await connection.script("ROLLBACK; RESET ALL"); // a dump leaves its search path behind
}
