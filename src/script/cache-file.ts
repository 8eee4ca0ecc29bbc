import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

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

/** Writes it; silently not, where nothing can be written. */
export function writeCache<T extends { readonly format: number }>(path: string, content: T): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // Another process may be reading it at this moment: it sees all or nothing.
    const temporary = `${path}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify(content));
    renameSync(temporary, path);
  } catch {
    // A read-only file system, usually an image.
  }
}
