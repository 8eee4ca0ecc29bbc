import { type Dirent, readdirSync } from "node:fs";
import { resolve, sep } from "node:path";
import { LimbeckError, messageOf } from "../diagnostic/index.js";
import { shownPath } from "./shown-path.js";

/** The files that `readRevisions` takes for revisions: absolute, each once, sorted. */
export function revisionFiles(
  folders: string | readonly string[],
  options: { readonly recursive?: boolean } = {},
): string[] {
  const found = new Set<string>();
  for (const folder of typeof folders === "string" ? [folders] : folders) {
    list(resolve(folder), options.recursive ?? false, found);
  }
  return [...found].sort();
}

function list(folder: string, recursive: boolean, found: Set<string>): void {
  for (const entry of entriesOf(folder)) {
    const { name } = entry;
    if (name.startsWith(".") || name === "node_modules") continue;
    // The folder is normal already; `join` would look at every character of ten thousand paths.
    const path = folder + sep + name;
    if (entry.isDirectory()) {
      if (recursive) list(path, recursive, found);
    } else if (isRevisionName(name)) found.add(path);
  }
}

function isRevisionName(name: string): boolean {
  if (!/\.(?:ts|js|mjs|sql)$/.test(name)) return false;
  return !/\.d\.ts$/.test(name) && name !== "template.ts";
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "does not exist" : `cannot be read: ${messageOf(error)}`;
    throw new LimbeckError("script-missing", `the migrations folder ${shownPath(folder)} ${why}`, {
      hint: `Restore it, or begin with an empty one: mkdir ${shownPath(folder)}\nIf it lies elsewhere, name it in the configuration: migrations: "./db/migrations"`,
      details: { folder },
      cause: error,
    });
  }
}
