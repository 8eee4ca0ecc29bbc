import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { LimbeckError } from "../diagnostic/index.js";

const names = ["ts", "mts", "js", "mjs", "cjs"].map((extension) => `limbeck.config.${extension}`);

export interface FoundConfig {
  /** Absolute. */
  readonly file: string;
  /** What its paths are relative to: its folder, or the one above when that is `.config`. */
  readonly dir: string;
}

/**
 * Finds the config file: in the folder, in its `.config`, then upwards as far as the nearest
 * `package.json`.
 *
 * @param file names it instead: a file, or a folder to look in; relative to `cwd`
 * @throws {LimbeckError} `config-missing`, saying where it looked
 */
export function findConfig(cwd: string, file?: string): FoundConfig {
  if (file !== undefined) return named(resolve(cwd, file), file);
  const looked: string[] = [];
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const found = within(folder);
    if (found !== undefined) return { file: found, dir: folder };
    looked.push(folder);
    if (existsSync(join(folder, "package.json")) || dirname(folder) === folder) break;
  }
  throw missing(`there is no limbeck.config.ts in ${listed(looked, cwd)}`, looked);
}

function named(path: string, asTyped: string): FoundConfig {
  // Alembic's own, as a command line that came from there has it: ours lies beside it, or above.
  if (path.endsWith(".ini")) return findConfig(dirname(path));
  if (!existsSync(path)) throw missing(`there is no configuration ${asTyped}`, [path]);
  if (statSync(path).isDirectory()) {
    const found = within(path);
    if (found === undefined) throw missing(`there is no limbeck.config.ts in ${asTyped}`, [path]);
    return { file: found, dir: path };
  }
  const folder = dirname(path);
  return { file: path, dir: basename(folder) === ".config" ? dirname(folder) : folder };
}

function within(folder: string): string | undefined {
  const candidates = [folder, join(folder, ".config")].flatMap((at) => {
    return names.map((name) => join(at, name));
  });
  return candidates.find((path) => existsSync(path));
}

function missing(message: string, looked: readonly string[]): LimbeckError {
  return new LimbeckError("config-missing", message, {
    hint: "`npx limbeck init` writes one; --config names one that lies elsewhere.",
    details: { looked },
  });
}

function listed(folders: readonly string[], cwd: string): string {
  return folders.map((folder) => relative(cwd, folder) || ".").join(", ");
}
