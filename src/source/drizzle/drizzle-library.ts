import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { getMaterializedViewConfig, getTableConfig, getViewConfig } from "drizzle-orm/pg-core";
import { LimbeckError } from "../../diagnostic/index.js";

/** The part of `drizzle-orm/pg-core` that says what a model holds. */
export interface DrizzleLibrary {
  readonly getTableConfig: typeof getTableConfig;
  readonly getViewConfig: typeof getViewConfig;
  readonly getMaterializedViewConfig: typeof getMaterializedViewConfig;
}

/**
 * The user's own copy of drizzle-orm, which the models have loaded already; else the one beside
 * this package.
 *
 * @throws {LimbeckError} driver-missing when there is none
 */
export async function drizzleLibrary(folders: readonly string[]): Promise<DrizzleLibrary> {
  for (const from of [...folders.map((folder) => join(folder, "_.js")), import.meta.url]) {
    const file = resolvePgCore(from);
    if (file) return (await import(pathToFileURL(file).href)) as DrizzleLibrary;
  }
  throw new LimbeckError(
    "driver-missing",
    "drizzle-orm is not installed, so its tables cannot be read",
    {
      hint: "npm install drizzle-orm",
    },
  );
}

function resolvePgCore(from: string): string | undefined {
  try {
    const required = createRequire(from).resolve("drizzle-orm/pg-core");
    // `require` is led to the CommonJS build; models import the other one, loaded already.
    const imported = required.replace(/\.cjs$/, ".js");
    return existsSync(imported) ? imported : required;
  } catch {
    return undefined;
  }
}
