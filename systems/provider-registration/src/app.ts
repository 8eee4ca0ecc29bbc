import { and, asc, eq, sql } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Database } from "./database.js";
import { health } from "./health.js";
import { readCandidate, readReview } from "./input.js";
import { candidates } from "./models/index.js";
import { refusal } from "./refusal.js";

/**
 * The service, on a database that stands at `heads`.
 *
 * @example
 * createApp(db, ["002_add_rejection_reason"]).request("/health");
 */
export function createApp(db: Database, heads: readonly string[]): Hono {
  const app = new Hono();

  app.get("/health", async (c) => {
    const report = await health(db, heads);
    return c.json(report, report.healthy ? 200 : 503);
  });

  app.post("/candidates", async (c) => {
    const [candidate] = await db
      .insert(candidates)
      .values(readCandidate(await c.req.json()))
      .returning();
    return c.json(candidate, 201);
  });

  app.get("/candidates", async (c) => {
    const { status, product } = c.req.query();
    const found = await db
      .select()
      .from(candidates)
      .where(
        and(
          status ? eq(candidates.status, status) : undefined,
          product ? sql`${candidates.products} @> ${JSON.stringify([product])}` : undefined,
        ),
      )
      .orderBy(asc(candidates.createdAt))
      .limit(100);
    return c.json(found);
  });

  app.get("/candidates/:id", async (c) => c.json(await one(db, c.req.param("id"))));

  // Approves or rejects what the reviewer has read, and nothing that changed since.
  app.patch("/candidates/:id", async (c) => {
    const id = c.req.param("id");
    const { version, ...review } = readReview(await c.req.json());
    const [reviewed] = await db
      .update(candidates)
      .set(review)
      .where(and(eq(candidates.id, id), eq(candidates.version, version)))
      .returning();
    if (reviewed) return c.json(reviewed);
    const { version: now } = await one(db, id);
    return c.json({ error: `the candidate is at version ${now}, not at ${version}` }, 409);
  });

  app.onError((error, c) => {
    const refused = refusal(error);
    if (refused) return c.json({ error: refused.error }, refused.status);
    console.error(error);
    return c.json({ error: "something failed here" }, 500);
  });
  return app;
}

async function one(db: Database, id: string): Promise<typeof candidates.$inferSelect> {
  const [candidate] = await db.select().from(candidates).where(eq(candidates.id, id));
  if (!candidate) throw new HTTPException(404, { message: `there is no candidate ${id}` });
  return candidate;
}
