// initial schema · 2026-11-21
// Candidates: who they are, what they can deliver, how far their review is.
// loses on downgrade: rows of table candidates
import { type Operations, sql } from "limbeck";

export const revision = "000_initial_schema";
export const downRevision = null;

export function upgrade(op: Operations) {
  op.createFunction("update_updated_at_column", {
    returns: "trigger",
    language: "plpgsql",
    body: `
BEGIN
  NEW.updated_at = now();
  RETURN NEW;
END;
`,
  });
  op.createTable("candidates", {
    columns: {
      id: { type: "uuid", default: sql`gen_random_uuid()` },
      company_name: { type: "varchar(255)", notNull: true },
      contact_email: { type: "varchar(255)", notNull: true },
      phone: { type: "varchar(50)", notNull: true },
      products: { type: "jsonb", notNull: true },
      truck_count: { type: "integer", notNull: true },
      capacity_tons_per_day: { type: "integer", notNull: true },
      location: { type: "varchar(255)", notNull: true },
      status: { type: "varchar(20)", notNull: true, default: "pending" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      provider_id: { type: "uuid" },
    },
    primaryKey: ["id"],
    unique: { candidates_contact_email_key: ["contact_email"] },
    checks: {
      candidates_capacity_tons_per_day_check: sql`capacity_tons_per_day > 0`,
      candidates_status_check: sql`status IN ('pending', 'approved', 'rejected')`,
      candidates_truck_count_check: sql`truck_count > 0`,
    },
  });
  op.createIndex("idx_candidates_created_at", { table: "candidates", columns: ["created_at"] });
  op.createIndex("idx_candidates_products", {
    table: "candidates",
    columns: ["products"],
    method: "gin",
  });
  op.createIndex("idx_candidates_status", { table: "candidates", columns: ["status"] });
  op.createTrigger("update_candidates_updated_at", {
    table: "candidates",
    when: "before",
    events: ["update"],
    execute: "update_updated_at_column()",
  });
}

export function downgrade(op: Operations) {
  op.dropTable("candidates");
  op.dropFunction("update_updated_at_column");
}
