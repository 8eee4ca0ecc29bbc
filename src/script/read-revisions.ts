import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { resolve, sep } from "node:path";
import { LimbeckError, messageOf } from "../diagnostic/index.js";
import type { Revision } from "../revision/index.js";
import { headerCache } from "./header-cache.js";
import type { LoadRevisionOptions } from "./load-revision.js";
import { invalidScript, type RevisionHeader } from "./revision-header.js";
import { scriptHeader } from "./script-header.js";
import { shownPath } from "./shown-path.js";

export interface ReadRevisionsOptions extends LoadRevisionOptions {
  /** Also reads the folders below. Default: false. */
  readonly recursive?: boolean;
  /** Where headers are kept for the next time; many files are slow to read. Default: nowhere. */
  readonly cacheFile?: string;
}

/**
 * Reads the headers of all revision files in one or several folders, in the order of their paths.
 * Nothing is run, except a file whose constants are not literals.
 *
 * @throws {LimbeckError} `script-missing` without the folder; `script-invalid` for a file that
 * cannot be used
 */
export async function readRevisions(
  folders: string | readonly string[],
  options: ReadRevisionsOptions = {},
): Promise<Revision[]> {
  const files = revisionFiles(folders, options);
  const cache = headerCache(options.cacheFile, files.length);
  const revisions: Revision[] = [];
  for (const file of files) {
    const literal = () => {
      const header = scriptHeader(readScript(file), file);
      return header && { ...header, file };
    };
    revisions.push(
      cache.revision(file, literal) ?? { ...(await computedHeader(file, options)), file },
    );
  }
  cache.keep();
  return revisions;
}

/** Rare, so that what runs files is not loaded before. */
async function computedHeader(file: string, options: LoadRevisionOptions): Promise<RevisionHeader> {
  const { loadHeader } = await import("./load-revision.js");
  return loadHeader(file, options);
}

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

function readScript(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw invalidScript(file, `cannot be read: ${messageOf(error)}`);
  }
}
