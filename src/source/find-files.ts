import { statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { LimbeckError } from "../diagnostic/index.js";
import { glob } from "./glob.js";

/**
 * The files of several patterns, in the order of the patterns, each once. A folder stands for the
 * files in it that `inFolder` matches.
 *
 * @throws {LimbeckError} models-missing when one of the patterns matches nothing
 */
export function findFiles(
  patterns: readonly string[],
  baseDir: string,
  options: { inFolder: string; accept?: (file: string) => boolean; hint?: () => string },
): string[] {
  const files = new Set<string>();
  for (const pattern of patterns) {
    const folder = statSync(resolve(baseDir, pattern), { throwIfNoEntry: false })?.isDirectory();
    const full = folder ? `${pattern.replace(/[\\/]+$/, "")}/${options.inFolder}` : pattern;
    const matches = glob(full, baseDir).filter(options.accept ?? (() => true));
    if (matches.length === 0)
      throw new LimbeckError(
        "models-missing",
        folder
          ? `the folder ${pattern} holds no model file (looked for ${options.inFolder}, in ${baseDir})`
          : `no file matches ${pattern} in ${baseDir}`,
        {
          hint: options.hint?.() ?? "Correct the pattern under `models` in limbeck.config.ts.",
          details: { pattern, baseDir },
        },
      );
    for (const match of matches) files.add(match);
  }
  return [...files];
}

/** As messages name a file: relative to the project, with forward slashes. */
export function shortPath(file: string, baseDir: string): string {
  return relative(baseDir, file).split(sep).join("/");
}
