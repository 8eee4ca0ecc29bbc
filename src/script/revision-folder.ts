import { readFileSync } from "node:fs";
import { messageOf } from "../diagnostic/index.js";
import type { Revision } from "../revision/index.js";
import { headerCache } from "./header-cache.js";
import { keptAnswer } from "./kept-answer.js";
import type { LoadRevisionOptions } from "./load-revision.js";
import { revisionFiles } from "./revision-files.js";
import { invalidScript, type RevisionHeader } from "./revision-header.js";
import { type RevisionState, revisionState } from "./revision-state.js";
import { scriptHeader } from "./script-header.js";

export interface RevisionFolderOptions extends LoadRevisionOptions {
  /** Also reads the folders below. Default: false. */
  readonly recursive?: boolean;
  /** Where is kept for the next time what many files are slow to say. Default: nowhere. */
  readonly cacheDir?: string;
}

/** Revision files in one or several folders; listed when first asked for something. */
export interface RevisionFolder {
  /**
   * The headers of all files, in the order of their paths. Nothing is run, except a file whose
   * constants are not literals.
   *
   * @throws {LimbeckError} `script-missing` without the folder; `script-invalid` for a file that
   * cannot be used
   */
  read(): Promise<Revision[]>;
  /**
   * What is computed from the headers, as JSON; under that name from an earlier run where no file
   * has come, gone or changed since.
   */
  unlessChanged<T>(name: string, compute: () => Promise<T>): Promise<T>;
}

/** Fewer files are read as fast as anything kept of them. */
const worthwhile = 200;

interface Listed {
  readonly files: readonly string[];
  readonly state: RevisionState | undefined;
}

/** The revision files of one or several folders. */
export function revisionFolder(
  folders: string | readonly string[],
  options: RevisionFolderOptions = {},
): RevisionFolder {
  const { cacheDir } = options;
  let listed: Listed | undefined;
  /** Some say who they are only when they run, and perhaps not the same every time. */
  let literal = true;

  function list(): Listed {
    if (listed !== undefined) return listed;
    const files = revisionFiles(folders, options);
    const many = cacheDir !== undefined && files.length >= worthwhile;
    listed = { files, state: many ? revisionState(files) : undefined };
    return listed;
  }

  async function read(): Promise<Revision[]> {
    const { files, state } = list();
    const cache = state && headerCache(`${cacheDir}/headers.json`, state);
    const revisions: Revision[] = [];
    for (const [at, file] of files.entries()) {
      const known = cache ? cache.revision(at, () => literalRevision(file)) : literalRevision(file);
      if (known === undefined) literal = false;
      revisions.push(known ?? { ...(await computedHeader(file, options)), file });
    }
    cache?.keep();
    return revisions;
  }

  async function unlessChanged<T>(name: string, compute: () => Promise<T>): Promise<T> {
    const { state } = list();
    const kept = state && keptAnswer<T>(`${cacheDir}/${name}.json`, state);
    if (kept?.known !== undefined) return kept.known;
    const answer = await compute();
    if (literal) kept?.keep(answer);
    return answer;
  }

  return { read, unlessChanged };
}

function literalRevision(file: string): Revision | undefined {
  const header = scriptHeader(readScript(file), file);
  return header && { ...header, file };
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
