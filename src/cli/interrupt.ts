import { setTimeout as sleep } from "node:timers/promises";
import { LimbeckError } from "../diagnostic/index.js";
import type { Screen } from "./progress.js";

/** How long a command that was interrupted has to end by itself, in milliseconds. */
const grace = 10_000;

/**
 * Waits for a command. After Ctrl-C it has a while to stop where that is safe and to say where
 * things stand; then it is left alone.
 *
 * @throws {LimbeckError} `migration-interrupted`
 */
export async function untilInterrupted(command: Promise<unknown>, screen: Screen): Promise<void> {
  const { signal } = screen;
  const over = new AbortController();
  const gaveUp = new Promise<never>((_, reject) => {
    const stop = () => {
      screen.busy("stopping; Ctrl-C again to stop at once");
      sleep(grace, undefined, { signal: over.signal }).then(
        () => reject(new LimbeckError("migration-interrupted", "interrupted")),
        () => {},
      );
    };
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true, signal: over.signal });
  });
  try {
    await Promise.race([command, gaveUp]);
  } finally {
    over.abort();
  }
}
