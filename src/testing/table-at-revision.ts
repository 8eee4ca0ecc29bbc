import { LimbeckError } from "../diagnostic/index.js";
import type { Connection } from "../driver/index.js";
import { insertRows, type Row, tableName } from "./rows.js";

/** A table as it stands at the revision the database is at. */
export interface TableAtRevision {
  /** Column → type, in PostgreSQL's words: `varchar(20)` is `character varying(20)`. */
  readonly columns: Readonly<Record<string, string>>;
  insert(...rows: readonly Row[]): Promise<void>;
  /** All rows, or those for which a condition holds: `rows("status = $1", ["abierto"])`. */
  rows(where?: string, params?: readonly unknown[]): Promise<Record<string, unknown>[]>;
}

/** Reads a table's columns. @throws {LimbeckError} `database-refused` where there is none */
export async function tableAtRevision(
  connection: Connection,
  table: string,
): Promise<TableAtRevision> {
  const name = tableName(table);
  const found = await connection.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [name],
  );
  const [{ exists }] = (await connection.query("SELECT to_regclass($1) IS NOT NULL AS exists", [
    name,
  ])) as [{ exists: boolean }];
  if (!exists)
    throw new LimbeckError("database-refused", `there is no table ${table} at this revision`);
  return {
    columns: Object.fromEntries(found.map((column) => [column.name, column.type])),
    insert: (...rows) => insertRows(connection, { [table]: rows }),
    rows: (where, params) =>
      connection.query(`SELECT * FROM ${name}${where ? ` WHERE ${where}` : ""}`, params),
  };
}
