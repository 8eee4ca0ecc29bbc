import { resolve } from "node:path";
import { LimbeckError } from "../diagnostic/index.js";
import type { Alias } from "../script/index.js";
import type { ModelSource } from "../source/index.js";
import type { Config, ConfigContext } from "./config.js";
import { readDotenv } from "./dotenv-file.js";
import { type FoundConfig, findConfig } from "./find-config.js";
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
  /** Where none is found, a configuration that says nothing stands for it. Default `false`. */
  readonly optional?: boolean;
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
  const { found, config } = await findAndImport(options);
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

async function findAndImport({
  cwd = process.cwd(),
  file,
  alias,
  context = { x: {} },
  optional = false,
}: LoadConfigOptions): Promise<{ readonly found: FoundConfig; readonly config: Config }> {
  let found: FoundConfig;
  try {
    found = findConfig(cwd, file);
  } catch (error) {
    const none = error instanceof LimbeckError && error.code === "config-missing";
    if (!none || !optional || file !== undefined) throw error;
    return { found: { file: resolve(cwd, "limbeck.config.ts"), dir: resolve(cwd) }, config: {} };
  }
  await readDotenv(found.dir);
  const config = await importConfig(found, context, alias);
  return { found, config: validateConfig(config, shownConfig(found.file)) };
}
