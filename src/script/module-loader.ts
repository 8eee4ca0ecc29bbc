import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Jiti } from "jiti";
import { importClosure, isProjectFile } from "./import-closure.js";
import { packageImportsAlias } from "./package-imports.js";
import { type Alias, importOwn, runningPackage } from "./running-package.js";

export interface LoadModuleOptions {
  /** Bare specifiers and the files that stand for them; default: `limbeck` is the running package. */
  readonly alias?: Alias;
  /** A folder to keep transpiled files in; without it nothing is kept. */
  readonly cacheDir?: string;
}

export interface LoadedModules {
  /** What each file exports, in the order asked for. */
  readonly modules: readonly Record<string, unknown>[];
  /** Every project file that was loaded, absolute, sorted: the key of whatever is derived. */
  readonly closure: readonly string[];
}

/**
 * Loads TypeScript or JavaScript modules of a project, afresh each time. Understands decorators,
 * enums, top-level await, `paths` of `tsconfig.json`, `imports` of `package.json`, and `.js`
 * suffixes that mean `.ts` files. Files loaded by one call share what they import.
 *
 * @throws whatever the modules throw; `loadFault` finds file and line of it
 */
export async function loadModules(
  files: readonly string[],
  options: LoadModuleOptions = {},
): Promise<LoadedModules> {
  const [first] = files;
  if (first === undefined) return { modules: [], closure: [] };
  const alias = options.alias ?? runningPackage();
  const virtualModules: Record<string, unknown> = {};
  const { createJiti } = await import("jiti");
  const jiti = newJiti(createJiti, first, {
    moduleCache: false,
    fsCache: options.cacheDir ?? false,
    interopDefault: true,
    virtualModules,
    alias: { ...packageImportsAlias(dirname(first)), ...borrowed(first, alias) },
  });
  const resolve = (specifier: string, from: string): string | undefined => {
    return specifier in alias ? undefined : resolved(jiti, specifier, from);
  };
  const scanned = importClosure(files, resolve);
  for (const [name, file] of Object.entries(alias)) {
    const own = scanned.packages.has(name) ? await importOwn(file) : undefined;
    // A specifier the scan could not see is imported when it is asked for.
    Object.defineProperty(virtualModules, name, { get: () => own ?? importOwn(file) });
  }
  const cache: Record<string, { exports: unknown }> = {};
  const modules: Record<string, unknown>[] = [];
  for (const file of files) modules.push(await evaluate(jiti, file, cache));
  const closure = new Set(scanned.files);
  for (const file of Object.keys(cache)) if (isProjectFile(file)) closure.add(file);
  return { modules, closure: [...closure].sort() };
}

/** Loads one module; see `loadModules`. */
export async function loadModule(
  file: string,
  options: LoadModuleOptions = {},
): Promise<{ exports: Record<string, unknown>; closure: readonly string[] }> {
  const { modules, closure } = await loadModules([file], options);
  return { exports: modules[0] ?? {}, closure };
}

/**
 * Loads what a module at `from` means by a specifier; see `loadModules`.
 *
 * @throws {Error} when there is no such file
 */
export async function importFrom(
  specifier: string,
  from: string,
  options: LoadModuleOptions = {},
): Promise<{ exports: Record<string, unknown>; closure: readonly string[] }> {
  const { createJiti } = await import("jiti");
  const file = resolved(newJiti(createJiti, from, { fsCache: false }), specifier, from);
  if (file === undefined)
    throw new Error(`Cannot find module '${specifier}' imported from ${from}`);
  return loadModule(file, options);
}

async function evaluate(
  jiti: Jiti,
  file: string,
  cache: Record<string, { exports: unknown }>,
): Promise<Record<string, unknown>> {
  if (cache[file] === undefined) {
    const source = readFileSync(file, "utf8");
    await jiti.evalModule(source, {
      filename: file,
      ext: extname(file),
      async: true,
      forceTranspile: true,
      cache: cache as never,
    });
  }
  // Not what evalModule returns: that is a proxy which invents a default export.
  return cache[file]!.exports as Record<string, unknown>;
}

type CreateJiti = typeof import("jiti")["createJiti"];

/** A tsconfig that cannot be read (its base is a dev dependency, say) must not stop a deploy. */
function newJiti(
  createJiti: CreateJiti,
  file: string,
  options: NonNullable<Parameters<CreateJiti>[1]>,
): Jiti {
  try {
    return createJiti(file, { ...options, tsconfigPaths: true });
  } catch {
    return createJiti(file, options);
  }
}

function resolved(jiti: Jiti, specifier: string, from: string): string | undefined {
  try {
    const options = { parentURL: pathToFileURL(from).href, try: true as const };
    const target = jiti.esmResolve(specifier, options);
    if (target?.startsWith("node:")) return undefined;
    return target?.startsWith("file:") ? fileURLToPath(target) : target;
  } catch {
    return undefined;
  }
}

/** Packages lent by the running package to a project that has none of its own. */
function borrowed(file: string, alias: Alias): Record<string, string> {
  const lent: Record<string, string> = {};
  for (const name of ["drizzle-orm"]) {
    if (
      name in alias ||
      packageFolder(name, file) !== undefined ||
      process.versions.pnp !== undefined
    )
      continue;
    const own = packageFolder(name, fileURLToPath(import.meta.url));
    if (own !== undefined) lent[name] = own;
  }
  return lent;
}

/** Not by resolving: many packages export neither their main file to `require` nor their manifest. */
function packageFolder(name: string, from: string): string | undefined {
  for (let folder = dirname(from); ; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name);
    if (existsSync(candidate)) return realpathSync(candidate);
    if (dirname(folder) === folder) return undefined;
  }
}
