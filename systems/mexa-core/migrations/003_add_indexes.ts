// add indexes · 2026-11-21
// Ten, for the lists and look-ups of the application: by person and date, by status, by product.
import type { Operations } from "limbeck";

export const revision = "003_add_indexes";
export const downRevision = "002_add_request_id";

export function upgrade(op: Operations) {
  op.createIndex("ix_productos_category", { table: "productos", columns: ["category"] });
  op.createIndex("ix_productos_code", { table: "productos", columns: ["code"] });
  op.createIndex("ix_usuarios_email", { table: "usuarios", columns: ["email"] });
  op.createIndex("ix_usuarios_employee_no", { table: "usuarios", columns: ["employee_no"] });
  op.createIndex("ix_vale_items_producto_id", { table: "vale_items", columns: ["producto_id"] });
  op.createIndex("ix_vale_items_vale_id", { table: "vale_items", columns: ["vale_id"] });
  op.createIndex("ix_vales_created_at", { table: "vales", columns: ["created_at"] });
  op.createIndex("ix_vales_employee_no", { table: "vales", columns: ["employee_no"] });
  op.createIndex("ix_vales_status", { table: "vales", columns: ["status"] });
  op.createIndex("ix_vales_usuario_id_created_at", {
    table: "vales",
    columns: ["usuario_id", "created_at"],
  });
}

export function downgrade(op: Operations) {
  op.dropIndex("ix_vales_usuario_id_created_at");
  op.dropIndex("ix_vales_status");
  op.dropIndex("ix_vales_employee_no");
  op.dropIndex("ix_vales_created_at");
  op.dropIndex("ix_vale_items_vale_id");
  op.dropIndex("ix_vale_items_producto_id");
  op.dropIndex("ix_usuarios_employee_no");
  op.dropIndex("ix_usuarios_email");
  op.dropIndex("ix_productos_code");
  op.dropIndex("ix_productos_category");
}
