import { resolve } from "node:path";
import type { Alias } from "../script/index.js";
import type { ModelSource } from "../source/index.js";
import type { Config, ConfigContext } from "./config.js";
import { readDotenv } from "./dotenv-file.js";
import { findConfig } from "./find-config.js";
import { importConfig } from "./import-config.js";
import { shownConfig } from "./shown-config.js";
import { validateConfig } from "./validate-config.js";

/** A config that was found, run and checked, with defaults filled in. */
export interface LoadedConfig {
  /** Absolute. */
  readonly file: string;
  /** What all paths are relative to; absolute. */
  readonly dir: string;
  /** As written. */
  readonly config: Config;
  /** In the order they must be read; empty when none is configured. */
  readonly sources: readonly ModelSource[];
  /** Absolute. */
  readonly migrationsDir: string;
  /** The folders that hold revisions; absolute. */
  readonly versionLocations: readonly string[];
  readonly versionTable: string;
  /** The target schema when the config names none. */
  readonly versionSchema: string;
  readonly schema: string;
  readonly schemas: readonly string[] | undefined;
}

export interface LoadConfigOptions {
  /** Where to look from. Default: the working directory. */
  readonly cwd?: string;
  /** The config file, or its folder, instead of looking; relative to `cwd`. */
  readonly file?: string | undefined;
  /** Bare specifiers and the files that stand for them; default: `limbeck` is the running package. */
  readonly alias?: Alias;
  /** What a configuration that is a function is given. */
  readonly context?: ConfigContext;
}

/**
 * Finds and loads the configuration. Variables of `.env` beside it are set first, where the
 * environment lacks them. No database is named yet: see `resolveUrl`.
 *
 * @throws {LimbeckError} `config-missing`, `config-failed`, `config-invalid`
 */
export async function loadConfig(options: LoadConfigOptions = {}): Promise<LoadedConfig> {
  const found = findConfig(options.cwd ?? process.cwd(), options.file);
  await readDotenv(found.dir);
  const config = validateConfig(
    await importConfig(found, options.context ?? { x: {} }, options.alias),
    shownConfig(found.file),
  );
  const migrationsDir = resolve(found.dir, config.migrations ?? "./migrations");
  const schema = config.schema ?? "public";
  return {
    ...found,
    config,
    sources: config.models === undefined ? [] : [config.models].flat(),
    migrationsDir,
    versionLocations: config.versionLocations?.map((path) => resolve(found.dir, path)) ?? [
      migrationsDir,
    ],
    versionTable: config.versionTable ?? "limbeck_version",
    versionSchema: config.versionSchema ?? schema,
    schema,
    schemas: config.schemas,
  };
}
