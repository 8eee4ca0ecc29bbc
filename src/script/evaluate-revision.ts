import { readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { exportedLiterals } from "./exported-literals.js";
import { importSpecifiers } from "./import-specifiers.js";
import { loadModule } from "./module-loader.js";
import { type Alias, importOwn } from "./running-package.js";

type Compiled = (
  exports: Record<string, unknown>,
  require: (id: string) => unknown,
  module: { exports: Record<string, unknown> },
  filename: string,
  dirname: string,
  importMeta: object,
) => Promise<void>;

/**
 * Runs a revision file and gives what it exports; reads it anew each time.
 *
 * Most revisions import nothing but `limbeck`: those are transpiled in place, ten times faster
 * than the general loader, which the others go through. Lines keep their numbers either way.
 */
export async function evaluateRevision(
  file: string,
  alias: Alias,
): Promise<Record<string, unknown>> {
  const source = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  const imports = importSpecifiers(source).filter(({ typeOnly }) => !typeOnly);
  const simple = imports.every(({ specifier }) => specifier in alias || isBuiltin(specifier));
  // Sucrase writes `export const a = 1, b = 2` wrongly; the general loader does not.
  if (!simple || exportedLiterals(source).joined)
    return (await loadModule(file, { alias })).exports;
  const { transform } = await import("sucrase");
  const { code } = transform(source, {
    transforms: /\.[cm]?ts$/.test(file) ? ["typescript", "imports"] : ["imports"],
    disableESTransforms: true,
    filePath: file,
  });
  const own: Record<string, unknown> = {};
  for (const { specifier } of imports) {
    const target = alias[specifier];
    if (target !== undefined) own[specifier] = await importOwn(target);
  }
  const module = { exports: {} as Record<string, unknown> };
  const require = (id: string): unknown => own[id] ?? builtin(id);
  const dir = dirname(file);
  const meta = { url: pathToFileURL(file).href, filename: file, dirname: dir };
  await compile(code, file)(module.exports, require, module, file, dir, meta);
  return module.exports;
}

const builtin = createRequire(import.meta.url);

function compile(code: string, file: string): Compiled {
  const parameters = "exports, require, module, __filename, __dirname, __importMeta";
  const body = code.replace(/\bimport\.meta\b/g, "__importMeta");
  const script = new Script(`(async function (${parameters}) {${body}\n})`, { filename: file });
  return script.runInThisContext() as Compiled;
}
