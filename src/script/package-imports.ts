import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The `imports` of the nearest `package.json` whose targets are named as they will be when
 * compiled (`"#lib/*": "./src/lib/*.js"`) while only the TypeScript is there: Node would not find
 * them. As prefixes, so that the loader tries the extensions.
 */
export function packageImportsAlias(dir: string): Record<string, string> {
  const alias: Record<string, string> = {};
  const root = packageRoot(dir);
  if (root === undefined) return alias;
  for (const [name, target] of Object.entries(importsOf(root))) {
    const path = plainTarget(target);
    if (path === undefined) continue;
    if (name.endsWith("/*") && /\/\*(?:\.[cm]?js)?$/.test(path)) {
      alias[name.slice(0, -2)] = join(root, path.replace(/\/\*(?:\.[cm]?js)?$/, ""));
    } else if (!name.includes("*") && !existsSync(join(root, path))) {
      const typescript = join(root, path.replace(/\.([cm]?)js$/, ".$1ts"));
      if (existsSync(typescript)) alias[name] = typescript;
    }
  }
  return alias;
}

/** The nearest folder upwards with a `package.json`. */
export function packageRoot(dir: string): string | undefined {
  for (let at = dir; ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return at;
    if (dirname(at) === at) return undefined;
  }
}

function importsOf(root: string): Record<string, unknown> {
  try {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      imports?: Record<string, unknown>;
    };
    return manifest.imports ?? {};
  } catch {
    return {};
  }
}

function plainTarget(target: unknown): string | undefined {
  if (typeof target === "string") return target.startsWith("./") ? target : undefined;
  if (typeof target !== "object" || target === null) return undefined;
  const conditions = target as Record<string, unknown>;
  return plainTarget(conditions.import ?? conditions.node ?? conditions.default);
}
