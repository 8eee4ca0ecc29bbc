import { walk } from "../../testing/walk.mjs";

// Scenario 2: a new table. Its model is found by the pattern in limbeck.config.ts: nothing to register.
walk(import.meta.url, ({ say, type, write, revision }) => {
  type("limbeck", "upgrade", "head");

  say("The model");
  write(
    "src/models/notifications.ts",
    `import { boolean, index, pgTable, timestamp, varchar } from "drizzle-orm/pg-core";

export const notifications = pgTable(
  "notifications",
  {
    id: varchar("id", { length: 50 }).primaryKey(),
    userId: varchar("user_id", { length: 50 }).notNull(),
    message: varchar("message", { length: 500 }).notNull(),
    read: boolean("read").notNull().default(false),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [index("ix_notifications_user_id").on(t.userId)],
);
`,
  );

  say("The revision");
  type("limbeck", "revision", "--autogenerate", "-m", "Create notifications table");
  type("cat", revision("_create_notifications_table.ts"));

  say("Apply it");
  type("limbeck", "upgrade", "head");
  type("limbeck", "check", "--from", "database");
});
