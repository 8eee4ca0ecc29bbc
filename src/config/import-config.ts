import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { LimbeckError } from "../diagnostic/index.js";
import type { Alias } from "../script/index.js";
import { cachedConfig, isCachedConfig } from "./cached-config.js";
import type { ConfigContext } from "./config.js";
import type { FoundConfig } from "./find-config.js";
import { shownConfig } from "./shown-config.js";

/**
 * Runs the config file and gives its default export, a function called and a promise awaited.
 *
 * @throws {LimbeckError} `config-failed` with file and line; `config-invalid` without a default
 * export
 */
export async function importConfig(
  found: FoundConfig,
  context: ConfigContext,
  alias?: Alias,
): Promise<unknown> {
  provideLazyImports(alias);
  try {
    const exported = defaultOf(await moduleOf(found, alias), found.file);
    return await (typeof exported === "function" ? exported(context) : exported);
  } catch (error) {
    if (error instanceof LimbeckError) throw error;
    throw await failed(error, found.file);
  }
}

async function moduleOf(found: FoundConfig, alias?: Alias): Promise<Record<string, unknown>> {
  const { file, dir } = found;
  const native = /ts$/.test(file) ? await cachedConfig(file, dir, alias) : file;
  if (native !== undefined) {
    try {
      return await importNatively(native);
    } catch (error) {
      // Gone: a process that reads a newer config has taken the former out of the cache.
      if (existsSync(native) && !isBeyondNode(error)) throw error;
    }
  }
  const { loadModule } = await import("../script/index.js");
  const options = { ...(alias ? { alias } : {}), ...cacheFolder(dir) };
  return (await loadModule(file, options)).exports;
}

let imports = 0;

async function importNatively(file: string): Promise<Record<string, unknown>> {
  // A process that stays sees what changed, in the file and in the environment it reads.
  delete createRequire(file).cache[file];
  return import(`${pathToFileURL(file).href}?${++imports}`) as Promise<Record<string, unknown>>;
}

/**
 * What Node cannot import by itself but the general loader can: TypeScript behind a path, an
 * alias of tsconfig, `limbeck` where it is not installed, newer syntax.
 */
function isBeyondNode(error: unknown): boolean {
  const { code, name } = error as { code?: string; name?: string };
  return (
    name === "SyntaxError" ||
    /^ERR_(?:MODULE_NOT_FOUND|UNKNOWN_FILE|UNSUPPORTED_DIR|PACKAGE_)/.test(code ?? "") ||
    code === "MODULE_NOT_FOUND"
  );
}

/** Only where there is one already: what needs the general loader must not litter. */
function cacheFolder(dir: string): { cacheDir?: string } {
  try {
    statSync(join(dir, ".limbeck"));
    return { cacheDir: join(dir, ".limbeck", "cache", "modules") };
  } catch {
    return {};
  }
}

function defaultOf(module: Record<string, unknown>, file: string): unknown {
  let exported = module.default;
  // Compiled to CommonJS: its exports are the default, its own default within.
  if (isObject(exported) && "__esModule" in exported) exported = exported.default;
  if (exported === undefined && !("default" in module) && !("__esModule" in module)) {
    // `module.exports = …` through the general loader
    if (isObject(module) && Object.keys(module).length > 0 && isCommonJs(file)) return module;
  }
  if (exported !== undefined) return exported;
  throw new LimbeckError("config-invalid", `${shownConfig(file)} has no default export`, {
    hint: "It should end with: export default defineConfig({ … });",
  });
}

function isCommonJs(file: string): boolean {
  return /\bmodule\.exports\b|^\s*export\s*=/m.test(readFileSync(file, "utf8"));
}

/** `import("./models.js")` within a cached config: the path is meant from the config's place. */
function provideLazyImports(alias?: Alias): void {
  const load = async (path: string, from: string): Promise<Record<string, unknown>> => {
    const { importFrom } = await import("../script/index.js");
    return (await importFrom(path, from, alias ? { alias } : {})).exports;
  };
  Object.defineProperty(globalThis, Symbol.for("limbeck.load"), {
    value: load,
    configurable: true,
  });
}

async function failed(error: unknown, file: string): Promise<LimbeckError> {
  const { faultHint, loadFault } = await import("../script/index.js");
  const fault = loadFault(error, file);
  const at = fault.file === undefined || isCachedConfig(fault.file) ? file : fault.file;
  const place = shownConfig(at) + (fault.line ? `:${fault.line}` : "");
  return new LimbeckError("config-failed", `${place}: ${fault.message}`, {
    hint: faultHint(fault, "The configuration is run to be read: it must load without errors."),
    details: { file: at, ...(fault.line ? { line: fault.line } : {}) },
    cause: error,
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
