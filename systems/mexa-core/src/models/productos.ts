import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  timestamp,
  unique,
  varchar,
} from "drizzle-orm/pg-core";

/** What the store hands out. */
export const productos = pgTable(
  "productos",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    code: varchar("code", { length: 40 }).notNull(),
    name: varchar("name", { length: 160 }).notNull(),
    category: varchar("category", { length: 60 }).notNull(),
    unidad: varchar("unidad", { length: 20 }).notNull().default("pieza"),
    existencia: integer("existencia").notNull().default(0),
    activo: boolean("activo").notNull().default(true),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    unique("productos_code_key").on(t.code),
    check("productos_existencia_check", sql`${t.existencia} >= 0`),
    index("ix_productos_category").on(t.category),
    index("ix_productos_code").on(t.code),
  ],
);
