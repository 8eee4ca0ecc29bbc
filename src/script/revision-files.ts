import { type Dirent, readdirSync } from "node:fs";
import { resolve, sep } from "node:path";
import { LimbeckError, messageOf } from "../diagnostic/index.js";
import { shownPath } from "./shown-path.js";

/** The files that are taken for revisions: absolute, each once, sorted. */
export function revisionFiles(
  folders: string | readonly string[],
  options: { readonly recursive?: boolean } = {},
): string[] {
  const found: string[] = [];
  const list = typeof folders === "string" ? [folders] : folders;
  for (const folder of list) collect(resolve(folder), options.recursive ?? false, found);
  // Short names were sorted one folder at a time; that is faster than all of the long paths.
  return list.length > 1 || options.recursive ? [...new Set(found)].sort() : found;
}

function collect(folder: string, recursive: boolean, found: string[]): void {
  const files: string[] = [];
  for (const entry of entriesOf(folder)) {
    const { name } = entry;
    if (name.startsWith(".") || name === "node_modules") continue;
    if (entry.isDirectory()) {
      // The folder is normal already; `join` would look at every character of ten thousand paths.
      if (recursive) collect(folder + sep + name, recursive, found);
    } else if (isRevisionName(name)) files.push(name);
  }
  for (const name of files.sort()) found.push(folder + sep + name);
}

/** Whether a file of this name, in a migrations folder, is taken for a revision. */
export function isRevisionName(name: string): boolean {
  if (!/\.(?:ts|js|mjs|sql)$/.test(name)) return false;
  return !name.endsWith(".d.ts") && name !== "template.ts";
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    const [why, way] = faultOf(error as NodeJS.ErrnoException);
    throw new LimbeckError("script-missing", `the migrations folder ${shownPath(folder)} ${why}`, {
      hint: `${way} begin with an empty one: mkdir ${shownPath(folder)}\nIf it lies elsewhere, name it in the configuration: migrations: "./db/migrations"`,
      details: { folder },
      cause: error,
    });
  }
}

function faultOf(error: NodeJS.ErrnoException): [why: string, way: string] {
  if (error.code === "ENOTDIR") return ["is a file", "Move the file away, and"];
  const why = error.code === "ENOENT" ? "does not exist" : `cannot be read: ${messageOf(error)}`;
  return [why, "Restore it, or"];
}
