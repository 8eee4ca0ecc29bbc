import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Revision } from "../revision/index.js";

/**
 * One list for each field, all in the order of the paths: read faster than ten thousand objects.
 * A single name stands for the list that holds it.
 */
interface Kept {
  /** Raised whenever a header is read another way. */
  readonly format: 2;
  readonly writtenMs: number;
  readonly file: string[];
  readonly mtimeMs: number[];
  readonly size: number[];
  readonly id: string[];
  readonly down: (string | readonly string[])[];
  readonly dependsOn: (readonly string[])[];
  readonly labels: (readonly string[])[];
  readonly message: string[];
  readonly created: (string | null)[];
  /** By position: hardly any has some. */
  readonly replaces: Record<number, readonly string[]>;
}

/** Fewer files are read as fast as a cache would be. */
const worthwhile = 200;
/** A file that was changed so short before it was read may change again without looking newer. */
const doubtMs = 2_000;

/** Revisions from an earlier run, of files that have not changed since. */
export interface HeaderCache {
  /** Files come in the order of their paths. `read` is called for what is not known. */
  revision(file: string, read: () => Revision | undefined): Revision | undefined;
  /** Writes what is new; silently not, where nothing can be written. */
  keep(): void;
}

/** Opens a cache for so many files; without a path, or for few, it knows and keeps nothing. */
export function headerCache(path: string | undefined, files: number): HeaderCache {
  if (path === undefined || files < worthwhile) return { revision: (_, read) => read(), keep() {} };
  const kept = readKept(path);
  const revisions: Revision[] = [];
  const mtimes: number[] = [];
  const sizes: number[] = [];
  let changed = kept.file.length !== files;
  let at = 0;
  return {
    revision(file, read) {
      const { mtimeMs, size } = statSync(file);
      while (at < kept.file.length && kept.file[at]! < file) at++;
      const same = kept.file[at] === file && kept.mtimeMs[at] === mtimeMs && kept.size[at] === size;
      const known = same && mtimeMs < kept.writtenMs - doubtMs;
      const revision = known ? revisionAt(kept, at) : read();
      changed ||= !known;
      if (revision === undefined) return undefined;
      revisions.push(revision);
      mtimes.push(mtimeMs);
      sizes.push(size);
      return revision;
    },
    keep() {
      if (!changed) return;
      const next = nothing();
      revisions.forEach((revision, i) => {
        add(next, revision, mtimes[i]!, sizes[i]!);
      });
      write(path, { ...next, writtenMs: Date.now() });
    },
  };
}

/** Shared by all the revisions that have none. */
const none: readonly string[] = Object.freeze([]);

function revisionAt(kept: Kept, at: number): Revision {
  const down = kept.down[at]!;
  const created = kept.created[at];
  const dependsOn = kept.dependsOn[at]!;
  const labels = kept.labels[at]!;
  const replaces = kept.replaces[at];
  return {
    id: kept.id[at]!,
    down: typeof down === "string" ? [down] : down,
    dependsOn: dependsOn.length === 0 ? none : dependsOn,
    labels: labels.length === 0 ? none : labels,
    message: kept.message[at]!,
    file: kept.file[at]!,
    ...(typeof created === "string" && { created }),
    ...(replaces && { replaces }),
  };
}

function nothing(): Kept {
  return {
    format: 2,
    writtenMs: 0,
    file: [],
    mtimeMs: [],
    size: [],
    id: [],
    down: [],
    dependsOn: [],
    labels: [],
    message: [],
    created: [],
    replaces: {},
  };
}

function add(kept: Kept, revision: Revision, mtimeMs: number, size: number): void {
  const { id, down, dependsOn, labels, message, file, created = null, replaces } = revision;
  if (replaces) kept.replaces[kept.file.length] = replaces;
  kept.file.push(file!);
  kept.mtimeMs.push(mtimeMs);
  kept.size.push(size);
  kept.id.push(id);
  kept.down.push(down.length === 1 ? down[0]! : down);
  kept.dependsOn.push(dependsOn);
  kept.labels.push(labels);
  kept.message.push(message);
  kept.created.push(created);
}

function readKept(path: string): Kept {
  try {
    const kept = JSON.parse(readFileSync(path, "utf8")) as Kept;
    if (kept.format === 2 && Array.isArray(kept.file)) return kept;
  } catch {
    // None yet, or damaged: everything is read anew.
  }
  return nothing();
}

function write(path: string, kept: Kept): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // Another process may be reading it at this moment: it sees all or nothing.
    const temporary = `${path}.${process.pid}.tmp`;
    writeFileSync(temporary, JSON.stringify(kept));
    renameSync(temporary, path);
  } catch {
    // A read-only file system, usually an image.
  }
}
