import { sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  numeric,
  pgEnum,
  pgTable,
  primaryKey,
  timestamp,
  unique,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { clientes, impuestos, productos, tipoImpuesto } from "./catalogo.js";
import { fechas, pesos, propia, tarifa } from "./columns.js";
import { empresas } from "./empresas.js";

export const tipoFactura = pgEnum("tipo_factura", ["factura", "nota_credito", "nota_debito"]);
export const estadoDian = pgEnum("estado_dian", ["pendiente", "enviada", "aceptada", "rechazada"]);

export const facturas = pgTable(
  "facturas",
  {
    ...propia(),
    tipo: tipoFactura("tipo").notNull().default("factura"),
    prefijo: varchar("prefijo", { length: 4 }).notNull(),
    numero: integer("numero").notNull(),
    clienteId: uuid("cliente_id").notNull(),
    fechaEmision: date("fecha_emision").notNull().default(sql`current_date`),
    estado: estadoDian("estado").notNull().default("pendiente"),
    cufe: varchar("cufe", { length: 96 }),
    enviadaAt: timestamp("enviada_at", { withTimezone: true }),
    subtotal: pesos("subtotal").notNull().default("0"),
    iva: pesos("iva").notNull().default("0"),
    inc: pesos("inc").notNull().default("0"),
    ica: pesos("ica").notNull().default("0"),
    total: pesos("total").notNull().default("0"),
    ...fechas(),
  },
  (t) => [
    unique("facturas_empresa_id_prefijo_numero_key").on(t.empresaId, t.prefijo, t.numero),
    unique("facturas_empresa_id_id_key").on(t.empresaId, t.id),
    unique("facturas_cufe_key").on(t.cufe),
    check("facturas_total_check", sql`${t.total} = ${t.subtotal} + ${t.iva} + ${t.inc} + ${t.ica}`),
    check("facturas_estado_check", sql`${t.estado} = 'pendiente' or ${t.cufe} is not null`),
    foreignKey({
      name: "facturas_empresa_id_fkey",
      columns: [t.empresaId],
      foreignColumns: [empresas.id],
    }),
    foreignKey({
      name: "facturas_cliente_id_fkey",
      columns: [t.empresaId, t.clienteId],
      foreignColumns: [clientes.empresaId, clientes.id],
    }),
    index("ix_facturas_empresa_id_fecha_emision").on(t.empresaId, t.fechaEmision.desc()),
    index("ix_facturas_cliente_id").on(t.clienteId),
    index("ix_facturas_por_enviar").on(t.empresaId, t.numero).where(sql`${t.estado} = 'pendiente'`),
  ],
);

export const facturaLineas = pgTable(
  "factura_lineas",
  {
    ...propia(),
    facturaId: uuid("factura_id").notNull(),
    numero: integer("numero").notNull(),
    productoId: uuid("producto_id").notNull(),
    // As sold: stays when the product's name or price changes.
    descripcion: varchar("descripcion", { length: 200 }).notNull(),
    cantidad: numeric("cantidad", { precision: 14, scale: 3 }).notNull(),
    precioUnitario: pesos("precio_unitario").notNull(),
    descuento: pesos("descuento").notNull().default("0"),
    base: pesos("base").notNull(),
    ...fechas(),
  },
  (t) => [
    unique("factura_lineas_factura_id_numero_key").on(t.facturaId, t.numero),
    unique("factura_lineas_empresa_id_id_key").on(t.empresaId, t.id),
    check("factura_lineas_cantidad_check", sql`${t.cantidad} > 0`),
    check("factura_lineas_descuento_check", sql`${t.descuento} >= 0`),
    check(
      "factura_lineas_base_check",
      sql`${t.base} >= 0 and ${t.base} = round(${t.cantidad} * ${t.precioUnitario}, 2) - ${t.descuento}`,
    ),
    foreignKey({
      name: "factura_lineas_factura_id_fkey",
      columns: [t.empresaId, t.facturaId],
      foreignColumns: [facturas.empresaId, facturas.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "factura_lineas_producto_id_fkey",
      columns: [t.empresaId, t.productoId],
      foreignColumns: [productos.empresaId, productos.id],
    }),
    index("ix_factura_lineas_producto_id").on(t.productoId),
  ],
);

/** The taxes of a line, with the rate of the day it was sold. */
export const lineaImpuestos = pgTable(
  "linea_impuestos",
  {
    empresaId: uuid("empresa_id").notNull(),
    lineaId: uuid("linea_id").notNull(),
    impuestoId: uuid("impuesto_id").notNull(),
    tipo: tipoImpuesto("tipo").notNull(),
    tarifa: tarifa("tarifa").notNull(),
    valor: pesos("valor").notNull(),
  },
  (t) => [
    primaryKey({ name: "linea_impuestos_pkey", columns: [t.lineaId, t.impuestoId] }),
    foreignKey({
      name: "linea_impuestos_linea_id_fkey",
      columns: [t.empresaId, t.lineaId],
      foreignColumns: [facturaLineas.empresaId, facturaLineas.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "linea_impuestos_impuesto_id_fkey",
      columns: [t.empresaId, t.impuestoId],
      foreignColumns: [impuestos.empresaId, impuestos.id],
    }),
    index("ix_linea_impuestos_impuesto_id").on(t.impuestoId),
  ],
);
