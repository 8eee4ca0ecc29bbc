import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { temporaryBeside } from "./temporary-beside.js";

/** What an earlier run wrote in this format, or `undefined`: none yet, or damaged. */
export function readCache<T extends { readonly format: number }>(
  path: string,
  format: T["format"],
): T | undefined {
  try {
    const kept = JSON.parse(readFileSync(path, "utf8")) as T | null;
    return kept?.format === format ? kept : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a file below `.limbeck`, which version control ignores: another process that reads it at
 * this moment sees all or nothing. Gives whether it could; a cache does without, for what cannot be
 * written is usually an image.
 */
export function writeCache(path: string, text: string): boolean {
  const folder = dirname(path);
  const temporary = temporaryBeside(path);
  try {
    mkdirSync(folder, { recursive: true });
    const ignore = join(folder, "..", ".gitignore");
    if (!existsSync(ignore)) writeFileSync(ignore, "*\n");
    writeFileSync(temporary, text);
    renameSync(temporary, path);
    removeAbandoned(folder);
    return true;
  } catch {
    removeQuietly(temporary);
    return false;
  }
}

const dayMs = 24 * 60 * 60 * 1000;

/** What processes left that were killed while they wrote. A live one needs no day. */
function removeAbandoned(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(".tmp")) continue;
    const file = join(folder, name);
    const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (Date.now() - written > dayMs) removeQuietly(file);
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It costs some bytes.
  }
}
