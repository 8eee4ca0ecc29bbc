import { type Catalog, differences } from "../catalog/index.js";
import { type ReadOptions, readCatalog } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import { describeDifference } from "./describe-difference.js";
import { type ReplayStep, replay } from "./replay.js";

/** A revision that can be taken back. */
export interface RoundTripStep {
  readonly revision: string;
  readonly file?: string;
  readonly upgrade: (op: never) => unknown;
  readonly downgrade: ((op: never) => unknown) | undefined;
}

/** What a revision left behind when it was taken back: a line for each object. */
export interface Trace {
  readonly revision: string;
  readonly left: readonly string[];
}

/**
 * Takes an empty database up, one revision at a time, and each of them back and up again, as far as
 * the first that leaves something behind. Data steps do not run.
 *
 * @throws {LimbeckError} `replay-failed` for what does not run
 */
export async function roundTrip(
  connection: Connection,
  steps: readonly RoundTripStep[],
  read: ReadOptions,
): Promise<Trace | undefined> {
  const go = (step: Omit<ReplayStep, "run">, run: ReplayStep["run"]) =>
    replay(connection, [{ ...step, run }], read.targetSchema ?? "public");
  // The schema that names without one stand for is there from the start.
  await replay(connection, [], read.targetSchema ?? "public");
  let before = await readCatalog(connection, read);
  for (const { upgrade, downgrade, ...step } of steps) {
    await go(step, upgrade);
    const after = await readCatalog(connection, read);
    if (downgrade) {
      await go(step, downgrade);
      const left = tracesLeft(before, await readCatalog(connection, read));
      // What follows would start from something else than it was written for.
      if (left.length > 0) return { revision: step.revision, left };
      await go(step, upgrade);
    }
    before = after;
  }
  return undefined;
}

/** How what a downgrade arrived at differs from what was there before the upgrade. */
export function tracesLeft(before: Catalog, after: Catalog): string[] {
  return differences(after, before).map(describeDifference);
}
