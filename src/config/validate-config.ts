import { LimbeckError } from "../diagnostic/index.js";
import type { Comparison } from "../dialect/index.js";
import type { Config } from "./config.js";
import { isEnvRef } from "./env-ref.js";
import type { NamingConvention } from "./naming-convention.js";
import { nearest } from "./nearest.js";
import type { Plugin } from "./plugins.js";

interface Rule {
  /** Completes "must be …". */
  readonly expected: string;
  readonly example: string;
  readonly accepts: (value: unknown) => boolean;
  /** Never a secret: messages may show what is wrong. */
  readonly plain?: true;
}

const isString = (value: unknown): value is string => typeof value === "string";
const isName = (value: unknown): boolean => isString(value) && value.trim() !== "";
const isObject = (value: unknown): value is Record<string, unknown> => {
  return typeof value === "object" && value !== null && !Array.isArray(value);
};
const isSource = (value: unknown): boolean => isObject(value) && typeof value.load === "function";
const isCommand = (value: unknown): boolean => {
  return isObject(value) && isName(value.summary) && typeof value.run === "function";
};
const isFunctions = (value: unknown): boolean => {
  return isObject(value) && Object.values(value).every((one) => typeof one === "function");
};
const isKind = (value: unknown): boolean => {
  const isFunction = (one: unknown) => typeof one === "function";
  return (
    isObject(value) &&
    isName(value.name) &&
    isName(value.query) &&
    [value.create, value.drop].every(isFunction)
  );
};
const isUrl = (value: unknown): boolean => {
  return isString(value) || isEnvRef(value) || typeof value === "function";
};
const isDuration = (value: unknown): boolean => {
  if (typeof value === "number") return Number.isFinite(value) && value >= 0;
  return isString(value) && /^\d+(?:\.\d+)?\s*(?:ms|s|m|min|h)?$/.test(value.trim());
};

const isTimezone = (value: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }) !== undefined;
  } catch {
    return false;
  }
};

const name = (example: string): Rule => {
  return { expected: "a name", example: `"${example}"`, accepts: isName };
};
const flag: Rule = {
  expected: "true or false",
  example: "true",
  accepts: (value) => typeof value === "boolean",
};
const callback = (example: string): Rule => {
  return { expected: "a function", example, accepts: (value) => typeof value === "function" };
};
const flagOrCallback: Rule = {
  expected: "true, false or a function",
  example: '(found, wanted) => wanted.name !== "payload"',
  accepts: (value) => typeof value === "boolean" || typeof value === "function",
};
const path: Rule = { expected: "a path", example: '"./migrations"', accepts: isName };
const url: Rule = {
  expected: "a string, env(…) or a function",
  example: 'env("DATABASE_URL", { development: "pglite:.limbeck/db" })',
  accepts: isUrl,
};

const seeds: Rule = {
  expected: "a path or a list of paths",
  example: '["./seeds/*.sql"]',
  accepts: (value) => (Array.isArray(value) ? value.every(isName) : isName(value)),
};

