import { setTimeout as sleep } from "node:timers/promises";
import { LimbeckError } from "../../diagnostic/index.js";

export interface Patience {
  /** Milliseconds to go on trying for; 0 tries once. */
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Called before each pause. */
  readonly onRetry?: ((error: LimbeckError) => void) | undefined;
}

/** What a wait can mend: nobody there yet, still starting, all connections taken. */
const passing = new Set(["database-unreachable", "database-owned"]);

/**
 * Opens a database that may not be there yet. What waiting cannot mend, a wrong password say,
 * fails at once.
 *
 * @param open gets how many milliseconds are left
 * @throws {LimbeckError} `database-unreachable` with how long was waited
 */
export async function openPatiently<Opened>(
  open: (leftMs: number) => Promise<Opened>,
  { waitMs, signal, onRetry }: Patience,
): Promise<Opened> {
  const started = performance.now();
  for (let pause = 100; ; pause = Math.min(pause * 2, 2_000)) {
    const left = waitMs - (performance.now() - started);
    try {
      return await open(Math.max(left, 1));
    } catch (error) {
      if (!(error instanceof LimbeckError) || !passing.has(error.code)) throw error;
      if (waitMs === 0) throw error;
      const rest = waitMs - (performance.now() - started);
      if (rest < pause) throw waited(error, waitMs);
      onRetry?.(error);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      signal?.throwIfAborted();
    }
  }
}

function waited(error: LimbeckError, ms: number): LimbeckError {
  const { code, message, hint, details, cause } = error;
  return new LimbeckError(code, `${message}; waited ${Math.round(ms / 100) / 10} s`, {
    hint,
    cause,
    details: { ...details, waitedMs: ms },
  });
}
