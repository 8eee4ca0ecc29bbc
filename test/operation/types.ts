import { type ForeignKeyAction, type Operations, sql } from "../../src/operation/index.js";

/** Checked by the compiler (`npm run types`), never run: what is a mistake must be an error. */
export function mistakes(op: Operations): void {
  const columns = { id: { type: "bigint" }, folio: { type: "text", default: sql`now()` } } as const;
  op.createTable("vales", { columns, primaryKey: ["id"], unique: { key: ["folio"] } });
  op.createTable("vales", { columns: [{ name: "1", type: "bigint" }], primaryKey: ["1"] });
  op.createTable("vales_2026", { partitionOf: { table: "vales", bound: sql`DEFAULT` } });
  // @ts-expect-error: there is no such column
  op.createTable("vales", { columns, primaryKey: ["idd"] });
  // @ts-expect-error: there is no such column
  op.createTable("vales", { columns, unique: { key: ["folios"] } });
  // @ts-expect-error: a column has a type
  op.addColumn("vales", "folio", { notNull: true });
  // @ts-expect-error: there is no such action
  const action: ForeignKeyAction = "casacde";
  // @ts-expect-error: there is no such directive
  op.createTabel("vales", action);
}
