import { defineConfig, sqlFiles } from "limbeck";
import { drizzle } from "limbeck/drizzle";
import { settings } from "./src/settings.js";

export default defineConfig({
  // The service's own setting. Migrations open one connection and no pool.
  url: () => settings.databaseUrl,
  models: [drizzle("./src/models/*.ts"), sqlFiles("./db/*.sql")],
  // New files are named by their id, which we choose: 003_add_review_date.
  fileTemplate: "%(rev)s",
});
