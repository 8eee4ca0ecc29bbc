import { defineConfig, env, sqlFiles } from "limbeck";
import { drizzle } from "limbeck/drizzle";

export default defineConfig({
  // Without DATABASE_URL, development uses a PostgreSQL of its own in .limbeck/db, PostGIS included.
  url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
  models: [
    sqlFiles("./db/extensions.sql"),
    drizzle("./src/models/*.ts"),
    sqlFiles("./db/covering-indexes.sql"),
  ],
  revisionId: "%04d",
});
