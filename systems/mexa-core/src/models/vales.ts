import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  foreignKey,
  index,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { usuarios } from "./usuarios.js";

/** A voucher: one person takes some products. */
export const vales = pgTable(
  "vales",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    folio: varchar("folio", { length: 20 }).notNull(),
    usuarioId: bigint("usuario_id", { mode: "number" }).notNull(),
    // As printed on the voucher: stays when the person's number changes.
    employeeNo: varchar("employee_no", { length: 20 }).notNull(),
    status: varchar("status", { length: 20 }).notNull().default("abierto"),
    observaciones: text("observaciones"),
    entregadoAt: timestamp("entregado_at", { withTimezone: true }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    // The request of another system that asked for it; older vouchers have none.
    requestId: uuid("request_id"),
  },
  (t) => [
    unique("vales_folio_key").on(t.folio),
    unique("vales_request_id_key").on(t.requestId),
    foreignKey({
      name: "vales_usuario_id_fkey",
      columns: [t.usuarioId],
      foreignColumns: [usuarios.id],
    }),
    check(
      "vales_status_check",
      sql`${t.status} in ('abierto', 'autorizado', 'entregado', 'cancelado')`,
    ),
    check(
      "vales_entregado_at_check",
      sql`(${t.status} = 'entregado') = (${t.entregadoAt} is not null)`,
    ),
    index("ix_vales_status").on(t.status),
    index("ix_vales_created_at").on(t.createdAt),
    index("ix_vales_employee_no").on(t.employeeNo),
    index("ix_vales_usuario_id_created_at").on(t.usuarioId, t.createdAt),
  ],
);
