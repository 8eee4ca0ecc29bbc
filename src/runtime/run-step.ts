import { LimbeckError } from "../diagnostic/index.js";
import type { Connection } from "../driver/index.js";
import { headsAfter, type Step } from "../revision/index.js";
import { execute } from "./execute.js";
import { stepFailure } from "./failure.js";
import type { Unfinished } from "./journal.js";
import type { LoadedStep, loadAhead } from "./load-ahead.js";
import type { LockOptions } from "./lock.js";
import type { RunOptions } from "./run.js";
import { Moved, stepFrame } from "./step-frame.js";
import { rollback } from "./transaction.js";

/** What a step runs, and the way back that the journal keeps, as JSON. */
interface Loaded extends LoadedStep {
  readonly kept: string | undefined;
}

/** A run at work. */
export interface Running {
  readonly connection: Connection;
  readonly options: RunOptions;
  readonly loader: ReturnType<typeof loadAhead<Loaded>>;
  readonly lock: LockOptions & { check(): void };
  readonly from: readonly string[];
  /** Where the database stands. */
  heads: readonly string[];
  /** What is still to run. */
  steps: readonly Step[];
  readonly done: (Step & { readonly ms: number })[];
  /** What earlier runs did before they broke off, by step. */
  unfinished: ReadonlyMap<string, Unfinished>;
  /** There may be a commit that has not reached the disk yet. */
  relaxed: boolean;
}

/**
 * Runs one step in the transactions that it needs, and gives the heads after it.
 *
 * @throws `Moved` where another run was faster; else what failed, and where the database stands
 */
export async function runStep(
  running: Running,
  step: Step,
  rest: readonly Step[],
): Promise<readonly string[]> {
  const { connection, options, loader, lock, heads } = running;
  const { transactionPerMigration = true, onVersionApply } = options;
  const whole = transactionPerMigration === false;
  // The last revision commits durably in all its parts, and carries the others with it.
  const relaxed = !whole && rest.length > 0;
  const after = headsAfter(options.graph, heads, step);
  let loaded: Loaded | undefined;
  let parts = 0; // of this revision, committed
  let apart = false; // from any transaction: what fails there is not rolled back
  const frame = stepFrame(connection, {
    step,
    lock: { ...lock, relaxed },
    heads,
    after,
    downgrade: () => loaded?.kept,
    checksum: () => loaded?.checksum,
    resumed: running.unfinished.get(`${step.direction} ${step.revision}`),
    onVersionApply,
    shared: whole ? { opened: running.done.length > 0, more: rest.length > 0 } : undefined,
    onSegment(segment, outside = false) {
      running.relaxed ||= relaxed;
      parts = segment;
      apart = outside;
    },
  });
  try {
    loaded = await loader.take(step);
    setImmediate(() => loader.more(rest)); // while the server works
    await execute(connection, loaded.run as never, frame, {
      check: lock.check,
      eachStatement: transactionPerMigration === "statement",
      ...(loaded.file !== undefined && { file: loaded.file }),
    });
  } catch (error) {
    await rollback(connection);
    if (error instanceof Moved) throw error;
    if (error instanceof LimbeckError && error.code === "lock-timeout") throw error;
    throw stepFailure(error, {
      step,
      file: loaded?.file,
      heads: whole ? running.from : heads,
      notRun: rest.map(({ revision }) => revision),
      undone: whole ? running.done.map(({ revision }) => revision) : [],
      parts,
      apart,
      interrupted: options.signal?.aborted === true,
    });
  }
  running.relaxed = relaxed;
  return after;
}
