import { and, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import type { Database } from "./database.js";
import { devices, floors, rooms } from "./models/index.js";

const asGeoJson = (column: SQL | typeof rooms.geom | typeof devices.geom) =>
  sql`ST_AsGeoJSON(${column})::json`;

const roomColumns = { ...getTableColumns(rooms), geom: asGeoJson(rooms.geom) };

/** The rooms of a building that contain a point, ground floor first; an edge belongs to its room. */
export function roomsAt(
  db: Database,
  place: { buildingId: number; x: number; y: number; level?: number },
) {
  const spot = sql`ST_SetSRID(ST_MakePoint(${place.x}, ${place.y}), 4326)`;
  return db
    .select({ ...roomColumns, level: floors.level })
    .from(rooms)
    .innerJoin(floors, eq(floors.id, rooms.floorId))
    .where(
      and(
        eq(rooms.buildingId, place.buildingId),
        place.level === undefined ? undefined : eq(floors.level, place.level),
        sql`ST_Covers(${rooms.geom}, ${spot})`,
      ),
    )
    .orderBy(floors.level, rooms.id);
}

/** The devices that stand within the walls of a room, whatever they were assigned to. */
export function devicesIn(db: Database, roomId: number) {
  return db
    .select({ ...getTableColumns(devices), geom: asGeoJson(devices.geom) })
    .from(devices)
    .innerJoin(
      rooms,
      and(eq(rooms.floorId, devices.floorId), sql`ST_Covers(${rooms.geom}, ${devices.geom})`),
    )
    .where(eq(rooms.id, roomId))
    .orderBy(devices.id);
}

/** Adds a room to a floor; the floor knows its building. */
export async function addRoom(db: Database, room: { floorId: number; name: string; geom: string }) {
  const floor = db
    .select({ id: floors.buildingId })
    .from(floors)
    .where(eq(floors.id, room.floorId));
  const [added] = await db
    .insert(rooms)
    .values({
      buildingId: sql`(${floor})`,
      floorId: room.floorId,
      name: room.name,
      geom: sql`ST_SetSRID(ST_GeomFromGeoJSON(${room.geom}), 4326)`,
    })
    .returning(roomColumns);
  return added;
}
