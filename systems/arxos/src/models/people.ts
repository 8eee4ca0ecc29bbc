import { boolean, index, pgTable, unique, varchar } from "drizzle-orm/pg-core";
import { id, ref, times } from "./columns.js";

export const users = pgTable(
  "users",
  {
    id: id(),
    email: varchar("email", { length: 255 }).notNull(),
    username: varchar("username", { length: 60 }).notNull(),
    passwordHash: varchar("password_hash", { length: 255 }).notNull(),
    role: varchar("role", { length: 20 }).notNull().default("viewer"),
    active: boolean("active").notNull().default(true),
    ...times(),
  },
  (t) => [
    unique("users_email_key").on(t.email),
    unique("users_username_key").on(t.username),
    index("idx_users_role").on(t.role),
  ],
);

export const projects = pgTable(
  "projects",
  {
    id: id(),
    ownerId: ref("owner_id")
      .notNull()
      .references(() => users.id),
    name: varchar("name", { length: 160 }).notNull(),
    status: varchar("status", { length: 20 }).notNull().default("active"),
    ...times(),
  },
  (t) => [
    index("idx_projects_owner_id").on(t.ownerId),
    index("idx_projects_status_updated_at").on(t.status, t.updatedAt.desc()),
  ],
);
