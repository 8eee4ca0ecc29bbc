import { setTimeout as sleep } from "node:timers/promises";
import { databaseError } from "../refusal.js";
import type { Database } from "./connect.js";

const attempts = 5;

/**
 * One unit of work: all of it or nothing. Serializable, and done again from its start when it met
 * another one: `work` must do nothing but ask the database.
 *
 * @example
 * await transaction(db, async (tx) => { await tx.insert(prds).values(prd); … });
 */
export async function transaction<Result>(
  db: Database,
  work: (tx: Database) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work, { isolationLevel: "serializable" });
    } catch (error) {
      if (attempt === attempts || !collided(error)) throw error;
      await sleep(2 ** attempt * 5 * Math.random());
    }
  }
}

/** Serialization failure or deadlock: nothing was done, and a second try may do it. */
function collided(error: unknown): boolean {
  return ["40001", "40P01"].includes(databaseError(error)?.code ?? "");
}
