import { LimbeckError, messageOf } from "../diagnostic/index.js";
import type { Environment, UrlSetting } from "./config.js";
import { isEnvRef, resolveEnv } from "./env-ref.js";
import type { LoadedConfig } from "./load-config.js";
import { nearest } from "./nearest.js";
import { shownConfig } from "./shown-config.js";

export interface ResolvedUrl {
  /** As given: a path after `pglite:` is still relative to the config's folder. */
  readonly url: string;
  /** `--url`, `config`, `development fallback`, or the variable's name, usually `DATABASE_URL`. */
  readonly from: string;
  /** Whether the environment is protected. */
  readonly isProtected: boolean;
}

export interface ResolveUrlOptions {
  /** Overrides what the config says. */
  readonly url?: string | undefined;
  /** The name of one of `environments`. */
  readonly environment?: string | undefined;
}

/**
 * Decides which database is meant.
 *
 * @throws {LimbeckError} `url-missing` when none is named, or only by a variable that is not set;
 * `config-invalid` for an environment that does not exist; `config-failed` when a function throws
 */
export async function resolveUrl(
  loaded: LoadedConfig,
  options: ResolveUrlOptions = {},
): Promise<ResolvedUrl> {
  const { environment } = options;
  const chosen = environment === undefined ? undefined : environmentOf(loaded, environment);
  const isProtected = chosen?.protect ?? false;
  if (options.url !== undefined) {
    if (options.url.trim() === "") throw urlMissing("--url is empty");
    return { url: options.url.trim(), from: "--url", isProtected };
  }
  // Never the default database for an environment that names none: it would be the wrong one.
  const setting = chosen === undefined ? loaded.config.url : chosen.url;
  const file = shownConfig(loaded.file);
  const where = environment === undefined ? "url" : `environments.${environment}.url`;
  if (setting === undefined) throw urlMissing(`${file} names no database: \`${where}\` is missing`);
  if (isEnvRef(setting)) {
    const { value, from } = resolveEnv(setting, {
      dotenv: loaded.dotenv,
      isProtected,
      ...(environment === undefined ? {} : { environment }),
    });
    return { url: value, from: from === "environment" ? setting.variable : from, isProtected };
  }
  const url = (await called(setting, `${file}: \`${where}\``)).trim();
  if (url === "") throw urlMissing(`${file} names no database: \`${where}\` is empty`);
  return { url, from: "config", isProtected };
}

/**
 * The server for throwaway databases, or `undefined` for the embedded one.
 *
 * @throws {LimbeckError} `url-missing` when it is named by a variable that is not set
 */
export function resolveScratchUrl(loaded: LoadedConfig): string | undefined {
  const setting = loaded.config.scratch?.url;
  return isEnvRef(setting) ? resolveEnv(setting, { dotenv: loaded.dotenv }).value : setting;
}

async function called(
  setting: Exclude<UrlSetting, { variable: string }>,
  where: string,
): Promise<string> {
  if (typeof setting === "string") return setting;
  let url: unknown;
  try {
    url = await setting();
  } catch (error) {
    if (error instanceof LimbeckError) throw error;
    throw new LimbeckError("config-failed", `${where} threw: ${messageOf(error)}`, {
      cause: error,
    });
  }
  if (typeof url === "string") return url;
  throw new LimbeckError("config-invalid", `${where} gave ${typeof url}, not a string`, {
    hint: "The function must return the database URL, or a promise of it.",
  });
}

function environmentOf(loaded: LoadedConfig, name: string): Environment {
  const environments = loaded.config.environments ?? {};
  const found = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (found !== undefined) return found;
  const known = Object.keys(environments);
  const meant = nearest(name, known);
  const file = shownConfig(loaded.file);
  throw new LimbeckError("config-invalid", `${file} has no environment "${name}"`, {
    hint: meant
      ? `Did you mean "${meant}"?`
      : known.length > 0
        ? `There is ${known.join(", ")}.`
        : `Add it: environments: { ${name}: { url: env("DATABASE_URL"), protect: true } }`,
  });
}

function urlMissing(message: string): LimbeckError {
  return new LimbeckError("url-missing", message, {
    hint: 'In the configuration: url: env("DATABASE_URL", { development: "pglite:.limbeck/db" })',
  });
}
