import { fileURLToPath } from "node:url";
import { load } from "../testing/load.mjs";

await load({
  folder: fileURLToPath(new URL(".", import.meta.url)),
  revision: {
    upgrade: `ALTER TABLE rooms ADD COLUMN area double precision;
CREATE INDEX idx_rooms_area ON rooms (area);`,
    downgrade: "ALTER TABLE rooms DROP COLUMN area;",
  },
  prepare: (query) =>
    query(`
      INSERT INTO users (email, username, password_hash) VALUES ('ana@arxos.io', 'ana', '!');
      INSERT INTO projects (owner_id, name) VALUES (1, 'Campus');
      INSERT INTO buildings (project_id, owner_id, name) VALUES (1, 1, 'Tower');
      INSERT INTO floors (building_id, level, name) VALUES (1, 0, 'Ground');
      INSERT INTO rooms (building_id, floor_id, name, geom)
      SELECT 1, 1, 'Room', ST_MakeEnvelope(x, y, x + 1, y + 1, 4326)
      FROM generate_series(0, 149) x, generate_series(0, 79) y`),
  requests: (n) =>
    n % 5 === 0
      ? {
          method: "POST",
          path: "/floors/1/rooms",
          body: {
            name: "Kiosk",
            geom: {
              type: "Polygon",
              coordinates: [
                [
                  [0, 85],
                  [1, 85],
                  [1, 86],
                  [0, 85],
                ],
              ],
            },
          },
        }
      : { path: `/buildings/1/rooms?x=${(n % 149) + 0.5}&y=${(n % 79) + 0.5}&level=0` },
});
