import { sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  integer,
  pgEnum,
  pgTable,
  smallint,
  unique,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { fechas, propia } from "./columns.js";

export const ambienteDian = pgEnum("ambiente_dian", ["pruebas", "produccion"]);

/** Who issues invoices. All that belongs to a company names it, and nobody sees another's. */
export const empresas = pgTable(
  "empresas",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    nit: varchar("nit", { length: 15 }).notNull(),
    dv: smallint("dv").notNull(),
    razonSocial: varchar("razon_social", { length: 200 }).notNull(),
    direccion: varchar("direccion", { length: 200 }).notNull(),
    municipio: varchar("municipio", { length: 5 }).notNull(), // código del DANE
    email: varchar("email", { length: 255 }).notNull(),
    ...fechas(),
  },
  (t) => [
    unique("empresas_nit_key").on(t.nit),
    check("empresas_nit_check", sql`${t.nit} ~ '^[0-9]{6,15}$'`),
    check("empresas_dv_check", sql`${t.dv} = nit_dv(${t.nit})`),
    check("empresas_municipio_check", sql`${t.municipio} ~ '^[0-9]{5}$'`),
  ],
);

/** The numbering that the DIAN has authorised, and the next number of it. */
export const configuracionesDian = pgTable(
  "configuraciones_dian",
  {
    ...propia(),
    resolucion: varchar("resolucion", { length: 30 }).notNull(),
    prefijo: varchar("prefijo", { length: 4 }).notNull(),
    desde: integer("desde").notNull(),
    hasta: integer("hasta").notNull(),
    siguiente: integer("siguiente").notNull(),
    vigenteHasta: date("vigente_hasta").notNull(),
    ambiente: ambienteDian("ambiente").notNull().default("pruebas"),
    softwareId: uuid("software_id"),
    ...fechas(),
  },
  (t) => [
    unique("configuraciones_dian_empresa_id_key").on(t.empresaId),
    check("configuraciones_dian_rango_check", sql`${t.desde} > 0 and ${t.hasta} >= ${t.desde}`),
    check(
      "configuraciones_dian_siguiente_check",
      sql`${t.siguiente} between ${t.desde} and ${t.hasta} + 1`,
    ),
    foreignKey({
      name: "configuraciones_dian_empresa_id_fkey",
      columns: [t.empresaId],
      foreignColumns: [empresas.id],
    }),
  ],
);