const rules: Readonly<Record<keyof Config, Rule>> = {
  url,
  models: {
    expected: "a model source or a list of them",
    example: '[drizzle("./src/models/*.ts"), sqlFiles("./db/*.sql")]',
    accepts: (value) => (Array.isArray(value) ? value.every(isSource) : isSource(value)),
  },
  migrations: path,
  versionLocations: {
    expected: "a list of paths",
    example: '["./migrations", "./billing/migrations"]',
    accepts: (value) => Array.isArray(value) && value.length > 0 && value.every(isName),
  },
  recursiveVersionLocations: flag,
  versionTable: name("limbeck_version"),
  versionSchema: name("public"),
  schema: name("public"),
  schemas: {
    expected: "a list of names",
    example: '["public", "audit"]',
    accepts: (value) => Array.isArray(value) && value.every(isName),
  },
  compare: {
    expected: "an object",
    example: '{ owners: "app" }',
    accepts: isObject,
  },
  includeName: callback('(name, kind) => kind !== "table" || !name.startsWith("legacy_")'),
  includeObject: callback(
    "(object, name, kind, reflected, compareTo) => !reflected || compareTo !== undefined",
  ),
  compareType: flagOrCallback,
  compareServerDefault: flagOrCallback,
  compareAttribute: callback('(attribute) => attribute !== "comment"'),
  commands: {
    expected: "commands by name, each with `summary` and `run`",
    example: '{ tenants: { summary: "list the tenants", run: async ({ print }) => { … } } }',
    accepts: (value) => isObject(value) && Object.values(value).every(isCommand),
  },
  plugins: {
    expected: "a list of plugins, each with a name",
    example: "[audit()]",
    accepts: (value) =>
      Array.isArray(value) && value.every((one) => isObject(one) && isName(one.name)),
  },
  namingConvention: {
    expected: "an object of patterns",
    example: '{ uq: "uq_%(table_name)s_%(column_0_N_name)s" }',
    accepts: isObject,
  },
  rewrite: {
    expected: "a function or a list of them",
    example: '(operations) => operations.filter(({ kind }) => kind !== "dropTable")',
    accepts: (value) => [value].flat().every((one) => typeof one === "function"),
  },
  operations: {
    expected: "an object of functions by name",
    example: "{ createAuditTable: (op, name) => op.createTable(name, { … }) }",
    accepts: isFunctions,
  },
  kinds: {
    expected: "a list of kinds, each with `name`, `query`, `create` and `drop`",
    example: "[cronJobs()]",
    accepts: (value) => Array.isArray(value) && value.every(isKind),
  },
  rules: {
    expected: "an object of functions by name",
    example: '{ "no-drop": ({ loses }) => loses.upgrade.map((what) => `loses ${what}`) }',
    accepts: isFunctions,
  },
  transactionPerMigration: {
    expected: 'true, false or "statement"',
    example: "true",
    accepts: (value) => typeof value === "boolean" || value === "statement",
  },
  onVersionApply: callback("async ({ revision, query }) => { … }"),
  lockTimeout: {
    expected: "a number of milliseconds or a duration",
    example: '"30s"',
    plain: true,
    accepts: isDuration,
  },
  revisionId: {
    expected: '"hex", "timestamp", a number pattern or a function',
    example: '"%04d"',
    plain: true,
    accepts: (value) => {
      return (
        typeof value === "function" || (isString(value) && /^(?:hex|timestamp|%0\d+d)$/.test(value))
      );
    },
  },
  fileTemplate: { ...path, expected: "a pattern", example: '"%(rev)s_%(slug)s"' },
  truncateSlugLength: {
    expected: "a number of characters from 1 on",
    example: "40",
    plain: true,
    accepts: (value) => Number.isInteger(value) && (value as number) > 0,
  },
  timezone: {
    expected: "a time zone",
    example: '"Europe/Madrid"',
    plain: true,
    accepts: (value) => isName(value) && isTimezone(value as string),
  },
  postWriteHooks: {
    expected: "a list of command lines and functions",
    example: '["npx biome check --write"]',
    accepts: (value) => {
      return Array.isArray(value) && value.every((v) => isName(v) || typeof v === "function");
    },
  },
  linear: flag,
  scratch: {
    expected: "an object with a url",
    example: '{ url: env("SCRATCH_URL") }',
    accepts: isObject,
  },
  backup: {
    expected: "an object with a folder, or a function",
    example: '{ folder: "./backups" }',
    accepts: (value) => isObject(value) || typeof value === "function",
  },
  seeds,
  databases: {
    expected: "an object of databases by name",
    example: '{ main: { url: env("MAIN_URL") }, events: { url: env("EVENTS_URL") } }',
    accepts: (value) =>
      isObject(value) &&
      Object.entries(value).every(([name, one]) => /^[\w-]+$/.test(name) && isObject(one)),
  },
  environments: {
    expected: "an object of environments by name",
    example: '{ production: { url: env("PROD_URL"), protect: true } }',
    accepts: (value) => isObject(value) && Object.values(value).every(isObject),
  },
};

const scratchRules: Readonly<Record<string, Rule>> = {
  url: { ...url, expected: "a string or env(…)", accepts: (v) => isString(v) || isEnvRef(v) },
};
const compareRules: Readonly<Record<keyof Comparison, Rule>> = {
  grants: flag,
  owners: {
    expected: "true, false or the role that runs migrations",
    example: '"app"',
    accepts: (value) => typeof value === "boolean" || isName(value),
  },
  settings: flag,
  roles: {
    expected: "true, false or a list of names, in which * is any text",
    example: '["app_*"]',
    accepts: (value) => typeof value === "boolean" || (Array.isArray(value) && value.every(isName)),
  },
};
const pattern: Rule = {
  expected: "a pattern",
  example: '"ix_%(table_name)s_%(column_0_N_name)s"',
  accepts: isName,
};
const namingRules: Readonly<Record<keyof NamingConvention, Rule>> = {
  pk: pattern,
  uq: pattern,
  fk: pattern,
  ck: pattern,
  ix: pattern,
};
const pluginRules: Readonly<Record<keyof Plugin, Rule>> = {
  name: name("audit"),
  models: rules.models,
  includeName: rules.includeName,
  includeObject: rules.includeObject,
  rewrite: rules.rewrite,
  operations: rules.operations,
  kinds: rules.kinds,
  rules: rules.rules,
  postWriteHooks: rules.postWriteHooks,
  onVersionApply: rules.onVersionApply,
  commands: rules.commands,
};
const environmentRules: Readonly<Record<string, Rule>> = {
  url,
  protect: flag,
  backup: flag,
  seeds,
};

