import type { Comparison } from "../dialect/index.js";
import type { ModelSource } from "../source/index.js";
import type { EnvRef } from "./env-ref.js";

/** What `limbeck.config.ts` says. All paths are relative to its folder. */
export interface Config {
  /**
   * The database: `postgresql://…`, or `pglite:PATH` for an embedded one. Best as
   * `env("DATABASE_URL", { development: "pglite:.limbeck/db" })`.
   */
  readonly url?: UrlSetting;
  /** Where the models come from. Later sources may depend on earlier ones. */
  readonly models?: ModelSource | readonly ModelSource[];
  /** The folder of the revisions. Default `./migrations`. */
  readonly migrations?: string;
  /** The table that records which revisions are applied. Default `limbeck_version`. */
  readonly versionTable?: string;
  /** The schema of the version table. Default: the target schema. */
  readonly versionSchema?: string;
  /** The target schema: what a name without a schema stands for. Default `public`. */
  readonly schema?: string;
  /**
   * Further schemas of a live database that are compared. The target schema and those in which the
   * models have something always are.
   */
  readonly schemas?: readonly string[];
  /** What is compared beyond the objects themselves: grants by default, owners and settings if asked. */
  readonly compare?: Comparison;
  /** How long to wait for another run: milliseconds, or `"30s"`, `"5m"`. */
  readonly lockTimeout?: string | number;
  /** How new ids are made: `"hex"` (default), `"%04d"` (a running number), or a function. */
  readonly revisionId?: "hex" | `%0${number}d` | (() => string);
  /** The names of new files. Default `%(rev)s_%(slug)s`. */
  readonly fileTemplate?: string;
  /** Where throwaway databases live. Default: embedded. */
  readonly scratch?: { readonly url?: string | EnvRef };
  /** Further databases by name, for `--env NAME`. */
  readonly environments?: Readonly<Record<string, Environment>>;
}

/** One place the same project is deployed to. */
export interface Environment {
  readonly url?: UrlSetting;
  /** No development fallback: a variable that is missing is an error. */
  readonly protect?: boolean;
}

export type UrlSetting = string | EnvRef | (() => string | Promise<string>);

/** What the config file may export: the config, a promise of it, or a function giving either. */
export type ConfigExport = Config | Promise<Config> | (() => Config | Promise<Config>);

/**
 * Gives its argument back; for completion and checking in the editor.
 *
 * @example
 * export default defineConfig({
 *   url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
 *   models: drizzle("./src/models/*.ts"),
 * });
 */
export function defineConfig(config: Config): Config;
export function defineConfig(config: () => Config | Promise<Config>): typeof config;
export function defineConfig(config: Promise<Config>): Promise<Config>;
export function defineConfig(config: ConfigExport): unknown {
  return config;
}
