import {
  boolean,
  foreignKey,
  pgTable,
  primaryKey,
  unique,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { fechas, propia } from "./columns.js";
import { empresas } from "./empresas.js";

/** What can be allowed, the same for everybody. */
export const permisos = pgTable("permisos", {
  codigo: varchar("codigo", { length: 40 }).primaryKey(),
  descripcion: varchar("descripcion", { length: 200 }).notNull(),
});

export const roles = pgTable(
  "roles",
  { ...propia(), nombre: varchar("nombre", { length: 40 }).notNull(), ...fechas() },
  (t) => [
    unique("roles_empresa_id_nombre_key").on(t.empresaId, t.nombre),
    unique("roles_empresa_id_id_key").on(t.empresaId, t.id),
    foreignKey({
      name: "roles_empresa_id_fkey",
      columns: [t.empresaId],
      foreignColumns: [empresas.id],
    }),
  ],
);

export const rolPermisos = pgTable(
  "rol_permisos",
  {
    empresaId: uuid("empresa_id").notNull(),
    rolId: uuid("rol_id").notNull(),
    permiso: varchar("permiso", { length: 40 }).notNull(),
  },
  (t) => [
    primaryKey({ name: "rol_permisos_pkey", columns: [t.rolId, t.permiso] }),
    foreignKey({
      name: "rol_permisos_rol_id_fkey",
      columns: [t.empresaId, t.rolId],
      foreignColumns: [roles.empresaId, roles.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "rol_permisos_permiso_fkey",
      columns: [t.permiso],
      foreignColumns: [permisos.codigo],
    }),
  ],
);

export const usuarios = pgTable(
  "usuarios",
  {
    ...propia(),
    rolId: uuid("rol_id").notNull(),
    nombre: varchar("nombre", { length: 120 }).notNull(),
    email: varchar("email", { length: 255 }).notNull(),
    activo: boolean("activo").notNull().default(true),
    ...fechas(),
  },
  (t) => [
    unique("usuarios_empresa_id_email_key").on(t.empresaId, t.email),
    foreignKey({
      name: "usuarios_empresa_id_fkey",
      columns: [t.empresaId],
      foreignColumns: [empresas.id],
    }),
    foreignKey({
      name: "usuarios_rol_id_fkey",
      columns: [t.empresaId, t.rolId],
      foreignColumns: [roles.empresaId, roles.id],
    }),
  ],
);
