import type { Revision } from "../revision/index.js";
import { readCache, writeCache } from "./cache-file.js";
import { isSettled, type RevisionState } from "./revision-state.js";

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

/** Revisions from an earlier run, of files that have not changed since. */
export interface HeaderCache {
  /** The next file of the state, by its place. `read` is called for what is not known. */
  revision(at: number, read: () => Revision | undefined): Revision | undefined;
  /** Writes what is new; silently not, where nothing can be written. */
  keep(): void;
}

/** Opens the cache at that path for these files. */
export function headerCache(path: string, state: RevisionState): HeaderCache {
  const kept = readCache<Kept>(path, 2) ?? nothing();
  const { files, mtimesMs, sizes } = state;
  const found: Revision[] = [];
  let changed = kept.file.length !== files.length;
  let at = 0;
  return {
    revision(i, read) {
      const file = files[i]!;
      const mtimeMs = mtimesMs[i]!;
      const size = sizes[i]!;
      while (at < kept.file.length && kept.file[at]! < file) at++;
      const same = kept.file[at] === file && kept.mtimeMs[at] === mtimeMs && kept.size[at] === size;
      const known = same && isSettled(mtimeMs, kept.writtenMs);
      const revision = known ? revisionAt(kept, at) : read();
      changed ||= !known;
      if (revision !== undefined) found[i] = revision;
      return revision;
    },
    keep() {
      if (!changed) return;
      const next = nothing();
      // Those that had to be run are left out.
      found.forEach((revision, i) => {
        add(next, revision, mtimesMs[i]!, sizes[i]!);
      });
      writeCache(path, JSON.stringify({ ...next, writtenMs: Date.now() } satisfies Kept));
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
