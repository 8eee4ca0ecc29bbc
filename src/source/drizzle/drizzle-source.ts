import type { LoadedModels, ModelSource, SourceContext } from "../model-source.js";
import type { Casing } from "./column-casing.js";
import { rememberPatterns } from "./source-patterns.js";

/** A pattern, several, or a function that imports the models: `() => import("./src/models.js")`. */
export type DrizzleModules = string | readonly string[] | (() => Promise<object> | object);

export interface DrizzleOptions {
  /** The same as in `drizzle(client, { casing })`. By default columns are named as their properties. */
  readonly casing?: Casing;
}

/**
 * Models written as Drizzle tables: everything drizzle-orm's PostgreSQL tables can say, under the
 * names drizzle-kit would give. Nothing is imported before the models are needed.
 *
 * Patterns start at the config file's folder. With a function the files are not known, so the
 * result cannot be cached: prefer a pattern.
 *
 * @example
 * drizzle("./src/models/*.ts");
 * drizzle(["./src/users.ts", "./src/orders.ts"], { casing: "snake_case" });
 */
export function drizzle(modules: DrizzleModules, options: DrizzleOptions = {}): ModelSource {
  const patterns = typeof modules === "string" ? [modules] : modules;
  const name = `drizzle(${typeof patterns === "function" ? "() => import(…)" : patterns.join(", ")})`;
  const source: ModelSource = {
    name,
    ...(typeof patterns !== "function" && {
      // Loaded here and below, so that a config file which names its models costs next to nothing.
      files: async (context: SourceContext) =>
        (await import("./model-files.js")).modelFiles(patterns, context),
    }),
    async load(context: SourceContext): Promise<LoadedModels> {
      const { loadDrizzle } = await import("./load-drizzle.js");
      return loadDrizzle({ name, modules: patterns, casing: options.casing }, context);
    },
  };
  rememberPatterns(source, patterns);
  return source;
}
