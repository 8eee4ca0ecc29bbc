import { sql } from "drizzle-orm";
import { type ExtraConfigColumn, index, varchar } from "drizzle-orm/pg-core";
import { buildings, categories, floors } from "./buildings.js";
import { id, ref, times } from "./columns.js";
import { users } from "./people.js";

/** What every object on a floor has, besides its shape. */
export const placed = () => ({
  id: id(),
  buildingId: ref("building_id")
    .notNull()
    .references(() => buildings.id, { onDelete: "cascade" }),
  floorId: ref("floor_id")
    .notNull()
    .references(() => floors.id, { onDelete: "cascade" }),
  categoryId: ref("category_id").references(() => categories.id),
  createdBy: ref("created_by").references(() => users.id),
  assignedTo: ref("assigned_to").references(() => users.id),
  name: varchar("name", { length: 160 }),
  status: varchar("status", { length: 20 }).notNull().default("active"),
  ...times(),
});

type Placed = Record<
  | "buildingId"
  | "floorId"
  | "categoryId"
  | "createdBy"
  | "assignedTo"
  | "status"
  | "updatedAt"
  | "geom",
  ExtraConfigColumn
>;

/** Its indexes: foreign keys, the shape, what is active on a floor, what changed last. */
export const placedIndexes = (table: string, t: Placed) => [
  index(`idx_${table}_building_id`).on(t.buildingId),
  index(`idx_${table}_floor_id`).on(t.floorId),
  index(`idx_${table}_category_id`).on(t.categoryId),
  index(`idx_${table}_created_by`).on(t.createdBy),
  index(`idx_${table}_assigned_to`).on(t.assignedTo),
  index(`idx_${table}_geom`).using("gist", t.geom),
  index(`idx_${table}_building_id_updated_at`).on(t.buildingId, t.updatedAt.desc()),
  index(`idx_${table}_active`).on(t.floorId, t.categoryId).where(sql`${t.status} = 'active'`),
];
