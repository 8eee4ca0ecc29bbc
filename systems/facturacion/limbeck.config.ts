import { defineConfig, env, sqlFiles } from "limbeck";
import { drizzle } from "limbeck/drizzle";

export default defineConfig({
  // Without DATABASE_URL, development uses a PostgreSQL of its own in .limbeck/db.
  url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
  // The functions that tables need, the tables, and what keeps them apart and up to date.
  models: [
    sqlFiles("./db/funciones.sql"),
    drizzle("./src/models/*.ts"),
    sqlFiles("./db/seguridad.sql", "./db/disparadores.sql"),
  ],
  // `limbeck seed`: a company to try things with.
  seeds: "./seeds/*.ts",
  revisionId: "%04d",
});
