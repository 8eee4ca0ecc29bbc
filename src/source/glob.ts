import { type Dirent, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { naturalOrder } from "./natural-order.js";

/**
 * The files that match a pattern, absolute, in natural order. `*` and `?` stay within a name, `**`
 * is any number of folders, `{a,b}` is either; a name without any of these is itself. `**` leaves
 * out `node_modules` and names that begin with a dot.
 *
 * @example
 * glob("./src/models/*.ts", projectDir);
 */
export function glob(pattern: string, baseDir: string): string[] {
  const found = new Set<string>();
  for (const one of alternatives(pattern.replaceAll("\\", "/"))) {
    const parts = one.split("/");
    const first = parts.findIndex((part) => /[*?]/.test(part));
    if (first < 0) {
      const path = resolve(baseDir, one);
      if (statSync(path, { throwIfNoEntry: false })?.isFile()) found.add(path);
    } else walk(folderBefore(parts.slice(0, first), baseDir), parts.slice(first));
  }
  return [...found].sort(naturalOrder);

  function walk(folder: string, parts: readonly string[]): void {
    const [part, ...rest] = parts;
    if (part === undefined) return;
    if (part === "**") {
      walk(folder, rest);
      for (const entry of entries(folder))
        if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
          walk(join(folder, entry.name), parts);
      return;
    }
    if (part === "" || part === "." || part === "..") {
      walk(part === ".." ? dirname(folder) : folder, rest);
      return;
    }
    const matches = nameMatcher(part);
    for (const entry of entries(folder)) {
      if (!matches(entry.name)) continue;
      const path = join(folder, entry.name);
      if (rest.length > 0) walk(path, rest);
      else if (isFile(entry, path)) found.add(path);
    }
  }
}

/** Whether a text is a pattern rather than the name of one file. */
export function isPattern(text: string): boolean {
  return /[*?{]/.test(text);
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Not a folder, not there, or not ours to read: nothing in it matches.
    return [];
  }
}

function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** The folder that these parts of a path name: none of them the working one, a single empty one the root. */
export function folderBefore(parts: readonly string[], baseDir: string): string {
  const path = parts.join("/");
  // `C:` alone would be wherever that drive stands.
  const isRoot = (parts.length > 0 && path === "") || /^[A-Za-z]:$/.test(path);
  return resolve(baseDir, isRoot ? `${path}/` : path);
}

function nameMatcher(part: string): (name: string) => boolean {
  const source = part
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  // As in a shell, a leading dot must be written.
  const pattern = new RegExp(`^${part.startsWith(".") ? "" : "(?!\\.)"}${source}$`, "su");
  return (name) => pattern.test(name);
}

/** `a{b,c{d,e}}` → `ab`, `acd`, `ace`. Braces that do not pair stand for themselves. */
function alternatives(pattern: string): string[] {
  const open = pattern.indexOf("{");
  if (open < 0) return [pattern];
  const pieces: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let i = open; i < pattern.length; i++) {
    const char = pattern[i];
    if (char === "{") depth++;
    if (char === "}") depth--;
    if ((char === "," && depth === 1) || depth === 0) {
      pieces.push(pattern.slice(from, i));
      from = i + 1;
    }
    if (depth === 0) break;
  }
  if (depth !== 0) return [pattern];
  return pieces.flatMap((piece) =>
    alternatives(pattern.slice(0, open) + piece + pattern.slice(from)),
  );
}
