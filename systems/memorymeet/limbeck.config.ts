import { defineConfig, env } from "limbeck";
import { drizzle } from "limbeck/drizzle";

export default defineConfig({
  // Without DATABASE_URL, development uses a PostgreSQL of its own in .limbeck/db.
  url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
  models: [drizzle("./src/models/*.ts")],
  // Where Alembic recorded its revisions before: the same table, of the same shape, goes on.
  versionTable: "alembic_version",
  // Where `upgrade --backup` leaves what it keeps.
  backup: { folder: process.env.BACKUP_DIR || ".limbeck/backups" },
  environments: {
    dev: { url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }) },
    staging: { url: env("STAGING_DATABASE_URL") },
    // Kept by pg_dump before anything runs.
    prod: { url: env("PROD_DATABASE_URL"), protect: true, backup: true },
  },
});
