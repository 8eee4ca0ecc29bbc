export {
  type BackupContext,
  type BackupSetting,
  type Config,
  type ConfigContext,
  type ConfigExport,
  type DatabaseConfig,
  defineConfig,
  type Environment,
  type UrlSetting,
} from "./config.js";
export { type EnvRef, env, isEnvRef, type ResolvedEnv, resolveEnv } from "./env-ref.js";
export type {
  CompareAttribute,
  CompareColumn,
  IncludeName,
  IncludeObject,
  NameParents,
} from "./filters.js";
export { type FoundConfig, findConfig } from "./find-config.js";
export type { RevisionPart, Rewrite, RewriteContext, Rewritten } from "./hooks.js";
export type { JudgedRevision, LintRule } from "./lint-rule.js";
export { type LoadConfigOptions, type LoadedConfig, loadConfig } from "./load-config.js";
export type { NamingConvention } from "./naming-convention.js";
export type { OwnCommand, OwnCommandCall, OwnCommandProject } from "./own-command.js";
export type { Plugin } from "./plugins.js";
export {
  type ResolvedUrl,
  type ResolveUrlOptions,
  resolveScratchUrl,
  resolveUrl,
} from "./resolve-url.js";
