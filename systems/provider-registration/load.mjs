import { fileURLToPath } from "node:url";
import { load } from "../testing/load.mjs";

await load({
  folder: fileURLToPath(new URL(".", import.meta.url)),
  revision: {
    upgrade: `ALTER TABLE candidates ADD COLUMN rating numeric(3, 1) DEFAULT 0 NOT NULL;
CREATE INDEX idx_candidates_rating ON candidates (rating);`,
    downgrade: "ALTER TABLE candidates DROP COLUMN rating;",
  },
  prepare: (query) =>
    query(`
      INSERT INTO candidates (company_name, contact_email, phone, products, truck_count, capacity_tons_per_day, location)
      SELECT 'Áridos ' || n, n || '@aridos.mx', '1', jsonb_build_array('gravel-' || n % 500), 3, 40, 'Monterrey'
      FROM generate_series(1, 20000) n`),
  requests: (n) =>
    n % 5 === 0
      ? {
          method: "POST",
          path: "/candidates",
          body: {
            company_name: `Áridos ${n}`,
            contact_email: `${n}@load.mx`,
            phone: "1",
            products: ["gravel"],
            truck_count: 3,
            capacity_tons_per_day: 40,
            location: "Monterrey",
          },
        }
      : { path: `/candidates?product=gravel-${n % 500}` },
});
