export type { ModelSource } from "../model-source.js";
export { type DrizzleModules, type DrizzleOptions, drizzle } from "./drizzle-source.js";