/**
 * Checks names and types of all settings.
 *
 * @throws {LimbeckError} `config-invalid`, naming the setting and showing a right one
 */
export function validateConfig(config: unknown, file: string): Config {
  if (!isObject(config)) {
    throw new LimbeckError(
      "config-invalid",
      `${file} exports ${kindOf(config)}, not a configuration`,
      {
        hint: "It should end with: export default defineConfig({ … });",
      },
    );
  }
  checkSettings(config, rules, "", file);
  const { databases: _, plugins: __, commands: ___, ...ofDatabases } = rules;
  for (const [name, one] of Object.entries(config.databases ?? {}))
    checkSettings(one as Record<string, unknown>, ofDatabases, `databases.${name}.`, file);
  return config as Config;
}

function checkSettings(
  config: Record<string, unknown>,
  known: Readonly<Record<string, Rule>>,
  prefix: string,
  file: string,
): void {
  check(config, known, prefix, file);
  if (config.scratch !== undefined) {
    check(config.scratch as Record<string, unknown>, scratchRules, `${prefix}scratch.`, file);
  }
  if (config.compare !== undefined) {
    check(config.compare as Record<string, unknown>, compareRules, `${prefix}compare.`, file);
  }
  if (config.namingConvention !== undefined) {
    const patterns = config.namingConvention as Record<string, unknown>;
    check(patterns, namingRules, `${prefix}namingConvention.`, file);
  }
  for (const plugin of (config.plugins ?? []) as readonly { readonly name: string }[])
    check({ ...plugin }, pluginRules, `plugin ${plugin.name}: `, file);
  for (const [key, value] of Object.entries(config.environments ?? {})) {
    check(
      value as Record<string, unknown>,
      environmentRules,
      `${prefix}environments.${key}.`,
      file,
    );
  }
}

function check(
  settings: Record<string, unknown>,
  known: Readonly<Record<string, Rule>>,
  prefix: string,
  file: string,
): void {
  for (const [key, value] of Object.entries(settings)) {
    const rule = Object.hasOwn(known, key) ? known[key] : undefined;
    if (rule === undefined) throw unknownSetting(key, Object.keys(known), prefix, file);
    // What is left undefined is not set: `url: process.env.URL` is for whoever needs the url.
    if (value === undefined || rule.accepts(value)) continue;
    throw new LimbeckError(
      "config-invalid",
      `${file}: \`${prefix}${key}\` must be ${rule.expected}${contrast(rule, value)}`,
      { hint: `For instance: ${key}: ${rule.example}`, details: { setting: prefix + key } },
    );
  }
}

function unknownSetting(
  key: string,
  known: readonly string[],
  prefix: string,
  file: string,
): LimbeckError {
  const meant = nearest(key, known);
  return new LimbeckError("config-invalid", `${file}: there is no setting \`${prefix}${key}\``, {
    hint: meant
      ? `Did you mean \`${prefix}${meant}\`?`
      : `The settings are ${known.map((setting) => prefix + setting).join(", ")}.`,
    details: { setting: prefix + key, ...(meant ? { nearest: prefix + meant } : {}) },
  });
}

/** What there is instead, where that tells more than what is expected. */
function contrast({ expected, plain }: Rule, value: unknown): string {
  const kind = kindOf(value);
  if (plain && /^(?:string|number)$/.test(typeof value) && value !== "")
    return `, not ${shown(value)}`;
  return kind === "a list" && expected.startsWith(kind)
    ? "; something in it is not"
    : `, not ${kind}`;
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** Never the value itself: a wrong setting may still be a secret. */
function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value === "") return "an empty string";
  if (Array.isArray(value)) return "a list";
  const type = typeof value;
  return type === "object" ? "an object" : type === "undefined" ? "undefined" : `a ${type}`;
}
