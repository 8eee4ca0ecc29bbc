-- What lists show, out of the index alone. Drizzle has no INCLUDE.
CREATE INDEX idx_rooms_floor_id_covering ON rooms (floor_id) INCLUDE (name, status);
CREATE INDEX idx_walls_floor_id_covering ON walls (floor_id) INCLUDE (material, thickness);
CREATE INDEX idx_doors_floor_id_covering ON doors (floor_id) INCLUDE (name, status);
CREATE INDEX idx_windows_floor_id_covering ON windows (floor_id) INCLUDE (name, status);
CREATE INDEX idx_devices_floor_id_covering ON devices (floor_id) INCLUDE (name, type, status);
CREATE INDEX idx_zones_floor_id_covering ON zones (floor_id) INCLUDE (name, status);
CREATE INDEX idx_users_email_covering ON users (email) INCLUDE (username, role) WHERE active;
CREATE INDEX idx_buildings_project_id_covering ON buildings (project_id) INCLUDE (name, status);
