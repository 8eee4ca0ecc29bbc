import { bigint, boolean, index, pgTable, timestamp, unique, varchar } from "drizzle-orm/pg-core";

/** Who may take products from the store. */
export const usuarios = pgTable(
  "usuarios",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    employeeNo: varchar("employee_no", { length: 20 }).notNull(),
    nombre: varchar("nombre", { length: 120 }).notNull(),
    email: varchar("email", { length: 255 }).notNull(),
    departamento: varchar("departamento", { length: 80 }),
    activo: boolean("activo").notNull().default(true),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    unique("usuarios_employee_no_key").on(t.employeeNo),
    unique("usuarios_email_key").on(t.email),
    index("ix_usuarios_email").on(t.email),
    index("ix_usuarios_employee_no").on(t.employeeNo),
  ],
);
