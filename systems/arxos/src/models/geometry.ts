import { customType } from "drizzle-orm/pg-core";

/** A column of one kind of shape, in degrees. Queries turn it from and to GeoJSON: see `rooms.ts`. */
const shape = (kind: "Point" | "LineString" | "Polygon") =>
  customType<{ data: string }>({ dataType: () => `geometry(${kind},4326)` });

export const point = shape("Point");
export const line = shape("LineString");
export const polygon = shape("Polygon");
