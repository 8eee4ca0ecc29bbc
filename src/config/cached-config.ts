import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { writeCache } from "../script/cache-file.js";
import type { Alias, ImportSpecifier } from "../script/index.js";
import { ownFile } from "../script/own-package.js";

/**
 * A TypeScript config as a JavaScript module that Node imports by itself, kept in
 * `.limbeck/cache`. Most commands read nothing else: no transformer is loaded.
 *
 * @returns its path, or `undefined` when the config needs the general loader or nothing can be
 * written there
 */
export async function cachedConfig(
  file: string,
  dir: string,
  alias: Alias | undefined,
): Promise<string | undefined> {
  const source = readFileSync(file, "utf8");
  const cache = join(dir, ".limbeck", "cache");
  const prefix = `config-${digest(file).slice(0, 8)}-`;
  const known = JSON.stringify([2, ownFile(""), version(), alias, file, source]);
  const cached = join(cache, `${prefix}${digest(known).slice(0, 16)}.mjs`);
  if (existsSync(cached)) return cached;
  const code = await transpiled(source, file, alias);
  if (code === undefined) return undefined;
  // Another process may have written it meanwhile and be importing it: then it stays as it is.
  if (existsSync(cached)) return cached;
  if (!writeCache(cached, code)) return undefined;
  removeFormer(cache, prefix, cached);
  return cached;
}

/** What the same config once was. */
function removeFormer(cache: string, prefix: string, cached: string): void {
  try {
    for (const name of readdirSync(cache)) {
      const former = name.startsWith(prefix) && isCachedConfig(name) && join(cache, name);
      if (former && former !== cached) rmSync(former, { force: true });
    }
  } catch {
    // Windows keeps what a process is reading: the next one takes it away.
  }
}

async function transpiled(
  source: string,
  file: string,
  given: Alias | undefined,
): Promise<string | undefined> {
  const { importSpecifiers, runningPackage } = await import("../script/index.js");
  const { transform } = await import("sucrase");
  const alias = given ?? runningPackage();
  let code: string;
  try {
    const options = { disableESTransforms: true, filePath: file };
    code = transform(source, { transforms: ["typescript"], ...options }).code;
  } catch {
    // The general loader knows more syntax, and says better what is wrong.
    return undefined;
  }
  // CommonJS in TypeScript clothes.
  if (/\b(?:__dirname|__filename|module\.exports|exports\.\w|require\s*\()/.test(code)) return;
  const found = importSpecifiers(code);
  if (found.some((one) => !standsAlone(one, alias))) return undefined;
  return rewritten(code, found, file, alias);
}

/** Whether Node can import it from the cache folder; relative paths only when they are lazy. */
function standsAlone({ specifier, form }: ImportSpecifier, alias: Alias): boolean {
  const own = alias[specifier];
  if (own !== undefined) return !own.endsWith(".ts");
  return form === "dynamic" ? !specifier.startsWith("#") : !/^[./#]/.test(specifier);
}

function rewritten(
  code: string,
  found: readonly ImportSpecifier[],
  file: string,
  alias: Alias,
): string {
  let text = code;
  let lazy = false;
  for (const one of [...found].reverse()) {
    const own = alias[one.specifier];
    if (own !== undefined) {
      text =
        text.slice(0, one.start) + JSON.stringify(pathToFileURL(own).href) + text.slice(one.end);
    } else if (one.call !== undefined && one.specifier.startsWith(".")) {
      lazy = true;
      text = `${text.slice(0, one.call)}__limbeckLoad(${text.slice(one.start)}`;
    }
  }
  const place = { url: pathToFileURL(file).href, filename: file, dirname: dirname(file) };
  text = text.replace(
    /\bimport\.meta\.(url|filename|dirname)\b/g,
    (_all, key: keyof typeof place) => {
      return JSON.stringify(place[key]);
    },
  );
  if (!lazy) return text;
  // On the first line, so that the others keep their numbers.
  const load = `globalThis[Symbol.for("limbeck.load")](path, ${JSON.stringify(file)})`;
  return `const __limbeckLoad = (path) => ${load}; ${text}`;
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function version(): string {
  const manifest = readFileSync(ownFile("package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

/** Whether a path is a config in the cache folder. */
export function isCachedConfig(file: string): boolean {
  return /^config-[0-9a-f]{8}-[0-9a-f]{16}\.mjs$/.test(basename(file));
}
