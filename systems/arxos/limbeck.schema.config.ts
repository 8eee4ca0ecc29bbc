import { defineConfig, sqlFiles } from "limbeck";
import config from "./limbeck.config.js";

/** The raw schema that arxos began with, in place of the models: `limbeck check -c limbeck.schema.config.ts`. */
export default defineConfig({ ...config, models: sqlFiles("./legacy/schema.sql") });
