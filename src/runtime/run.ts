import { LimbeckError } from "../diagnostic/index.js";
import type { Connection } from "../driver/index.js";
import { headsAfter, type RevisionGraph, type Step } from "../revision/index.js";
import type { OnVersionApply, TransactionMode } from "./applied-step.js";
import { execute } from "./execute.js";
import { stepFailure } from "./failure.js";
import { unfinishedSegments } from "./journal.js";
import { keptDowngrade } from "./kept-downgrade.js";
import { type LoadStep, loadAhead } from "./load-ahead.js";
import { prepare } from "./prepare.js";
import { Moved, stepFrame } from "./step-frame.js";
import { rollback, settle } from "./transaction.js";
import { readHeads, type VersionTable } from "./version-table.js";

export interface RunEvent {
  /** `waiting` comes before each pause, `locked` once the lock is had after that. */
  readonly type: "waiting" | "locked" | "start" | "done";
  readonly step?: Step;
  readonly ms?: number;
  /** Position among the steps of this run, from 1, and how many there are. */
  readonly index?: number;
  readonly of?: number;
}

export interface RunOptions {
  readonly table: VersionTable;
  readonly targetSchema: string;
  readonly graph: RevisionGraph;
  /** The way from where the database stands; called again when another run has moved it. */
  readonly path: (heads: readonly string[]) => Step[];
  /** Loads what a step runs; called for many steps before the first one runs. */
  readonly load: LoadStep;
  /** Milliseconds to wait for another run; 60,000 by default. */
  readonly waitMs?: number;
  /** What commits together; each revision by default. */
  readonly transactionPerMigration?: TransactionMode | undefined;
  /** Called for each revision, in its transaction, once it has run. */
  readonly onVersionApply?: OnVersionApply | undefined;
  readonly signal?: AbortSignal;
  /** Called once, when the steps are loaded and before the first one runs. */
  readonly onPlan?: (steps: readonly Step[]) => void;
  readonly onEvent?: (event: RunEvent) => void;
}

export interface RunReport {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly steps: readonly (Step & { readonly ms: number })[];
}

/**
 * Runs revisions one after another, each in its own transaction under the migration lock, unless
 * something else is asked for. In each of them the heads are read again: what another run did
 * meanwhile is not done twice, and finding everything done is success.
 */
export async function run(connection: Connection, options: RunOptions): Promise<RunReport> {
  const { table, graph, transactionPerMigration = true, onVersionApply } = options;
  const check = () => {
    if (options.signal?.aborted) throw new LimbeckError("migration-interrupted", "interrupted");
  };
  const lock = {
    table,
    targetSchema: options.targetSchema,
    waitMs: options.waitMs ?? 60_000,
    check,
    onWait: () => options.onEvent?.({ type: "waiting" }),
    onLocked: (ms: number) => options.onEvent?.({ type: "locked", ms }),
  };
  const from = await readHeads(connection, table);
  let steps = options.path(from);
  if (steps.length === 0) return { from, to: from, steps: [] };
  const { major } = connection.server;
  const loader = loadAhead(async (step) => {
    const loaded = await options.load(step);
    if (step.direction === "downgrade" || loaded.back === undefined)
      return { ...loaded, kept: undefined };
    // Ahead of its turn, as loading is: while the server works on another one.
    const kept = await keptDowngrade(graph, step.revision, loaded.back ?? undefined, major);
    return { ...loaded, kept: JSON.stringify(kept) };
  });
  await loader.begin(steps);
  options.onPlan?.(steps);
  await prepare(connection, lock);

  const done: (Step & { ms: number })[] = [];
  let unfinished = await unfinishedSegments(connection, table);
  let heads: readonly string[] = from;
  let relaxed = false; // there may be a commit that has not reached the disk yet

  const runStep = async (step: Step, rest: readonly Step[]): Promise<readonly string[]> => {
    const after = headsAfter(graph, heads, step);
    let file: string | undefined;
    let kept: string | undefined;
    let checksum: string | undefined;
    let parts = 0; // of this revision, committed
    let apart = false; // from any transaction: what fails there is not rolled back
    const whole = transactionPerMigration === false;
    const frame = stepFrame(connection, {
      step,
      // The last revision commits durably in all its parts, and carries the others with it.
      lock: { ...lock, relaxed: !whole && rest.length > 0 },
      heads,
      after,
      downgrade: () => kept,
      checksum: () => checksum,
      resumed: unfinished.get(`${step.direction} ${step.revision}`),
      onVersionApply,
      shared: whole ? { opened: done.length > 0, more: rest.length > 0 } : undefined,
      onSegment(segment, outside = false) {
        relaxed ||= !whole && rest.length > 0;
        parts = segment;
        apart = outside;
      },
    });
    try {
      const loaded = await loader.take(step);
      file = loaded.file;
      kept = loaded.kept;
      checksum = loaded.checksum;
      setImmediate(() => loader.more(rest)); // while the server works
      await execute(connection, loaded.run as never, frame, {
        check,
        eachStatement: transactionPerMigration === "statement",
        ...(file !== undefined && { file }),
      });
      return after;
    } catch (error) {
      await rollback(connection);
      if (error instanceof Moved) throw error;
      if (error instanceof LimbeckError && error.code === "lock-timeout") throw error;
      const notRun = rest.map((s) => s.revision);
      const undone = whole ? done.map((s) => s.revision) : [];
      const interrupted = options.signal?.aborted === true;
      const stands = whole ? from : heads;
      const where = { heads: stands, parts, apart, notRun, undone };
      throw stepFailure(error, { step, file, ...where, interrupted });
    }
  };

  const cancel = () => void connection.cancel().catch(() => undefined);
  options.signal?.addEventListener("abort", cancel);
  try {
    while (steps.length > 0) {
      const [step, ...rest] = steps as [Step, ...Step[]];
      const place = { step, index: done.length + 1, of: done.length + steps.length };
      const started = performance.now();
      options.onEvent?.({ type: "start", ...place });
      try {
        heads = await runStep(step, rest);
      } catch (error) {
        if (!(error instanceof Moved)) throw error;
        // Another run was faster: go on from where it left the database.
        heads = error.heads;
        unfinished = await unfinishedSegments(connection, table);
        steps = options.path(heads);
        await loader.begin(steps);
        continue;
      }
      relaxed = transactionPerMigration !== false && rest.length > 0;
      steps = rest;
      const ms = Math.round(performance.now() - started);
      done.push({ ...step, ms });
      options.onEvent?.({ type: "done", ...place, ms });
    }
  } finally {
    options.signal?.removeEventListener("abort", cancel);
    if (relaxed) await settle(connection);
  }
  return { from, to: heads, steps: done };
}
