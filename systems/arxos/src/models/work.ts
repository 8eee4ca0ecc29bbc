import { sql } from "drizzle-orm";
import {
  index,
  jsonb,
  numeric,
  pgTable,
  text,
  timestamp,
  unique,
  varchar,
} from "drizzle-orm/pg-core";
import { buildings, categories, floors } from "./buildings.js";
import { id, ref, times } from "./columns.js";
import { projects, users } from "./people.js";

export const drawings = pgTable(
  "drawings",
  {
    id: id(),
    projectId: ref("project_id")
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    floorId: ref("floor_id").references(() => floors.id, { onDelete: "set null" }),
    createdBy: ref("created_by").references(() => users.id),
    name: varchar("name", { length: 160 }).notNull(),
    filePath: varchar("file_path", { length: 500 }).notNull(),
    ...times(),
  },
  (t) => [
    index("idx_drawings_project_id").on(t.projectId),
    index("idx_drawings_floor_id").on(t.floorId),
    index("idx_drawings_created_by").on(t.createdBy),
  ],
);

/** Of any object: which one is said by type and id. */
const about = () => ({
  objectType: varchar("object_type", { length: 20 }).notNull(),
  objectId: ref("object_id").notNull(),
});

export const comments = pgTable(
  "comments",
  {
    id: id(),
    userId: ref("user_id")
      .notNull()
      .references(() => users.id),
    ...about(),
    content: text("content").notNull(),
    ...times(),
  },
  (t) => [
    index("idx_comments_user_id").on(t.userId),
    index("idx_comments_object").on(t.objectType, t.objectId, t.createdAt),
  ],
);

export const assignments = pgTable(
  "assignments",
  {
    id: id(),
    userId: ref("user_id")
      .notNull()
      .references(() => users.id),
    assignedBy: ref("assigned_by").references(() => users.id),
    ...about(),
    status: varchar("status", { length: 20 }).notNull().default("open"),
    dueAt: timestamp("due_at", { withTimezone: true }),
    ...times(),
  },
  (t) => [
    index("idx_assignments_user_id").on(t.userId),
    index("idx_assignments_assigned_by").on(t.assignedBy),
    index("idx_assignments_object").on(t.objectType, t.objectId),
    index("idx_assignments_open").on(t.userId, t.dueAt).where(sql`${t.status} = 'open'`),
  ],
);

export const objectHistory = pgTable(
  "object_history",
  {
    id: id(),
    userId: ref("user_id").references(() => users.id),
    ...about(),
    change: varchar("change", { length: 20 }).notNull(),
    before: jsonb("before"),
    after: jsonb("after"),
    changedAt: timestamp("changed_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    index("idx_object_history_user_id").on(t.userId),
    index("idx_object_history_object").on(t.objectType, t.objectId, t.changedAt.desc()),
  ],
);

export const auditLogs = pgTable(
  "audit_logs",
  {
    id: id(),
    userId: ref("user_id").references(() => users.id),
    ...about(),
    action: varchar("action", { length: 40 }).notNull(),
    payload: jsonb("payload"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    index("idx_audit_logs_user_id").on(t.userId),
    index("idx_audit_logs_object").on(t.objectType, t.objectId),
    index("idx_audit_logs_action_created_at").on(t.action, t.createdAt.desc()),
    index("idx_audit_logs_payload").using("gin", t.payload),
  ],
);

export const chatMessages = pgTable(
  "chat_messages",
  {
    id: id(),
    buildingId: ref("building_id")
      .notNull()
      .references(() => buildings.id, { onDelete: "cascade" }),
    userId: ref("user_id")
      .notNull()
      .references(() => users.id),
    message: text("message").notNull(),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    index("idx_chat_messages_building_id_created_at").on(t.buildingId, t.createdAt.desc()),
    index("idx_chat_messages_user_id").on(t.userId),
  ],
);

/** Equipment that can be placed. */
export const catalogItems = pgTable(
  "catalog_items",
  {
    id: id(),
    categoryId: ref("category_id").references(() => categories.id, { onDelete: "set null" }),
    createdBy: ref("created_by").references(() => users.id),
    make: varchar("make", { length: 80 }).notNull(),
    model: varchar("model", { length: 80 }).notNull(),
    weight: numeric("weight", { precision: 9, scale: 3 }),
    approved: timestamp("approved_at", { withTimezone: true }),
    ...times(),
  },
  (t) => [
    unique("catalog_items_make_model_key").on(t.make, t.model),
    index("idx_catalog_items_category_id").on(t.categoryId),
    index("idx_catalog_items_created_by").on(t.createdBy),
    index("idx_catalog_items_approved").on(t.make, t.model).where(sql`${t.approved} is not null`),
  ],
);
