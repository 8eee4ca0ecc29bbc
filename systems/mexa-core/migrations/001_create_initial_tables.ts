// create initial tables · 2026-11-21
// People, products, vouchers and their lines, with every rule that keeps them true.
// loses on downgrade: rows of table vales, rows of table vale_items, rows of table productos, rows of table usuarios
import { type Operations, sql } from "limbeck";

export const revision = "001_create_initial";
export const downRevision = null;

export function upgrade(op: Operations) {
  op.createTable("productos", {
    columns: {
      id: { type: "bigint", identity: "always" },
      code: { type: "varchar(40)", notNull: true },
      name: { type: "varchar(160)", notNull: true },
      category: { type: "varchar(60)", notNull: true },
      unidad: { type: "varchar(20)", notNull: true, default: "pieza" },
      existencia: { type: "integer", notNull: true, default: 0 },
      activo: { type: "boolean", notNull: true, default: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: { productos_code_key: ["code"] },
    checks: { productos_existencia_check: sql`existencia >= 0` },
  });
  op.createTable("usuarios", {
    columns: {
      id: { type: "bigint", identity: "always" },
      employee_no: { type: "varchar(20)", notNull: true },
      nombre: { type: "varchar(120)", notNull: true },
      email: { type: "varchar(255)", notNull: true },
      departamento: { type: "varchar(80)" },
      activo: { type: "boolean", notNull: true, default: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: { usuarios_email_key: ["email"], usuarios_employee_no_key: ["employee_no"] },
  });
  op.createTable("vales", {
    columns: {
      id: { type: "bigint", identity: "always" },
      folio: { type: "varchar(20)", notNull: true },
      usuario_id: { type: "bigint", notNull: true },
      employee_no: { type: "varchar(20)", notNull: true },
      status: { type: "varchar(20)", notNull: true, default: "abierto" },
      observaciones: { type: "text" },
      entregado_at: { type: "timestamptz" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: { vales_folio_key: ["folio"] },
    checks: {
      vales_entregado_at_check: sql`(status = 'entregado') = (entregado_at IS NOT NULL)`,
      vales_status_check: sql`status IN ('abierto', 'autorizado', 'entregado', 'cancelado')`,
    },
    foreignKeys: {
      vales_usuario_id_fkey: {
        columns: ["usuario_id"],
        references: { table: "usuarios", columns: ["id"] },
      },
    },
  });
  op.createTable("vale_items", {
    columns: {
      id: { type: "bigint", identity: "always" },
      vale_id: { type: "bigint", notNull: true },
      producto_id: { type: "bigint", notNull: true },
      cantidad: { type: "integer", notNull: true },
    },
    primaryKey: ["id"],
    unique: { vale_items_vale_id_producto_id_key: ["vale_id", "producto_id"] },
    checks: { vale_items_cantidad_check: sql`cantidad > 0` },
    foreignKeys: {
      vale_items_producto_id_fkey: {
        columns: ["producto_id"],
        references: { table: "productos", columns: ["id"] },
      },
      vale_items_vale_id_fkey: {
        columns: ["vale_id"],
        references: { table: "vales", columns: ["id"] },
        // A line is nothing without its voucher; people and products that were used stay.
        onDelete: "cascade",
      },
    },
  });
}

export function downgrade(op: Operations) {
  op.dropTable("vale_items");
  op.dropTable("vales");
  op.dropTable("usuarios");
  op.dropTable("productos");
}
