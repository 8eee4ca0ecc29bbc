import { Hono } from "hono";
import type { Database } from "./database.js";
import { health } from "./health.js";
import { readNumber, readRoom } from "./input.js";
import { refusal } from "./refusal.js";
import { addRoom, devicesIn, roomsAt } from "./rooms.js";

/**
 * The service, on a database that stands at `heads`.
 *
 * @example
 * createApp(db, ["001_create_initial_schema"]).request("/buildings/1/rooms?x=0.5&y=0.5");
 */
export function createApp(db: Database, heads: readonly string[]): Hono {
  const app = new Hono();

  app.get("/health", async (c) => {
    const report = await health(db, heads);
    return c.json(report, report.healthy ? 200 : 503);
  });

  // Which rooms contain the point: on all floors, or on one.
  app.get("/buildings/:id/rooms", async (c) => {
    const { x, y, level } = c.req.query();
    const place = {
      buildingId: readNumber("building", c.req.param("id")),
      x: readNumber("x", x),
      y: readNumber("y", y),
      ...(level !== undefined && { level: readNumber("level", level) }),
    };
    return c.json(await roomsAt(db, place));
  });

  app.get("/rooms/:id/devices", async (c) =>
    c.json(await devicesIn(db, readNumber("room", c.req.param("id")))),
  );

  app.post("/floors/:id/rooms", async (c) => {
    const floorId = readNumber("floor", c.req.param("id"));
    return c.json(await addRoom(db, { floorId, ...readRoom(await c.req.json()) }), 201);
  });

  app.onError((error, c) => {
    const refused = refusal(error);
    if (refused) return c.json({ error: refused.error }, refused.status);
    console.error(error);
    return c.json({ error: "something failed here" }, 500);
  });
  return app;
}
