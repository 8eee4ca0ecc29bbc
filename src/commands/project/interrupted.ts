import { LimbeckError } from "../../diagnostic/index.js";

/**
 * Waits for something that cannot be told to stop, no longer than until the signal.
 *
 * @throws {LimbeckError} `migration-interrupted`
 */
export async function unlessAborted<Result>(
  work: Promise<Result>,
  signal: AbortSignal | undefined,
  message = "interrupted",
): Promise<Result> {
  if (!signal) return work;
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(new LimbeckError("migration-interrupted", message));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    over.abort();
    work.catch(() => {}); // what it still has to say nobody waits for
  }
}
