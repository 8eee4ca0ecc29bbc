import { LimbeckError } from "../diagnostic/index.js";
import { type Dotenv, variable } from "./dotenv-file.js";

/** A value that is read from the environment when it is needed, not when the config is loaded. */
export interface EnvRef {
  /** The variable's name. */
  readonly variable: string;
  /** Stands in while developing; never in production, in CI or in a protected environment. */
  readonly development?: string;
}

// A symbol of the registry: config and tool may each have their own copy of this module.
const brand = Symbol.for("limbeck.env");

/**
 * Names an environment variable as the value of a setting. It is read when the setting is used,
 * so commands that need no database run without it.
 *
 * @param options.development what to use while developing when the variable is not set; refused
 * with `NODE_ENV=production`, in CI and in protected environments
 *
 * @example
 * url: env("DATABASE_URL", { development: "pglite:.limbeck/db" })
 */
export function env(name: string, options: { readonly development?: string } = {}): EnvRef {
  if (typeof name !== "string" || name.trim() === "") {
    throw new LimbeckError("config-invalid", "env() needs the name of an environment variable", {
      hint: 'env("DATABASE_URL", { development: "pglite:.limbeck/db" })',
    });
  }
  const { development } = options;
  const ref = { variable: name, ...(development === undefined ? {} : { development }) };
  Object.defineProperty(ref, brand, { value: true });
  return Object.freeze(ref);
}

/** Whether a value came from `env()`, of whichever copy of this package. */
export function isEnvRef(value: unknown): value is EnvRef {
  return typeof value === "object" && value !== null && brand in value;
}

export interface ResolvedEnv {
  readonly value: string;
  readonly from: "environment" | "development fallback";
}

/**
 * Reads the variable, or takes the development value where that is allowed.
 *
 * @throws {LimbeckError} `url-missing`, naming the variable and why the fallback does not count
 */
export function resolveEnv(
  ref: EnvRef,
  options: {
    readonly environment?: string;
    readonly isProtected?: boolean;
    readonly dotenv?: Dotenv;
  } = {},
): ResolvedEnv {
  const value = variable(ref.variable, options.dotenv)?.trim();
  if (value !== undefined && value !== "") return { value, from: "environment" };
  const state = value === "" ? "is empty" : "is not set";
  const refused = fallbackRefused(options);
  if (ref.development !== undefined && refused === undefined) {
    return { value: ref.development, from: "development fallback" };
  }
  const why = ref.development === undefined ? "" : `, and ${refused}`;
  throw new LimbeckError("url-missing", `the environment variable ${ref.variable} ${state}${why}`, {
    hint: [
      `Set it, for instance in .env beside the configuration: ${ref.variable}=postgresql://user:password@host:5432/database`,
      "or name the database with --url.",
    ].join("\n"),
    details: { variable: ref.variable },
  });
}

function fallbackRefused(options: {
  readonly environment?: string;
  readonly isProtected?: boolean;
}): string | undefined {
  const ends = "the development database is not used";
  if (options.isProtected) return `${ends} in the protected environment ${options.environment}`;
  if (process.env.NODE_ENV === "production") return `${ends} with NODE_ENV=production`;
  if (!/^(?:|0|false)$/i.test(process.env.CI ?? "")) return `${ends} in CI (CI is set)`;
  return undefined;
}
