// create initial schema · 2026-11-21
// PostGIS, twenty tables, and their indexes: foreign keys, shapes, lists, what is active.
// loses on downgrade: all rows
import { type Operations, sql } from "limbeck";

export const revision = "001_create_initial_schema";
export const downRevision = null;

export function upgrade(op: Operations) {
  op.createExtension("postgis");
  op.createTable("users", {
    columns: {
      id: { type: "bigint", identity: "always" },
      email: { type: "varchar(255)", notNull: true },
      username: { type: "varchar(60)", notNull: true },
      password_hash: { type: "varchar(255)", notNull: true },
      role: { type: "varchar(20)", notNull: true, default: "viewer" },
      active: { type: "boolean", notNull: true, default: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: { users_email_key: ["email"], users_username_key: ["username"] },
  });
  op.createTable("assignments", {
    columns: {
      id: { type: "bigint", identity: "always" },
      user_id: { type: "bigint", notNull: true },
      assigned_by: { type: "bigint" },
      object_type: { type: "varchar(20)", notNull: true },
      object_id: { type: "bigint", notNull: true },
      status: { type: "varchar(20)", notNull: true, default: "open" },
      due_at: { type: "timestamptz" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    foreignKeys: {
      assignments_assigned_by_users_id_fk: {
        columns: ["assigned_by"],
        references: { table: "users", columns: ["id"] },
      },
      assignments_user_id_users_id_fk: {
        columns: ["user_id"],
        references: { table: "users", columns: ["id"] },
      },
    },
  });
  op.createIndex("idx_assignments_assigned_by", { table: "assignments", columns: ["assigned_by"] });
  op.createIndex("idx_assignments_object", {
    table: "assignments",
    columns: ["object_type", "object_id"],
  });
  op.createIndex("idx_assignments_open", {
    table: "assignments",
    columns: ["user_id", "due_at"],
    where: sql`status::text = 'open'::text`,
  });
  op.createIndex("idx_assignments_user_id", { table: "assignments", columns: ["user_id"] });
  op.createTable("audit_logs", {
    columns: {
      id: { type: "bigint", identity: "always" },
      user_id: { type: "bigint" },
      object_type: { type: "varchar(20)", notNull: true },
      object_id: { type: "bigint", notNull: true },
      action: { type: "varchar(40)", notNull: true },
      payload: { type: "jsonb" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    foreignKeys: {
      audit_logs_user_id_users_id_fk: {
        columns: ["user_id"],
        references: { table: "users", columns: ["id"] },
      },
    },
  });
  op.createIndex("idx_audit_logs_action_created_at", {
    table: "audit_logs",
    columns: ["action", { column: "created_at", order: "desc", nulls: "last" }],
  });
  op.createIndex("idx_audit_logs_object", {
    table: "audit_logs",
    columns: ["object_type", "object_id"],
  });
  op.createIndex("idx_audit_logs_payload", {
    table: "audit_logs",
    columns: ["payload"],
    method: "gin",
  });
  op.createIndex("idx_audit_logs_user_id", { table: "audit_logs", columns: ["user_id"] });
  op.createTable("comments", {
    columns: {
      id: { type: "bigint", identity: "always" },
      user_id: { type: "bigint", notNull: true },
      object_type: { type: "varchar(20)", notNull: true },
      object_id: { type: "bigint", notNull: true },
      content: { type: "text", notNull: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    foreignKeys: {
      comments_user_id_users_id_fk: {
        columns: ["user_id"],
        references: { table: "users", columns: ["id"] },
      },
    },
  });
  op.createIndex("idx_comments_object", {
    table: "comments",
    columns: ["object_type", "object_id", "created_at"],
  });
  op.createIndex("idx_comments_user_id", { table: "comments", columns: ["user_id"] });
  op.createTable("object_history", {
    columns: {
      id: { type: "bigint", identity: "always" },
      user_id: { type: "bigint" },
      object_type: { type: "varchar(20)", notNull: true },
      object_id: { type: "bigint", notNull: true },
      change: { type: "varchar(20)", notNull: true },
      before: { type: "jsonb" },
      after: { type: "jsonb" },
      changed_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    foreignKeys: {
      object_history_user_id_users_id_fk: {
        columns: ["user_id"],
        references: { table: "users", columns: ["id"] },
      },
    },
  });
  op.createIndex("idx_object_history_object", {
    table: "object_history",
    columns: ["object_type", "object_id", { column: "changed_at", order: "desc", nulls: "last" }],
  });
  op.createIndex("idx_object_history_user_id", { table: "object_history", columns: ["user_id"] });
  op.createTable("projects", {
    columns: {
      id: { type: "bigint", identity: "always" },
      owner_id: { type: "bigint", notNull: true },
      name: { type: "varchar(160)", notNull: true },
      status: { type: "varchar(20)", notNull: true, default: "active" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    foreignKeys: {
      projects_owner_id_users_id_fk: {
        columns: ["owner_id"],
        references: { table: "users", columns: ["id"] },
      },
    },
  });
  op.createTable("buildings", {
    columns: {
      id: { type: "bigint", identity: "always" },
      project_id: { type: "bigint", notNull: true },
      owner_id: { type: "bigint", notNull: true },
      name: { type: "varchar(160)", notNull: true },
      address: { type: "varchar(255)" },
      status: { type: "varchar(20)", notNull: true, default: "active" },
      geom: { type: "geometry(Polygon,4326)" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    foreignKeys: {
      buildings_owner_id_users_id_fk: {
        columns: ["owner_id"],
        references: { table: "users", columns: ["id"] },
      },
      buildings_project_id_projects_id_fk: {
        columns: ["project_id"],
        references: { table: "projects", columns: ["id"] },
      },
    },
  });
  op.createIndex("idx_buildings_active", {
    table: "buildings",
    columns: ["project_id", "name"],
    where: sql`status::text = 'active'::text`,
  });
  op.createIndex("idx_buildings_geom", { table: "buildings", columns: ["geom"], method: "gist" });
  op.createIndex("idx_buildings_owner_id", { table: "buildings", columns: ["owner_id"] });
  op.createIndex("idx_buildings_project_id", { table: "buildings", columns: ["project_id"] });
  op.createIndex("idx_buildings_project_id_covering", {
    table: "buildings",
    columns: ["project_id"],
    include: ["name", "status"],
  });
  op.createTable("categories", {
    columns: {
      id: { type: "bigint", identity: "always" },
      building_id: { type: "bigint", notNull: true },
      name: { type: "varchar(80)", notNull: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: { categories_building_id_name_key: ["building_id", "name"] },
    foreignKeys: {
      categories_building_id_buildings_id_fk: {
        columns: ["building_id"],
        references: { table: "buildings", columns: ["id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createTable("catalog_items", {
    columns: {
      id: { type: "bigint", identity: "always" },
      category_id: { type: "bigint" },
      created_by: { type: "bigint" },
      make: { type: "varchar(80)", notNull: true },
      model: { type: "varchar(80)", notNull: true },
      weight: { type: "numeric(9,3)" },
      approved_at: { type: "timestamptz" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: { catalog_items_make_model_key: ["make", "model"] },
    foreignKeys: {
      catalog_items_category_id_categories_id_fk: {
        columns: ["category_id"],
        references: { table: "categories", columns: ["id"] },
        onDelete: "setNull",
      },
      catalog_items_created_by_users_id_fk: {
        columns: ["created_by"],
        references: { table: "users", columns: ["id"] },
      },
    },
  });
  op.createIndex("idx_catalog_items_approved", {
    table: "catalog_items",
    columns: ["make", "model"],
    where: sql`approved_at IS NOT NULL`,
  });
  op.createIndex("idx_catalog_items_category_id", {
    table: "catalog_items",
    columns: ["category_id"],
  });
  op.createIndex("idx_catalog_items_created_by", {
    table: "catalog_items",
    columns: ["created_by"],
  });
  op.createIndex("idx_categories_building_id", { table: "categories", columns: ["building_id"] });
  op.createTable("chat_messages", {
    columns: {
      id: { type: "bigint", identity: "always" },
      building_id: { type: "bigint", notNull: true },
      user_id: { type: "bigint", notNull: true },
      message: { type: "text", notNull: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    foreignKeys: {
      chat_messages_building_id_buildings_id_fk: {
        columns: ["building_id"],
        references: { table: "buildings", columns: ["id"] },
        onDelete: "cascade",
      },
      chat_messages_user_id_users_id_fk: {
        columns: ["user_id"],
        references: { table: "users", columns: ["id"] },
      },
    },
  });
  op.createIndex("idx_chat_messages_building_id_created_at", {
    table: "chat_messages",
    columns: ["building_id", { column: "created_at", order: "desc", nulls: "last" }],
  });
  op.createIndex("idx_chat_messages_user_id", { table: "chat_messages", columns: ["user_id"] });
  op.createTable("floors", {
    columns: {
      id: { type: "bigint", identity: "always" },
      building_id: { type: "bigint", notNull: true },
      level: { type: "integer", notNull: true },
      name: { type: "varchar(80)", notNull: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    unique: { floors_building_id_level_key: ["building_id", "level"] },
    foreignKeys: {
      floors_building_id_buildings_id_fk: {
        columns: ["building_id"],
        references: { table: "buildings", columns: ["id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createTable("drawings", {
    columns: {
      id: { type: "bigint", identity: "always" },
      project_id: { type: "bigint", notNull: true },
      floor_id: { type: "bigint" },
      created_by: { type: "bigint" },
      name: { type: "varchar(160)", notNull: true },
      file_path: { type: "varchar(500)", notNull: true },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
    },
    primaryKey: ["id"],
    foreignKeys: {
      drawings_created_by_users_id_fk: {
        columns: ["created_by"],
        references: { table: "users", columns: ["id"] },
      },
      drawings_floor_id_floors_id_fk: {
        columns: ["floor_id"],
        references: { table: "floors", columns: ["id"] },
        onDelete: "setNull",
      },
      drawings_project_id_projects_id_fk: {
        columns: ["project_id"],
        references: { table: "projects", columns: ["id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createIndex("idx_drawings_created_by", { table: "drawings", columns: ["created_by"] });
  op.createIndex("idx_drawings_floor_id", { table: "drawings", columns: ["floor_id"] });
  op.createIndex("idx_drawings_project_id", { table: "drawings", columns: ["project_id"] });
  op.createIndex("idx_floors_building_id", { table: "floors", columns: ["building_id"] });
  op.createTable("labels", {
    columns: {
      id: { type: "bigint", identity: "always" },
      building_id: { type: "bigint", notNull: true },
      floor_id: { type: "bigint", notNull: true },
      category_id: { type: "bigint" },
      created_by: { type: "bigint" },
      assigned_to: { type: "bigint" },
      name: { type: "varchar(160)" },
      status: { type: "varchar(20)", notNull: true, default: "active" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      text: { type: "varchar(255)", notNull: true },
      geom: { type: "geometry(Point,4326)", notNull: true },
    },
    primaryKey: ["id"],
    foreignKeys: {
      labels_assigned_to_users_id_fk: {
        columns: ["assigned_to"],
        references: { table: "users", columns: ["id"] },
      },
      labels_building_id_buildings_id_fk: {
        columns: ["building_id"],
        references: { table: "buildings", columns: ["id"] },
        onDelete: "cascade",
      },
      labels_category_id_categories_id_fk: {
        columns: ["category_id"],
        references: { table: "categories", columns: ["id"] },
      },
      labels_created_by_users_id_fk: {
        columns: ["created_by"],
        references: { table: "users", columns: ["id"] },
      },
      labels_floor_id_floors_id_fk: {
        columns: ["floor_id"],
        references: { table: "floors", columns: ["id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createIndex("idx_labels_active", {
    table: "labels",
    columns: ["floor_id", "category_id"],
    where: sql`status::text = 'active'::text`,
  });
  op.createIndex("idx_labels_assigned_to", { table: "labels", columns: ["assigned_to"] });
  op.createIndex("idx_labels_building_id", { table: "labels", columns: ["building_id"] });
  op.createIndex("idx_labels_building_id_updated_at", {
    table: "labels",
    columns: ["building_id", { column: "updated_at", order: "desc", nulls: "last" }],
  });
  op.createIndex("idx_labels_category_id", { table: "labels", columns: ["category_id"] });
  op.createIndex("idx_labels_created_by", { table: "labels", columns: ["created_by"] });
  op.createIndex("idx_labels_floor_id", { table: "labels", columns: ["floor_id"] });
  op.createIndex("idx_labels_geom", { table: "labels", columns: ["geom"], method: "gist" });
  op.createIndex("idx_projects_owner_id", { table: "projects", columns: ["owner_id"] });
  op.createIndex("idx_projects_status_updated_at", {
    table: "projects",
    columns: ["status", { column: "updated_at", order: "desc", nulls: "last" }],
  });
  op.createTable("rooms", {
    columns: {
      id: { type: "bigint", identity: "always" },
      building_id: { type: "bigint", notNull: true },
      floor_id: { type: "bigint", notNull: true },
      category_id: { type: "bigint" },
      created_by: { type: "bigint" },
      assigned_to: { type: "bigint" },
      name: { type: "varchar(160)" },
      status: { type: "varchar(20)", notNull: true, default: "active" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      geom: { type: "geometry(Polygon,4326)", notNull: true },
    },
    primaryKey: ["id"],
    foreignKeys: {
      rooms_assigned_to_users_id_fk: {
        columns: ["assigned_to"],
        references: { table: "users", columns: ["id"] },
      },
      rooms_building_id_buildings_id_fk: {
        columns: ["building_id"],
        references: { table: "buildings", columns: ["id"] },
        onDelete: "cascade",
      },
      rooms_category_id_categories_id_fk: {
        columns: ["category_id"],
        references: { table: "categories", columns: ["id"] },
      },
      rooms_created_by_users_id_fk: {
        columns: ["created_by"],
        references: { table: "users", columns: ["id"] },
      },
      rooms_floor_id_floors_id_fk: {
        columns: ["floor_id"],
        references: { table: "floors", columns: ["id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createTable("devices", {
    columns: {
      id: { type: "bigint", identity: "always" },
      building_id: { type: "bigint", notNull: true },
      floor_id: { type: "bigint", notNull: true },
      category_id: { type: "bigint" },
      created_by: { type: "bigint" },
      assigned_to: { type: "bigint" },
      name: { type: "varchar(160)" },
      status: { type: "varchar(20)", notNull: true, default: "active" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      room_id: { type: "bigint" },
      type: { type: "varchar(60)", notNull: true },
      properties: { type: "jsonb" },
      geom: { type: "geometry(Point,4326)", notNull: true },
    },
    primaryKey: ["id"],
    foreignKeys: {
      devices_assigned_to_users_id_fk: {
        columns: ["assigned_to"],
        references: { table: "users", columns: ["id"] },
      },
      devices_building_id_buildings_id_fk: {
        columns: ["building_id"],
        references: { table: "buildings", columns: ["id"] },
        onDelete: "cascade",
      },
      devices_category_id_categories_id_fk: {
        columns: ["category_id"],
        references: { table: "categories", columns: ["id"] },
      },
      devices_created_by_users_id_fk: {
        columns: ["created_by"],
        references: { table: "users", columns: ["id"] },
      },
      devices_floor_id_floors_id_fk: {
        columns: ["floor_id"],
        references: { table: "floors", columns: ["id"] },
        onDelete: "cascade",
      },
      devices_room_id_rooms_id_fk: {
        columns: ["room_id"],
        references: { table: "rooms", columns: ["id"] },
        onDelete: "setNull",
      },
    },
  });
  op.createIndex("idx_devices_active", {
    table: "devices",
    columns: ["floor_id", "category_id"],
    where: sql`status::text = 'active'::text`,
  });
  op.createIndex("idx_devices_assigned_to", { table: "devices", columns: ["assigned_to"] });
  op.createIndex("idx_devices_building_id", { table: "devices", columns: ["building_id"] });
  op.createIndex("idx_devices_building_id_updated_at", {
    table: "devices",
    columns: ["building_id", { column: "updated_at", order: "desc", nulls: "last" }],
  });
  op.createIndex("idx_devices_category_id", { table: "devices", columns: ["category_id"] });
  op.createIndex("idx_devices_created_by", { table: "devices", columns: ["created_by"] });
  op.createIndex("idx_devices_floor_id", { table: "devices", columns: ["floor_id"] });
  op.createIndex("idx_devices_floor_id_covering", {
    table: "devices",
    columns: ["floor_id"],
    include: ["name", "type", "status"],
  });
  op.createIndex("idx_devices_geom", { table: "devices", columns: ["geom"], method: "gist" });
  op.createIndex("idx_devices_properties", {
    table: "devices",
    columns: ["properties"],
    method: "gin",
  });
  op.createIndex("idx_devices_room_id", { table: "devices", columns: ["room_id"] });
  op.createIndex("idx_devices_type", { table: "devices", columns: ["type"] });
  op.createIndex("idx_rooms_active", {
    table: "rooms",
    columns: ["floor_id", "category_id"],
    where: sql`status::text = 'active'::text`,
  });
  op.createIndex("idx_rooms_assigned_to", { table: "rooms", columns: ["assigned_to"] });
  op.createIndex("idx_rooms_building_id", { table: "rooms", columns: ["building_id"] });
  op.createIndex("idx_rooms_building_id_updated_at", {
    table: "rooms",
    columns: ["building_id", { column: "updated_at", order: "desc", nulls: "last" }],
  });
  op.createIndex("idx_rooms_category_id", { table: "rooms", columns: ["category_id"] });
  op.createIndex("idx_rooms_created_by", { table: "rooms", columns: ["created_by"] });
  op.createIndex("idx_rooms_floor_id", { table: "rooms", columns: ["floor_id"] });
  op.createIndex("idx_rooms_floor_id_covering", {
    table: "rooms",
    columns: ["floor_id"],
    include: ["name", "status"],
  });
  op.createIndex("idx_rooms_geom", { table: "rooms", columns: ["geom"], method: "gist" });
  op.createTable("user_category_permissions", {
    columns: {
      user_id: { type: "bigint" },
      category_id: { type: "bigint" },
      project_id: { type: "bigint" },
      permission: { type: "varchar(20)", notNull: true, default: "read" },
    },
    primaryKey: ["user_id", "category_id", "project_id"],
    foreignKeys: {
      user_category_permissions_category_id_categories_id_fk: {
        columns: ["category_id"],
        references: { table: "categories", columns: ["id"] },
        onDelete: "cascade",
      },
      user_category_permissions_project_id_projects_id_fk: {
        columns: ["project_id"],
        references: { table: "projects", columns: ["id"] },
        onDelete: "cascade",
      },
      user_category_permissions_user_id_users_id_fk: {
        columns: ["user_id"],
        references: { table: "users", columns: ["id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createIndex("idx_user_category_permissions_category_id", {
    table: "user_category_permissions",
    columns: ["category_id"],
  });
  op.createIndex("idx_user_category_permissions_project_id", {
    table: "user_category_permissions",
    columns: ["project_id"],
  });
  op.createIndex("idx_users_email_covering", {
    table: "users",
    columns: ["email"],
    include: ["username", "role"],
    where: sql`active`,
  });
  op.createIndex("idx_users_role", { table: "users", columns: ["role"] });
  op.createTable("walls", {
    columns: {
      id: { type: "bigint", identity: "always" },
      building_id: { type: "bigint", notNull: true },
      floor_id: { type: "bigint", notNull: true },
      category_id: { type: "bigint" },
      created_by: { type: "bigint" },
      assigned_to: { type: "bigint" },
      name: { type: "varchar(160)" },
      status: { type: "varchar(20)", notNull: true, default: "active" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      material: { type: "varchar(60)" },
      thickness: { type: "numeric(6,3)" },
      geom: { type: "geometry(LineString,4326)", notNull: true },
    },
    primaryKey: ["id"],
    foreignKeys: {
      walls_assigned_to_users_id_fk: {
        columns: ["assigned_to"],
        references: { table: "users", columns: ["id"] },
      },
      walls_building_id_buildings_id_fk: {
        columns: ["building_id"],
        references: { table: "buildings", columns: ["id"] },
        onDelete: "cascade",
      },
      walls_category_id_categories_id_fk: {
        columns: ["category_id"],
        references: { table: "categories", columns: ["id"] },
      },
      walls_created_by_users_id_fk: {
        columns: ["created_by"],
        references: { table: "users", columns: ["id"] },
      },
      walls_floor_id_floors_id_fk: {
        columns: ["floor_id"],
        references: { table: "floors", columns: ["id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createTable("doors", {
    columns: {
      id: { type: "bigint", identity: "always" },
      building_id: { type: "bigint", notNull: true },
      floor_id: { type: "bigint", notNull: true },
      category_id: { type: "bigint" },
      created_by: { type: "bigint" },
      assigned_to: { type: "bigint" },
      name: { type: "varchar(160)" },
      status: { type: "varchar(20)", notNull: true, default: "active" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      wall_id: { type: "bigint" },
      geom: { type: "geometry(Point,4326)", notNull: true },
    },
    primaryKey: ["id"],
    foreignKeys: {
      doors_assigned_to_users_id_fk: {
        columns: ["assigned_to"],
        references: { table: "users", columns: ["id"] },
      },
      doors_building_id_buildings_id_fk: {
        columns: ["building_id"],
        references: { table: "buildings", columns: ["id"] },
        onDelete: "cascade",
      },
      doors_category_id_categories_id_fk: {
        columns: ["category_id"],
        references: { table: "categories", columns: ["id"] },
      },
      doors_created_by_users_id_fk: {
        columns: ["created_by"],
        references: { table: "users", columns: ["id"] },
      },
      doors_floor_id_floors_id_fk: {
        columns: ["floor_id"],
        references: { table: "floors", columns: ["id"] },
        onDelete: "cascade",
      },
      doors_wall_id_walls_id_fk: {
        columns: ["wall_id"],
        references: { table: "walls", columns: ["id"] },
        onDelete: "setNull",
      },
    },
  });
  op.createIndex("idx_doors_active", {
    table: "doors",
    columns: ["floor_id", "category_id"],
    where: sql`status::text = 'active'::text`,
  });
  op.createIndex("idx_doors_assigned_to", { table: "doors", columns: ["assigned_to"] });
  op.createIndex("idx_doors_building_id", { table: "doors", columns: ["building_id"] });
  op.createIndex("idx_doors_building_id_updated_at", {
    table: "doors",
    columns: ["building_id", { column: "updated_at", order: "desc", nulls: "last" }],
  });
  op.createIndex("idx_doors_category_id", { table: "doors", columns: ["category_id"] });
  op.createIndex("idx_doors_created_by", { table: "doors", columns: ["created_by"] });
  op.createIndex("idx_doors_floor_id", { table: "doors", columns: ["floor_id"] });
  op.createIndex("idx_doors_floor_id_covering", {
    table: "doors",
    columns: ["floor_id"],
    include: ["name", "status"],
  });
  op.createIndex("idx_doors_geom", { table: "doors", columns: ["geom"], method: "gist" });
  op.createIndex("idx_doors_wall_id", { table: "doors", columns: ["wall_id"] });
  op.createIndex("idx_walls_active", {
    table: "walls",
    columns: ["floor_id", "category_id"],
    where: sql`status::text = 'active'::text`,
  });
  op.createIndex("idx_walls_assigned_to", { table: "walls", columns: ["assigned_to"] });
  op.createIndex("idx_walls_building_id", { table: "walls", columns: ["building_id"] });
  op.createIndex("idx_walls_building_id_updated_at", {
    table: "walls",
    columns: ["building_id", { column: "updated_at", order: "desc", nulls: "last" }],
  });
  op.createIndex("idx_walls_category_id", { table: "walls", columns: ["category_id"] });
  op.createIndex("idx_walls_created_by", { table: "walls", columns: ["created_by"] });
  op.createIndex("idx_walls_floor_id", { table: "walls", columns: ["floor_id"] });
  op.createIndex("idx_walls_floor_id_covering", {
    table: "walls",
    columns: ["floor_id"],
    include: ["material", "thickness"],
  });
  op.createIndex("idx_walls_geom", { table: "walls", columns: ["geom"], method: "gist" });
  op.createTable("windows", {
    columns: {
      id: { type: "bigint", identity: "always" },
      building_id: { type: "bigint", notNull: true },
      floor_id: { type: "bigint", notNull: true },
      category_id: { type: "bigint" },
      created_by: { type: "bigint" },
      assigned_to: { type: "bigint" },
      name: { type: "varchar(160)" },
      status: { type: "varchar(20)", notNull: true, default: "active" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      wall_id: { type: "bigint" },
      geom: { type: "geometry(Point,4326)", notNull: true },
    },
    primaryKey: ["id"],
    foreignKeys: {
      windows_assigned_to_users_id_fk: {
        columns: ["assigned_to"],
        references: { table: "users", columns: ["id"] },
      },
      windows_building_id_buildings_id_fk: {
        columns: ["building_id"],
        references: { table: "buildings", columns: ["id"] },
        onDelete: "cascade",
      },
      windows_category_id_categories_id_fk: {
        columns: ["category_id"],
        references: { table: "categories", columns: ["id"] },
      },
      windows_created_by_users_id_fk: {
        columns: ["created_by"],
        references: { table: "users", columns: ["id"] },
      },
      windows_floor_id_floors_id_fk: {
        columns: ["floor_id"],
        references: { table: "floors", columns: ["id"] },
        onDelete: "cascade",
      },
      windows_wall_id_walls_id_fk: {
        columns: ["wall_id"],
        references: { table: "walls", columns: ["id"] },
        onDelete: "setNull",
      },
    },
  });
  op.createIndex("idx_windows_active", {
    table: "windows",
    columns: ["floor_id", "category_id"],
    where: sql`status::text = 'active'::text`,
  });
  op.createIndex("idx_windows_assigned_to", { table: "windows", columns: ["assigned_to"] });
  op.createIndex("idx_windows_building_id", { table: "windows", columns: ["building_id"] });
  op.createIndex("idx_windows_building_id_updated_at", {
    table: "windows",
    columns: ["building_id", { column: "updated_at", order: "desc", nulls: "last" }],
  });
  op.createIndex("idx_windows_category_id", { table: "windows", columns: ["category_id"] });
  op.createIndex("idx_windows_created_by", { table: "windows", columns: ["created_by"] });
  op.createIndex("idx_windows_floor_id", { table: "windows", columns: ["floor_id"] });
  op.createIndex("idx_windows_floor_id_covering", {
    table: "windows",
    columns: ["floor_id"],
    include: ["name", "status"],
  });
  op.createIndex("idx_windows_geom", { table: "windows", columns: ["geom"], method: "gist" });
  op.createIndex("idx_windows_wall_id", { table: "windows", columns: ["wall_id"] });
  op.createTable("zones", {
    columns: {
      id: { type: "bigint", identity: "always" },
      building_id: { type: "bigint", notNull: true },
      floor_id: { type: "bigint", notNull: true },
      category_id: { type: "bigint" },
      created_by: { type: "bigint" },
      assigned_to: { type: "bigint" },
      name: { type: "varchar(160)" },
      status: { type: "varchar(20)", notNull: true, default: "active" },
      created_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      updated_at: { type: "timestamptz", notNull: true, default: sql`now()` },
      geom: { type: "geometry(Polygon,4326)", notNull: true },
    },
    primaryKey: ["id"],
    foreignKeys: {
      zones_assigned_to_users_id_fk: {
        columns: ["assigned_to"],
        references: { table: "users", columns: ["id"] },
      },
      zones_building_id_buildings_id_fk: {
        columns: ["building_id"],
        references: { table: "buildings", columns: ["id"] },
        onDelete: "cascade",
      },
      zones_category_id_categories_id_fk: {
        columns: ["category_id"],
        references: { table: "categories", columns: ["id"] },
      },
      zones_created_by_users_id_fk: {
        columns: ["created_by"],
        references: { table: "users", columns: ["id"] },
      },
      zones_floor_id_floors_id_fk: {
        columns: ["floor_id"],
        references: { table: "floors", columns: ["id"] },
        onDelete: "cascade",
      },
    },
  });
  op.createIndex("idx_zones_active", {
    table: "zones",
    columns: ["floor_id", "category_id"],
    where: sql`status::text = 'active'::text`,
  });
  op.createIndex("idx_zones_assigned_to", { table: "zones", columns: ["assigned_to"] });
  op.createIndex("idx_zones_building_id", { table: "zones", columns: ["building_id"] });
  op.createIndex("idx_zones_building_id_updated_at", {
    table: "zones",
    columns: ["building_id", { column: "updated_at", order: "desc", nulls: "last" }],
  });
  op.createIndex("idx_zones_category_id", { table: "zones", columns: ["category_id"] });
  op.createIndex("idx_zones_created_by", { table: "zones", columns: ["created_by"] });
  op.createIndex("idx_zones_floor_id", { table: "zones", columns: ["floor_id"] });
  op.createIndex("idx_zones_floor_id_covering", {
    table: "zones",
    columns: ["floor_id"],
    include: ["name", "status"],
  });
  op.createIndex("idx_zones_geom", { table: "zones", columns: ["geom"], method: "gist" });
}

export function downgrade(op: Operations) {
  op.dropTable("zones");
  op.dropTable("windows");
  op.dropTable("user_category_permissions");
  op.dropTable("object_history");
  op.dropTable("labels");
  op.dropTable("drawings");
  op.dropTable("doors");
  op.dropTable("walls");
  op.dropTable("devices");
  op.dropTable("rooms");
  op.dropTable("floors");
  op.dropTable("comments");
  op.dropTable("chat_messages");
  op.dropTable("catalog_items");
  op.dropTable("categories");
  op.dropTable("buildings");
  op.dropTable("projects");
  op.dropTable("audit_logs");
  op.dropTable("assignments");
  op.dropTable("users");
  op.dropExtension("postgis");
}
