import {
  foreignKey,
  index,
  numeric,
  pgEnum,
  pgTable,
  text,
  timestamp,
  varchar,
} from "drizzle-orm/pg-core";
import { prds } from "./prds.js";

export const taskStatus = pgEnum("taskstatus", ["pending", "in_progress", "blocked", "completed"]);
export const taskPriority = pgEnum("taskpriority", ["low", "medium", "high", "critical"]);

/** Work that a PRD asks for. */
export const tasks = pgTable(
  "tasks",
  {
    id: varchar("id", { length: 50 }).primaryKey(),
    prdId: varchar("prd_id", { length: 50 }).notNull(),
    title: varchar("title", { length: 200 }).notNull(),
    description: text("description"),
    status: taskStatus("status").notNull().default("pending"),
    priority: taskPriority("priority").notNull().default("medium"),
    assignedTo: varchar("assigned_to", { length: 50 }),
    estimatedHours: numeric("estimated_hours", { precision: 6, scale: 2 }),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      name: "tasks_prd_id_fkey",
      columns: [t.prdId],
      foreignColumns: [prds.id],
    }).onDelete("cascade"),
    index("ix_tasks_prd_id").on(t.prdId),
    index("ix_tasks_status").on(t.status),
    index("ix_tasks_priority").on(t.priority),
    index("ix_tasks_assigned_to").on(t.assignedTo),
    index("ix_tasks_created_at").on(t.createdAt),
  ],
);
