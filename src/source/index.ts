export { type DrizzleModules, type DrizzleOptions, drizzle } from "./drizzle/index.js";
export { loadModels } from "./load-models.js";
export {
  type FileSummary,
  type LoadedModels,
  type ModelSource,
  type ModelStatement,
  type SourceContext,
  summaryLine,
} from "./model-source.js";
export { sqlFiles } from "./sql-files.js";
