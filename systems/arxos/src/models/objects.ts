import { index, jsonb, numeric, pgTable, varchar } from "drizzle-orm/pg-core";
import { ref } from "./columns.js";
import { line, point, polygon } from "./geometry.js";
import { placed, placedIndexes } from "./placed.js";

export const rooms = pgTable("rooms", { ...placed(), geom: polygon("geom").notNull() }, (t) =>
  placedIndexes("rooms", t),
);

export const walls = pgTable(
  "walls",
  {
    ...placed(),
    material: varchar("material", { length: 60 }),
    thickness: numeric("thickness", { precision: 6, scale: 3 }),
    geom: line("geom").notNull(),
  },
  (t) => placedIndexes("walls", t),
);

export const doors = pgTable(
  "doors",
  {
    ...placed(),
    wallId: ref("wall_id").references(() => walls.id, { onDelete: "set null" }),
    geom: point("geom").notNull(),
  },
  (t) => [...placedIndexes("doors", t), index("idx_doors_wall_id").on(t.wallId)],
);

export const windows = pgTable(
  "windows",
  {
    ...placed(),
    wallId: ref("wall_id").references(() => walls.id, { onDelete: "set null" }),
    geom: point("geom").notNull(),
  },
  (t) => [...placedIndexes("windows", t), index("idx_windows_wall_id").on(t.wallId)],
);

export const devices = pgTable(
  "devices",
  {
    ...placed(),
    roomId: ref("room_id").references(() => rooms.id, { onDelete: "set null" }),
    type: varchar("type", { length: 60 }).notNull(),
    properties: jsonb("properties"),
    geom: point("geom").notNull(),
  },
  (t) => [
    ...placedIndexes("devices", t),
    index("idx_devices_room_id").on(t.roomId),
    index("idx_devices_type").on(t.type),
    index("idx_devices_properties").using("gin", t.properties),
  ],
);

export const labels = pgTable(
  "labels",
  { ...placed(), text: varchar("text", { length: 255 }).notNull(), geom: point("geom").notNull() },
  (t) => placedIndexes("labels", t),
);

export const zones = pgTable("zones", { ...placed(), geom: polygon("geom").notNull() }, (t) =>
  placedIndexes("zones", t),
);
