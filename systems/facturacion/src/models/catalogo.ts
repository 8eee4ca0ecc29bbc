import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  foreignKey,
  index,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  unique,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { fechas, pesos, propia, tarifa } from "./columns.js";
import { empresas } from "./empresas.js";

/** How people and companies are identified, with the codes of the DIAN: 13 cédula, 31 NIT. */
export const tiposDocumento = pgTable("tipos_documento", {
  codigo: varchar("codigo", { length: 2 }).primaryKey(),
  nombre: varchar("nombre", { length: 80 }).notNull(),
});

export const clientes = pgTable(
  "clientes",
  {
    ...propia(),
    tipoDocumento: varchar("tipo_documento", { length: 2 }).notNull(),
    numeroDocumento: varchar("numero_documento", { length: 20 }).notNull(),
    dv: smallint("dv"),
    nombre: varchar("nombre", { length: 200 }).notNull(),
    email: varchar("email", { length: 255 }).notNull(),
    municipio: varchar("municipio", { length: 5 }),
    ...fechas(),
  },
  (t) => [
    unique("clientes_empresa_id_documento_key").on(t.empresaId, t.tipoDocumento, t.numeroDocumento),
    unique("clientes_empresa_id_id_key").on(t.empresaId, t.id),
    // A NIT has its check digit, and nothing else has one.
    check(
      "clientes_dv_check",
      sql`case when ${t.tipoDocumento} = '31' then ${t.dv} is not null and ${t.dv} = nit_dv(${t.numeroDocumento}) else ${t.dv} is null end`,
    ),
    foreignKey({
      name: "clientes_empresa_id_fkey",
      columns: [t.empresaId],
      foreignColumns: [empresas.id],
    }),
    foreignKey({
      name: "clientes_tipo_documento_fkey",
      columns: [t.tipoDocumento],
      foreignColumns: [tiposDocumento.codigo],
    }),
    index("ix_clientes_empresa_id_nombre").on(t.empresaId, t.nombre),
  ],
);

export const tipoImpuesto = pgEnum("tipo_impuesto", ["IVA", "INC", "ICA"]);

/** The rates of a company: those of an ICA are its municipality's. */
export const impuestos = pgTable(
  "impuestos",
  {
    ...propia(),
    tipo: tipoImpuesto("tipo").notNull(),
    nombre: varchar("nombre", { length: 80 }).notNull(),
    tarifa: tarifa("tarifa").notNull(),
    activo: boolean("activo").notNull().default(true),
    ...fechas(),
  },
  (t) => [
    unique("impuestos_empresa_id_nombre_key").on(t.empresaId, t.nombre),
    unique("impuestos_empresa_id_id_key").on(t.empresaId, t.id),
    check("impuestos_tarifa_check", sql`${t.tarifa} between 0 and 100`),
    foreignKey({
      name: "impuestos_empresa_id_fkey",
      columns: [t.empresaId],
      foreignColumns: [empresas.id],
    }),
  ],
);

export const productos = pgTable(
  "productos",
  {
    ...propia(),
    codigo: varchar("codigo", { length: 40 }).notNull(),
    nombre: varchar("nombre", { length: 200 }).notNull(),
    unidad: varchar("unidad", { length: 10 }).notNull().default("94"), // 94: unidad
    precio: pesos("precio").notNull(),
    activo: boolean("activo").notNull().default(true),
    ...fechas(),
  },
  (t) => [
    unique("productos_empresa_id_codigo_key").on(t.empresaId, t.codigo),
    unique("productos_empresa_id_id_key").on(t.empresaId, t.id),
    check("productos_precio_check", sql`${t.precio} >= 0`),
    foreignKey({
      name: "productos_empresa_id_fkey",
      columns: [t.empresaId],
      foreignColumns: [empresas.id],
    }),
    index("ix_productos_empresa_id_activo").on(t.empresaId).where(sql`${t.activo}`),
  ],
);

export const productoImpuestos = pgTable(
  "producto_impuestos",
  {
    empresaId: uuid("empresa_id").notNull(),
    productoId: uuid("producto_id").notNull(),
    impuestoId: uuid("impuesto_id").notNull(),
  },
  (t) => [
    primaryKey({ name: "producto_impuestos_pkey", columns: [t.productoId, t.impuestoId] }),
    foreignKey({
      name: "producto_impuestos_producto_id_fkey",
      columns: [t.empresaId, t.productoId],
      foreignColumns: [productos.empresaId, productos.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "producto_impuestos_impuesto_id_fkey",
      columns: [t.empresaId, t.impuestoId],
      foreignColumns: [impuestos.empresaId, impuestos.id],
    }),
    index("ix_producto_impuestos_impuesto_id").on(t.impuestoId),
  ],
);
