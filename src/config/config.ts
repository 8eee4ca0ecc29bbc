import type { Comparison, OwnKind } from "../dialect/index.js";
import type { OwnDirectives } from "../operation/index.js";
import type { OnVersionApply, TransactionMode } from "../runtime/index.js";
import type { PostWriteHook } from "../script/index.js";
import type { ModelSource } from "../source/index.js";
import type { EnvRef } from "./env-ref.js";
import type { CompareAttribute, CompareColumn, IncludeName, IncludeObject } from "./filters.js";
import type { Rewrite } from "./hooks.js";
import type { LintRule } from "./lint-rule.js";
import type { NamingConvention } from "./naming-convention.js";
import type { OwnCommand } from "./own-command.js";
import type { Plugin } from "./plugins.js";

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
  /** Folders that hold revisions, where there are several; `migrations` alone by default. */
  readonly versionLocations?: readonly string[];
  /** Also read the folders below. Default `false`. */
  readonly recursiveVersionLocations?: boolean;
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
  /** Which names take part in comparisons; all by default. */
  readonly includeName?: IncludeName;
  /** Which objects take part in comparisons; all by default. */
  readonly includeObject?: IncludeObject;
  /** Whether the types of columns are compared, or for which columns. Default `true`. */
  readonly compareType?: boolean | CompareColumn;
  /** Whether the defaults of columns are compared, or for which columns. Default `true`. */
  readonly compareServerDefault?: boolean | CompareColumn;
  /** Which differences count, attribute by attribute; all by default. */
  readonly compareAttribute?: CompareAttribute;
  /** Names for constraints and indexes that the models give none. */
  readonly namingConvention?: NamingConvention;
  /** Changes what a generated revision does; several, one after another. */
  readonly rewrite?: Rewrite | readonly Rewrite[];
  /** Directives of the project's own: `op.NAME(…)` does what the function says in others. */
  readonly operations?: OwnDirectives;
  /** Object kinds of the project's own. */
  readonly kinds?: readonly OwnKind<never>[];
  /** What every revision has to keep to, by name: judged by `limbeck ci`, `lint` and `plan`. */
  readonly rules?: Readonly<Record<string, LintRule>>;
  /** What commits together: each revision (`true`, the default), the whole run, or each statement. */
  readonly transactionPerMigration?: TransactionMode;
  /** Called inside the transaction of every revision, once it has run. */
  readonly onVersionApply?: OnVersionApply;
  /** Commands of the project's own: `limbeck NAME`. */
  readonly commands?: Readonly<Record<string, OwnCommand>>;
  /** What packages add to all of this. */
  readonly plugins?: readonly Plugin[];
  /** How long to wait for another run: milliseconds, or `"30s"`, `"5m"`. */
  readonly lockTimeout?: string | number;
  /**
   * How new ids are made: `"hex"` (default), `"timestamp"` (`20261121093000`), `"%04d"` (a running
   * number), or a function.
   */
  readonly revisionId?: "hex" | "timestamp" | `%0${number}d` | (() => string | Promise<string>);
  /** The names of new files. Default `%(rev)s_%(slug)s`. */
  readonly fileTemplate?: string;
  /** The longest part of a file name that comes from the message, in characters. Default 40. */
  readonly truncateSlugLength?: number;
  /** Of the date in new files, as in `Europe/Madrid`. Default: the machine's. */
  readonly timezone?: string;
  /** What is done to a new revision file, in order. A hook that fails fails the command. */
  readonly postWriteHooks?: readonly PostWriteHook[];
  /**
   * Revisions form one line: a second head is an error, and `migrations/HEAD` holds the newest id,
   * so that parallel work conflicts in version control. Default `false`.
   */
  readonly linear?: boolean;
  /** Where throwaway databases live. Default: embedded. */
  readonly scratch?: { readonly url?: string | EnvRef };
  /** How `--backup` keeps a database: a folder for `pg_dump`'s files, or a function in its place. */
  readonly backup?: BackupSetting;
  /** The files that `limbeck seed` runs, as patterns in their order: `.sql`, `.ts`. */
  readonly seeds?: string | readonly string[];
  /**
   * The databases of a project that has several, by name: each with revisions of its own, by default
   * in `migrations/NAME`. What one does not say is as the rest of the configuration has it.
   */
  readonly databases?: Readonly<Record<string, DatabaseConfig>>;
  /** Further databases by name, for `--env NAME`. */
  readonly environments?: Readonly<Record<string, Environment>>;
}

/**
 * `folder`: default `.limbeck/backups`. A function is for servers, where `pg_dump` is not the way: it
 * throws to stop the run, and may give the name of what it made.
 */
export type BackupSetting = { readonly folder?: string } | ((context: BackupContext) => unknown);

/** What a function that makes a backup is told. */
export interface BackupContext {
  /** The database, with the password; nothing where the application gave a connection. */
  readonly url: string | undefined;
  /** The same for people. */
  readonly database: string;
  /** What was given with `--env`. */
  readonly environment: string | undefined;
  readonly direction: "upgrade" | "downgrade";
  /** Where the database stands. */
  readonly from: readonly string[];
  /** The revisions that are going to run. */
  readonly revisions: readonly string[];
  /** A path nothing has yet, named by revision and time. */
  readonly file: string;
}

/** What may differ from one database of a project to the next. */
export type DatabaseConfig = Omit<Config, "databases" | "plugins" | "commands">;

/** One place the same project is deployed to. */
export interface Environment {
  readonly url?: UrlSetting;
  /** No development fallback, and what destroys something wants the name a second time. */
  readonly protect?: boolean;
  /** Keep a backup before every run, as `--backup` does. */
  readonly backup?: boolean;
  /** The seeds of this environment, in place of all others; a protected one has only its own. */
  readonly seeds?: string | readonly string[];
}

export type UrlSetting = string | EnvRef | (() => string | Promise<string>);

/** What a configuration that is a function is told of the command it is loaded for. */
export interface ConfigContext {
  /** What was given with `-x key=value`; without a value, an empty string. */
  readonly x: Readonly<Record<string, string>>;
  /** What was given with `--tag`. */
  readonly tag?: string | undefined;
  /** What was given with `--env`. */
  readonly environment?: string | undefined;
  /** Which of several databases it is loaded for. */
  readonly database?: string | undefined;
}

type ConfigFunction = (context: ConfigContext) => Config | Promise<Config>;

/** What the config file may export: the config, a promise of it, or a function giving either. */
export type ConfigExport = Config | Promise<Config> | ConfigFunction;

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
export function defineConfig(config: ConfigFunction): ConfigFunction;
export function defineConfig(config: Promise<Config>): Promise<Config>;
export function defineConfig(config: ConfigExport): unknown {
  return config;
}
