import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, unique, varchar } from "drizzle-orm/pg-core";
import { id, ref, times } from "./columns.js";
import { polygon } from "./geometry.js";
import { projects, users } from "./people.js";

export const buildings = pgTable(
  "buildings",
  {
    id: id(),
    projectId: ref("project_id")
      .notNull()
      .references(() => projects.id),
    ownerId: ref("owner_id")
      .notNull()
      .references(() => users.id),
    name: varchar("name", { length: 160 }).notNull(),
    address: varchar("address", { length: 255 }),
    status: varchar("status", { length: 20 }).notNull().default("active"),
    geom: polygon("geom"),
    ...times(),
  },
  (t) => [
    index("idx_buildings_project_id").on(t.projectId),
    index("idx_buildings_owner_id").on(t.ownerId),
    index("idx_buildings_geom").using("gist", t.geom),
    index("idx_buildings_active").on(t.projectId, t.name).where(sql`${t.status} = 'active'`),
  ],
);

export const floors = pgTable(
  "floors",
  {
    id: id(),
    buildingId: ref("building_id")
      .notNull()
      .references(() => buildings.id, { onDelete: "cascade" }),
    level: integer("level").notNull(),
    name: varchar("name", { length: 80 }).notNull(),
    ...times(),
  },
  (t) => [
    unique("floors_building_id_level_key").on(t.buildingId, t.level),
    index("idx_floors_building_id").on(t.buildingId),
  ],
);

/** What an object is part of: electrical, plumbing, furniture. */
export const categories = pgTable(
  "categories",
  {
    id: id(),
    buildingId: ref("building_id")
      .notNull()
      .references(() => buildings.id, { onDelete: "cascade" }),
    name: varchar("name", { length: 80 }).notNull(),
    ...times(),
  },
  (t) => [
    unique("categories_building_id_name_key").on(t.buildingId, t.name),
    index("idx_categories_building_id").on(t.buildingId),
  ],
);

/** Who may change the objects of which category. */
export const userCategoryPermissions = pgTable(
  "user_category_permissions",
  {
    userId: ref("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    categoryId: ref("category_id")
      .notNull()
      .references(() => categories.id, { onDelete: "cascade" }),
    projectId: ref("project_id")
      .notNull()
      .references(() => projects.id, { onDelete: "cascade" }),
    permission: varchar("permission", { length: 20 }).notNull().default("read"),
  },
  (t) => [
    primaryKey({
      name: "user_category_permissions_pkey",
      columns: [t.userId, t.categoryId, t.projectId],
    }),
    index("idx_user_category_permissions_category_id").on(t.categoryId),
    index("idx_user_category_permissions_project_id").on(t.projectId),
  ],
);
