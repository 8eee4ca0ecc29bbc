import { defineConfig, env, sqlFiles } from "limbeck";
import { drizzle } from "limbeck/drizzle";

export default defineConfig({
  url: env("DATABASE_URL"),
  models: [
    sqlFiles("./db/extensions.sql"),
    drizzle("./src/models/*.ts"),
    sqlFiles("./db/covering-indexes.sql"),
  ],
  // Revisions are proved where PostGIS is: on a server, in databases that come and go.
  scratch: { url: env("SCRATCH_URL") },
  revisionId: "%04d",
});
