// add request_id to vales · 2026-11-21
// Nullable: vouchers from before have none, and unique lets any number of them be null.
// loses on downgrade: values of column vales.request_id
import type { Operations } from "limbeck";

export const revision = "002_add_request_id";
export const downRevision = "001_create_initial";

export function upgrade(op: Operations) {
  op.addColumn("vales", "request_id", { type: "uuid" });
  op.createUniqueConstraint("vales_request_id_key", { table: "vales", columns: ["request_id"] });
}

export function downgrade(op: Operations) {
  op.dropConstraint("vales_request_id_key", { table: "vales" });
  op.dropColumn("vales", "request_id");
}
