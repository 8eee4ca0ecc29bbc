import { HTTPException } from "hono/http-exception";
import { fieldsOf } from "./fields.js";

/** A number out of a path or a query. */
export function readNumber(name: string, text: string | undefined): number {
  const value = Number(text);
  if (!text?.trim() || !Number.isFinite(value))
    throw new HTTPException(400, { message: `${name} should be a number` });
  return value;
}

/** `{ name, geom }`, the shape as GeoJSON; PostGIS says whether it is one. */
export function readRoom(body: unknown): { name: string; geom: string } {
  const { geom } = body as { geom?: unknown };
  if (typeof geom !== "object" || geom === null)
    throw new HTTPException(400, { message: "geom should be GeoJSON" });
  return { name: fieldsOf(body).text("name"), geom: JSON.stringify(geom) };
}
