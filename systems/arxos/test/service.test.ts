import { fileURLToPath } from "node:url";
import { upgrade } from "limbeck";
import { beforeAll, expect, it } from "vitest";
import { ask } from "../../testing/ask.js";
import type { OpenDatabase } from "../../testing/databases.js";
import { createApp } from "../src/app.js";
import { onBothWithPostgis } from "./postgis.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const head = "001_create_initial_schema";

interface Room {
  id: number;
  name: string;
  level: number;
  geom: { type: string };
  error?: string;
}

await onBothWithPostgis((database) => {
  let open: OpenDatabase;
  beforeAll(async () => {
    await upgrade({ cwd, url: database.url });
    open = await database.open();
    await open.query(
      "insert into users (email, username, password_hash) values ('ana@arxos.io', 'ana', '!')",
    );
    await open.query("insert into projects (owner_id, name) select id, 'Campus' from users");
    await open.query(
      "insert into buildings (project_id, owner_id, name) select id, owner_id, 'Tower' from projects",
    );
    await open.query(
      "insert into floors (building_id, level, name) select id, level, 'Floor ' || level from buildings, generate_series(0, 1) level",
    );
    return () => open.close();
  });

  const app = () => createApp(open.db, [head]);
  const addRoom = (floor: number, name: string, [x, y, width]: [number, number, number]) =>
    ask<Room>(app(), "POST", `/floors/${floor}/rooms`, {
      body: {
        name,
        geom: {
          type: "Polygon",
          coordinates: [
            [
              [x, y],
              [x + width, y],
              [x + width, y + 1],
              [x, y + 1],
              [x, y],
            ],
          ],
        },
      },
    });
  const names = async (query: string) =>
    (await ask<Room[]>(app(), "GET", `/buildings/1/rooms?${query}`)).body.map(({ name }) => name);

  it("is healthy at head", async () => {
    expect(await ask(app(), "GET", "/health")).toMatchObject({
      status: 200,
      body: { atHead: true, revisions: [head] },
    });
  });

  it("finds the rooms that contain a point, by floor or through all of them", async () => {
    const added = await addRoom(1, "Lobby", [0, 0, 2]);
    expect(added).toMatchObject({ status: 201, body: { geom: { type: "Polygon" } } });
    await addRoom(1, "Store", [2, 0, 1]);
    await addRoom(2, "Office", [0, 0, 3]);
    expect(await names("x=0.5&y=0.5")).toEqual(["Lobby", "Office"]);
    expect(await names("x=2.5&y=0.5&level=0")).toEqual(["Store"]);
    expect(await names("x=2&y=0.5&level=0")).toEqual(["Lobby", "Store"]); // on the wall between
    expect(await names("x=9&y=9")).toEqual([]);
  });

  it("asks the spatial index", async () => {
    await open.query(
      `insert into rooms (building_id, floor_id, geom)
       select 1, 1, ST_MakeEnvelope(n, 50, n + 0.5, 51, 4326) from generate_series(10, 170, 0.05) n`,
    );
    await open.query("analyze rooms");
    const plan = await open.query(
      "explain select * from rooms where ST_Covers(geom, ST_SetSRID(ST_MakePoint(0.5, 0.5), 4326))",
    );
    expect(JSON.stringify(plan)).toContain("idx_rooms_geom");
  });

  it("finds the devices within the walls of a room", async () => {
    await open.query(
      `insert into devices (building_id, floor_id, type, name, geom)
       select 1, 1, 'sensor', name, ST_SetSRID(ST_MakePoint(x, 0.5), 4326)
       from (values ('in the lobby', 1), ('in the store', 2.5)) d (name, x)`,
    );
    const found = await ask<Room[]>(app(), "GET", "/rooms/1/devices");
    expect(found.body.map(({ name }) => name)).toEqual(["in the lobby"]);
  });

  it("refuses what is no room", async () => {
    expect((await addRoom(99, "Nowhere", [0, 0, 1])).status).toBe(422);
    const shape = (geom: unknown) =>
      ask<Room>(app(), "POST", "/floors/1/rooms", { body: { name: "x", geom } });
    expect((await shape({ type: "Point", coordinates: [0, 0] })).status).toBe(422);
    expect((await shape({ type: "Cube" })).status).toBe(400);
    expect((await shape("square")).status).toBe(400);
    expect((await ask(app(), "GET", "/buildings/1/rooms?x=here&y=0")).status).toBe(400);
  });
});
