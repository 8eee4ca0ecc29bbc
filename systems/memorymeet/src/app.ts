import { randomUUID } from "node:crypto";
import { asc, desc, eq, sql } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { type Database, transaction } from "./database/index.js";
import { health } from "./health.js";
import { readMeeting, readPrd, readStatus } from "./input.js";
import { meetings, prds, tasks } from "./models/index.js";
import { refusal } from "./refusal.js";

/**
 * The service, on a database that stands at `heads`.
 *
 * @example
 * createApp(db, ["164cf67dea8e"]).request("/health");
 */
export function createApp(db: Database, heads: readonly string[]): Hono {
  const app = new Hono();

  app.get("/health", async (c) => {
    const report = await health(db, heads);
    return c.json(report, report.healthy ? 200 : 503);
  });

  app.post("/meetings", async (c) => {
    const meeting = { id: `meeting-${randomUUID()}`, ...readMeeting(await c.req.json()) };
    const [saved] = await db.insert(meetings).values(meeting).returning();
    return c.json(saved, 201);
  });

  app.get("/meetings", async (c) =>
    c.json(await db.select().from(meetings).orderBy(desc(meetings.createdAt)).limit(50)),
  );

  // The PRD, its tasks and the meeting's new status: all or nothing. A second PRD is refused (409).
  app.post("/meetings/:id/prd", async (c) => {
    const meetingId = c.req.param("id");
    const given = readPrd(await c.req.json());
    const prd = { id: `prd-${randomUUID()}`, meetingId, ...given.prd };
    const work = given.tasks.map((task) => ({
      id: `task-${randomUUID()}`,
      prdId: prd.id,
      ...task,
    }));
    const saved = await transaction(db, async (tx) => {
      const processed = await tx
        .update(meetings)
        .set({ status: "processed", processedAt: sql`now()`, updatedAt: sql`now()` })
        .where(eq(meetings.id, meetingId))
        .returning({ id: meetings.id });
      if (processed.length === 0) throw missing("meeting", meetingId);
      const [row] = await tx.insert(prds).values(prd).returning();
      const rows = work.length > 0 ? await tx.insert(tasks).values(work).returning() : [];
      return { ...row, tasks: rows };
    });
    return c.json(saved, 201);
  });

  app.get("/prds/:id/tasks", async (c) => {
    const id = c.req.param("id");
    const found = await db.select({ id: prds.id }).from(prds).where(eq(prds.id, id));
    if (found.length === 0) throw missing("PRD", id);
    const ordered = [desc(tasks.priority), asc(tasks.title)];
    return c.json(
      await db
        .select()
        .from(tasks)
        .where(eq(tasks.prdId, id))
        .orderBy(...ordered),
    );
  });

  app.patch("/tasks/:id", async (c) => {
    const id = c.req.param("id");
    const [task] = await db
      .update(tasks)
      .set({ status: readStatus(await c.req.json()), updatedAt: sql`now()` })
      .where(eq(tasks.id, id))
      .returning();
    if (!task) throw missing("task", id);
    return c.json(task);
  });

  app.onError((error, c) => {
    const refused = refusal(error);
    if (refused) return c.json({ error: refused.error }, refused.status);
    console.error(error);
    return c.json({ error: "something failed here" }, 500);
  });
  return app;
}

function missing(what: string, id: string): HTTPException {
  return new HTTPException(404, { message: `there is no ${what} ${id}` });
}
