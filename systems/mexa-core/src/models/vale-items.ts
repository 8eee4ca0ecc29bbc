import { sql } from "drizzle-orm";
import { bigint, check, foreignKey, index, integer, pgTable, unique } from "drizzle-orm/pg-core";
import { productos } from "./productos.js";
import { vales } from "./vales.js";

/** A line of a voucher: so many of one product. */
export const valeItems = pgTable(
  "vale_items",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    valeId: bigint("vale_id", { mode: "number" }).notNull(),
    productoId: bigint("producto_id", { mode: "number" }).notNull(),
    cantidad: integer("cantidad").notNull(),
  },
  (t) => [
    unique("vale_items_vale_id_producto_id_key").on(t.valeId, t.productoId),
    foreignKey({
      name: "vale_items_vale_id_fkey",
      columns: [t.valeId],
      foreignColumns: [vales.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "vale_items_producto_id_fkey",
      columns: [t.productoId],
      foreignColumns: [productos.id],
    }),
    check("vale_items_cantidad_check", sql`${t.cantidad} > 0`),
    index("ix_vale_items_vale_id").on(t.valeId),
    index("ix_vale_items_producto_id").on(t.productoId),
  ],
);
