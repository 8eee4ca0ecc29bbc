import { readCache, writeCache } from "./cache-file.js";
import { fingerprint, isSettled, type RevisionState } from "./revision-state.js";

interface Kept<T> {
  /** Raised whenever an answer looks another way. */
  readonly format: 1;
  readonly fingerprint: string;
  readonly answer: T;
}

/** What was found out about revision files, as long as none of them changes. */
export interface KeptAnswer<T> {
  /** From an earlier run, where the files are still what they were. */
  readonly known: T | undefined;
  /** Keeps it for the next one, unless a file is so young that it may change unseen. */
  keep(answer: T): void;
}

/** Opens the answer kept at that path. Answers are JSON. */
export function keptAnswer<T>(path: string, state: RevisionState): KeptAnswer<T> {
  const now = fingerprint(state);
  const kept = readCache<Kept<T>>(path, 1);
  return {
    known: kept?.fingerprint === now ? kept.answer : undefined,
    keep(answer) {
      const writtenMs = Date.now();
      if (state.mtimesMs.every((mtimeMs) => isSettled(mtimeMs, writtenMs)))
        writeCache(path, JSON.stringify({ format: 1, fingerprint: now, answer } satisfies Kept<T>));
    },
  };
}
