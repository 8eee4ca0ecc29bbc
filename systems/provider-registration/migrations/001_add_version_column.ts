// add version column · 2026-11-21
// Optimistic locking: candidates from before begin at version 1, and the trigger counts from there.
// loses on downgrade: values of column candidates.version
import type { Operations } from "limbeck";

export const revision = "001_add_version_column";
export const downRevision = "000_initial_schema";

export function upgrade(op: Operations) {
  op.createFunction("update_candidates_metadata", {
    returns: "trigger",
    language: "plpgsql",
    body: `
BEGIN
  NEW.updated_at = now();
  NEW.version = OLD.version + 1;
  RETURN NEW;
END;
`,
  });
  op.addColumn("candidates", "version", { type: "integer", notNull: true, default: 1 });
  op.createIndex("idx_candidates_id_version", { table: "candidates", columns: ["id", "version"] });
  op.createTrigger("update_candidates_metadata", {
    table: "candidates",
    when: "before",
    events: ["update"],
    execute: "update_candidates_metadata()",
  });
  op.dropTrigger("update_candidates_updated_at", { table: "candidates" });
  op.dropFunction("update_updated_at_column");
}

export function downgrade(op: Operations) {
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
  op.createTrigger("update_candidates_updated_at", {
    table: "candidates",
    when: "before",
    events: ["update"],
    execute: "update_updated_at_column()",
  });
  op.dropTrigger("update_candidates_metadata", { table: "candidates" });
  op.dropIndex("idx_candidates_id_version");
  op.dropColumn("candidates", "version");
  op.dropFunction("update_candidates_metadata");
}
