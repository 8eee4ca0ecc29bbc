import { ident, qualified } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";

/** A row: column → value, as `pg` takes values. */
export type Row = Readonly<Record<string, unknown>>;

/** Rows by table: `{ vales: [{ folio: "V-1" }], "audit.events": { … } }`. In the order written. */
export type Rows = Readonly<Record<string, Row | readonly Row[]>>;

/**
 * Inserts rows; those that are there already, by any unique key, stay as they are. Values of
 * identity columns are taken as given.
 */
export async function insertRows(connection: Connection, rows: Rows): Promise<void> {
  for (const [table, given] of Object.entries(rows))
    for (const row of Array.isArray(given) ? (given as readonly Row[]) : [given as Row]) {
      const columns = Object.keys(row);
      const list =
        columns.length === 0
          ? "DEFAULT VALUES"
          : `(${columns.map(ident).join(", ")}) OVERRIDING SYSTEM VALUE VALUES (${columns.map((_, i) => `$${i + 1}`).join(", ")})`;
      await connection.query(
        `INSERT INTO ${tableName(table)} ${list} ON CONFLICT DO NOTHING`,
        Object.values(row),
      );
    }
}

/** `vales`, or `audit.events`. */
export function tableName(table: string): string {
  const [first = "", ...rest] = table.split(".");
  return rest.length === 0 ? ident(first) : qualified(rest.join("."), first);
}
