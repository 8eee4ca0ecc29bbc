import { pgTable, varchar } from "drizzle-orm/pg-core";
import type { Database } from "./database.js";
import { databaseError } from "./refusal.js";

// Where the migrations record the revisions the database stands at.
const version = pgTable("limbeck_version", { revision: varchar("version_num") });

// Whoever asks waits no longer: see HEALTHCHECK in the Dockerfile.
const patience = 4_000;

export interface Health {
  readonly healthy: boolean;
  readonly reachable: boolean;
  readonly atHead: boolean;
  readonly revisions: readonly string[];
  readonly heads: readonly string[];
}

/** Whether the database answers, and stands where this version of the service needs it. */
export async function health(db: Database, heads: readonly string[]): Promise<Health> {
  const { reachable, revisions } = await standing(db);
  const atHead = reachable && revisions.join() === [...heads].sort().join();
  return { healthy: atHead, reachable, atHead, revisions, heads };
}

async function standing(db: Database): Promise<{ reachable: boolean; revisions: string[] }> {
  try {
    const rows = await Promise.race([db.select().from(version), late()]);
    return { reachable: true, revisions: rows.map((row) => row.revision ?? "").sort() };
  } catch (error) {
    // No such table: the database is there, but was never migrated.
    return { reachable: databaseError(error)?.code === "42P01", revisions: [] };
  }
}

function late(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error("no answer in time")), patience).unref();
  });
}
