import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  unique,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";

/** A supplier that asks to be taken on. */
export const candidates = pgTable(
  "candidates",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    companyName: varchar("company_name", { length: 255 }).notNull(),
    contactEmail: varchar("contact_email", { length: 255 }).notNull(),
    phone: varchar("phone", { length: 50 }).notNull(),
    // Names of what is delivered: ["gravel", "sand"].
    products: jsonb("products").$type<string[]>().notNull(),
    truckCount: integer("truck_count").notNull(),
    capacityTonsPerDay: integer("capacity_tons_per_day").notNull(),
    location: varchar("location", { length: 255 }).notNull(),
    status: varchar("status", { length: 20 }).notNull().default("pending"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    // Kept by the trigger in db/metadata.sql.
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
    // Goes up with every change, by the trigger too: who writes says which version was read.
    version: integer("version").notNull().default(1),
    // Of the provider that an approved candidate became.
    providerId: uuid("provider_id"),
    rejectionReason: text("rejection_reason"),
  },
  (t) => [
    unique("candidates_contact_email_key").on(t.contactEmail),
    check("candidates_truck_count_check", sql`${t.truckCount} > 0`),
    check("candidates_capacity_tons_per_day_check", sql`${t.capacityTonsPerDay} > 0`),
    check("candidates_status_check", sql`${t.status} in ('pending', 'approved', 'rejected')`),
    index("idx_candidates_status").on(t.status),
    index("idx_candidates_created_at").on(t.createdAt),
    index("idx_candidates_products").using("gin", t.products),
    index("idx_candidates_id_version").on(t.id, t.version),
  ],
);
