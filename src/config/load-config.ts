import { AsyncLocalStorage } from "node:async_hooks";
import { resolve } from "node:path";
import { LimbeckError } from "../diagnostic/index.js";
import type { Alias } from "../script/index.js";
import type { ModelSource } from "../source/index.js";
import type { Config, ConfigContext } from "./config.js";
import { type Dotenv, readDotenv } from "./dotenv-file.js";
import { type FoundConfig, findConfig } from "./find-config.js";
import { importConfig } from "./import-config.js";
import { oneDatabase } from "./one-database.js";
import { withPlugins } from "./plugins.js";
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
  /** The variables of `.env` beside it. */
  readonly dotenv: Dotenv;
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
  const { found, config, dotenv } = await oneAtATime(() => findAndImport(options));
  const migrationsDir = resolve(found.dir, config.migrations ?? "./migrations");
  const schema = config.schema ?? "public";
  return {
    ...found,
    config,
    dotenv,
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

let loading: Promise<unknown> = Promise.resolve();
const inside = new AsyncLocalStorage<true>();

/**
 * A configuration may read `process.env`, where it finds its own `.env`: two projects of one process
 * take turns. One that runs a command while it loads has the turn already.
 */
async function oneAtATime<Result>(load: () => Promise<Result>): Promise<Result> {
  if (inside.getStore()) return load();
  const turn = loading.then(() => inside.run(true, load));
  loading = turn.catch(() => undefined);
  return turn;
}

async function findAndImport({
  cwd = process.cwd(),
  file,
  alias,
  context = { x: {} },
  optional = false,
}: LoadConfigOptions): Promise<
  Pick<LoadedConfig, "config" | "dotenv"> & { readonly found: FoundConfig }
> {
  let found: FoundConfig;
  try {
    found = findConfig(cwd, file);
  } catch (error) {
    const none = error instanceof LimbeckError && error.code === "config-missing";
    if (!none || !optional || file !== undefined) throw error;
    const absent = { file: resolve(cwd, "limbeck.config.ts"), dir: resolve(cwd) };
    return { found: absent, config: {}, dotenv: {} };
  }
  const dotenv = await readDotenv(found.dir);
  const shown = shownConfig(found.file);
  const whole = validateConfig(await importConfig(found, context, alias), shown);
  return { found, config: withPlugins(oneDatabase(whole, context.database, shown)), dotenv };
}
