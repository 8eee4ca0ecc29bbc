import { defineConfig, env } from "limbeck";
import { drizzle } from "limbeck/drizzle";

export default defineConfig({
  // Without DATABASE_URL, development uses a PostgreSQL of its own in .limbeck/db.
  url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
  models: [drizzle("./src/models/*.ts")],
  // New files are named by their id, which we choose: 004_add_notas_to_vales.
  fileTemplate: "%(rev)s",
});
