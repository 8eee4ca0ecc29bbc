import { index, integer, pgTable, text, timestamp, varchar } from "drizzle-orm/pg-core";

/** A recorded meeting, from which a PRD is made. */
export const meetings = pgTable(
  "meetings",
  {
    id: varchar("id", { length: 50 }).primaryKey(),
    userId: varchar("user_id", { length: 50 }).notNull(),
    title: varchar("title", { length: 200 }).notNull(),
    description: text("description"),
    audioUrl: varchar("audio_url", { length: 500 }),
    transcription: text("transcription"),
    language: varchar("language", { length: 10 }).notNull().default("es"),
    status: varchar("status", { length: 20 }).notNull().default("pending"),
    durationSeconds: integer("duration_seconds"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
    processedAt: timestamp("processed_at", { withTimezone: true }),
  },
  (t) => [
    index("ix_meetings_user_id").on(t.userId),
    index("ix_meetings_status").on(t.status),
    index("ix_meetings_created_at").on(t.createdAt),
  ],
);
