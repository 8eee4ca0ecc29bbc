import { foreignKey, json, pgTable, timestamp, unique, varchar } from "drizzle-orm/pg-core";
import { meetings } from "./meetings.js";

export interface Requirement {
  readonly text: string;
  readonly priority: "must" | "should" | "could";
}

/** The product requirements that a meeting came to: one document a meeting. */
export const prds = pgTable(
  "prds",
  {
    id: varchar("id", { length: 50 }).primaryKey(),
    meetingId: varchar("meeting_id", { length: 50 }).notNull(),
    title: varchar("title", { length: 200 }).notNull(),
    requirements: json("requirements").$type<Requirement[]>().notNull(),
    status: varchar("status", { length: 20 }).notNull().default("draft"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    unique("prds_meeting_id_key").on(t.meetingId),
    foreignKey({
      name: "prds_meeting_id_fkey",
      columns: [t.meetingId],
      foreignColumns: [meetings.id],
    }).onDelete("cascade"),
  ],
);
