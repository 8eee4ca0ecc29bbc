import { readFileSync } from "node:fs";
import { messageOf } from "../diagnostic/index.js";
import type { Revision } from "../revision/index.js";
import { headerCache } from "./header-cache.js";
import type { LoadRevisionOptions } from "./load-revision.js";
import { revisionFiles } from "./revision-files.js";
import { invalidScript, type RevisionHeader } from "./revision-header.js";
import { scriptHeader } from "./script-header.js";

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

function readScript(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw invalidScript(file, `cannot be read: ${messageOf(error)}`);
  }
}
