// initial schema meeting prd task models · 2026-11-21
// loses on downgrade: rows of table meetings, rows of table prds, rows of table tasks
import { type Operations, sql } from "limbeck";

export const revision = "164cf67dea8e";
export const downRevision = null;

export function upgrade(op: Operations) {
  op.createEnum("taskpriority", { values: ["low", "medium", "high", "critical"] });
  op.createEnum("taskstatus", { values: ["pending", "in_progress", "blocked", "completed"] });
  op.createTable("meetings", {
    columns: {
      id: { type: "varchar(50)" },
      user_id: { type: "varchar(50)", notNull: true },
      title: { type: "varchar(200)", notNull: true },
      description: { type: "text" },
      audio_url: { type: "varchar(500)" },
      transcription: { type: "text" },
      language: { type: "varchar(10)", notNull: true, default: "es" },
      status: { type: "varchar(20)", notNull: true, default: "pending" },
      duration_seconds: { type: "integer" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      processed_at: { type: "timestamptz" },
    },
    primaryKey: ["id"],
  });
  op.createIndex("ix_meetings_created_at", { table: "meetings", columns: ["created_at"] });
  op.createIndex("ix_meetings_status", { table: "meetings", columns: ["status"] });
  op.createIndex("ix_meetings_user_id", { table: "meetings", columns: ["user_id"] });
  op.createTable("prds", {
    columns: {
      id: { type: "varchar(50)" },
      meeting_id: { type: "varchar(50)", notNull: true },
      title: { type: "varchar(200)", notNull: true },
      requirements: { type: "json", notNull: true },
      status: { type: "varchar(20)", notNull: true, default: "draft" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: { prds_meeting_id_key: ["meeting_id"] },
    foreignKeys: {
      prds_meeting_id_fkey: {
        columns: ["meeting_id"],
        references: { table: "meetings", columns: ["id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createTable("tasks", {
    columns: {
      id: { type: "varchar(50)" },
      prd_id: { type: "varchar(50)", notNull: true },
      title: { type: "varchar(200)", notNull: true },
      description: { type: "text" },
      status: { type: "taskstatus", notNull: true, default: "pending" },
      priority: { type: "taskpriority", notNull: true, default: "medium" },
      assigned_to: { type: "varchar(50)" },
      estimated_hours: { type: "numeric(6,2)" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    foreignKeys: {
      tasks_prd_id_fkey: {
        columns: ["prd_id"],
        references: { table: "prds", columns: ["id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createIndex("ix_tasks_assigned_to", { table: "tasks", columns: ["assigned_to"] });
  op.createIndex("ix_tasks_created_at", { table: "tasks", columns: ["created_at"] });
  op.createIndex("ix_tasks_prd_id", { table: "tasks", columns: ["prd_id"] });
  op.createIndex("ix_tasks_priority", { table: "tasks", columns: ["priority"] });
  op.createIndex("ix_tasks_status", { table: "tasks", columns: ["status"] });
}

export function downgrade(op: Operations) {
  op.dropTable("tasks");
  op.dropTable("prds");
  op.dropTable("meetings");
  op.dropEnum("taskstatus");
  op.dropEnum("taskpriority");
}
