// add rejection reason · 2026-11-21
// loses on downgrade: values of column candidates.rejection_reason
import type { Operations } from "limbeck";

export const revision = "002_add_rejection_reason";
export const downRevision = "001_add_version_column";

export function upgrade(op: Operations) {
  op.addColumn("candidates", "rejection_reason", {
    type: "text",
    comment: "Why the candidate was rejected; NULL unless it was",
  });
}

export function downgrade(op: Operations) {
  op.dropColumn("candidates", "rejection_reason");
}
