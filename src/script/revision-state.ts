import { createHash } from "node:crypto";
import { statSync } from "node:fs";

/** Revision files as they lie there, with what shows that one has changed; three lists in one order. */
export interface RevisionState {
  readonly files: readonly string[];
  readonly mtimesMs: Float64Array;
  readonly sizes: Float64Array;
}

/** A file that was changed so short before it was read may change again without looking newer. */
const doubtMs = 2_000;

/** Asks the file system once for each file. */
export function revisionState(files: readonly string[]): RevisionState {
  const mtimesMs = new Float64Array(files.length);
  const sizes = new Float64Array(files.length);
  files.forEach((file, at) => {
    const { mtimeMs, size } = stat(file);
    mtimesMs[at] = mtimeMs;
    sizes[at] = size;
  });
  return { files, mtimesMs, sizes };
}

/** What cannot be asked is in no known state; reading it says why. */
function stat(file: string): { readonly mtimeMs: number; readonly size: number } {
  try {
    return statSync(file);
  } catch {
    return { mtimeMs: Number.NaN, size: Number.NaN };
  }
}

/** Whether what was read of a file of this time, and written down at that one, can be trusted. */
export function isSettled(mtimeMs: number, writtenMs: number): boolean {
  return mtimeMs < writtenMs - doubtMs;
}

/** The same for the same files in the same state. */
export function fingerprint({ files, mtimesMs, sizes }: RevisionState): string {
  return createHash("sha256")
    .update(files.join("\0"))
    .update(mtimesMs)
    .update(sizes)
    .digest("base64");
}
