import { fileURLToPath } from "node:url";
import { load } from "../testing/load.mjs";

await load({
  folder: fileURLToPath(new URL(".", import.meta.url)),
  revision: {
    upgrade: `ALTER TABLE prds ADD COLUMN rating double precision DEFAULT 0;
CREATE TABLE notifications (id varchar(50) PRIMARY KEY, prd_id varchar(50) REFERENCES prds);`,
    downgrade: "DROP TABLE notifications;\nALTER TABLE prds DROP COLUMN rating;",
  },
  prepare: (query) =>
    query(`
      INSERT INTO meetings (id, user_id, title) SELECT 'm' || n, 'ana', 'Kick-off' FROM generate_series(1, 20000) n;
      INSERT INTO prds (id, meeting_id, title, requirements)
      SELECT 'p' || n, 'm' || n, 'Search', '[]' FROM generate_series(1, 5000) n;
      INSERT INTO tasks (id, prd_id, title) SELECT 't' || n, 'p' || n % 5000 + 1, 'Index' FROM generate_series(1, 20000) n`),
  requests: (n) =>
    n % 5 === 0
      ? {
          method: "POST",
          path: `/meetings/m${5001 + ((n / 5) % 15000)}/prd`,
          body: { title: "Search", requirements: [], tasks: [{ title: "Index" }] },
        }
      : { path: `/prds/p${(n % 5000) + 1}/tasks` },
});
