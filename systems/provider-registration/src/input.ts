import { fieldsOf } from "./fields.js";
import type { candidates } from "./models/index.js";

/** A registration; the database checks the values. */
export function readCandidate(body: unknown): typeof candidates.$inferInsert {
  const has = fieldsOf(body);
  return {
    companyName: has.text("company_name"),
    contactEmail: has.text("contact_email"),
    phone: has.text("phone"),
    products: has.texts("products"),
    truckCount: has.integer("truck_count"),
    capacityTonsPerDay: has.integer("capacity_tons_per_day"),
    location: has.text("location"),
  };
}

/** A review names the version it has read; a rejection gives its reason. */
export function readReview(body: unknown): {
  version: number;
  status: string;
  rejectionReason: string | null;
} {
  const has = fieldsOf(body);
  const status = has.text("status");
  const rejectionReason = status === "rejected" ? has.text("rejection_reason") : null;
  return { version: has.integer("version"), status, rejectionReason };
}
