import { HTTPException } from "hono/http-exception";
import type { candidates } from "./models/index.js";

/** What comes in as JSON, read field by field; the database checks the values. */
export function readCandidate(body: unknown): typeof candidates.$inferInsert {
  const has = object(body);
  return {
    companyName: has.string("company_name"),
    contactEmail: has.string("contact_email"),
    phone: has.string("phone"),
    products: has.strings("products"),
    truckCount: has.integer("truck_count"),
    capacityTonsPerDay: has.integer("capacity_tons_per_day"),
    location: has.string("location"),
  };
}

/** A review names the version it has read; a rejection gives its reason. */
export function readReview(body: unknown): {
  version: number;
  status: string;
  rejectionReason: string | null;
} {
  const has = object(body);
  const status = has.string("status");
  const rejectionReason = status === "rejected" ? has.string("rejection_reason") : null;
  return { version: has.integer("version"), status, rejectionReason };
}

function object(body: unknown) {
  const fields = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const field = <Value>(name: string, what: string, is: (value: unknown) => boolean): Value => {
    const value = fields[name];
    if (!is(value)) throw new HTTPException(400, { message: `${name} should be ${what}` });
    return value as Value;
  };
  const text = (value: unknown) => typeof value === "string" && value.trim() !== "";
  return {
    string: (name: string) => field<string>(name, "text", text),
    integer: (name: string) => field<number>(name, "a whole number", Number.isSafeInteger),
    strings: (name: string) =>
      field<string[]>(name, "a list of texts", (v) => Array.isArray(v) && v.every(text)),
  };
}
