import { LimbeckError } from "../diagnostic/index.js";
import type { Connection } from "../driver/index.js";
import type { RevisionGraph, Step } from "../revision/index.js";
import type { OnVersionApply, TransactionMode } from "./applied-step.js";
import { unfinishedSegments } from "./journal.js";
import { keptDowngrade } from "./kept-downgrade.js";
import { type LoadStep, loadAhead } from "./load-ahead.js";
import type { LockOptions } from "./lock.js";
import { prepare } from "./prepare.js";
import { type Running, runStep } from "./run-step.js";
import { Moved } from "./step-frame.js";
import { settle } from "./transaction.js";
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
  const { table, signal } = options;
  const from = await readHeads(connection, table);
  const steps = options.path(from);
  if (steps.length === 0) return { from, to: from, steps: [] };
  const loader = loadAhead((step) => loadWithWayBack(step, options, connection.server.major));
  await loader.begin(steps);
  options.onPlan?.(steps);
  const lock = lockOf(options);
  await prepare(connection, lock);
  const unfinished = await unfinishedSegments(connection, table);
  const at = { from, heads: from, steps, done: [], unfinished, relaxed: false };
  const running: Running = { connection, options, loader, lock, ...at };

  const cancel = () => void connection.cancel().catch(() => undefined);
  signal?.addEventListener("abort", cancel);
  try {
    while (running.steps.length > 0) await takeStep(running);
  } finally {
    signal?.removeEventListener("abort", cancel);
    if (running.relaxed) await settle(connection);
  }
  return { from, to: running.heads, steps: running.done };
}

/** The next step; or the way from where another run left the database, if that was faster. */
async function takeStep(running: Running): Promise<void> {
  const { done } = running;
  const { onEvent } = running.options;
  const [step, ...rest] = running.steps as [Step, ...Step[]];
  const place = { step, index: done.length + 1, of: done.length + running.steps.length };
  const started = performance.now();
  onEvent?.({ type: "start", ...place });
  try {
    running.heads = await runStep(running, step, rest);
  } catch (error) {
    if (!(error instanceof Moved)) throw error;
    return goOnFrom(error.heads, running);
  }
  running.steps = rest;
  const ms = Math.round(performance.now() - started);
  done.push({ ...step, ms });
  onEvent?.({ type: "done", ...place, ms });
}

async function goOnFrom(heads: readonly string[], running: Running): Promise<void> {
  const { connection, options, loader } = running;
  running.heads = heads;
  running.unfinished = await unfinishedSegments(connection, options.table);
  running.steps = options.path(heads);
  await loader.begin(running.steps);
}

/** What a step runs and, of an upgrade, what the journal keeps to take it back. */
async function loadWithWayBack(step: Step, { load, graph }: RunOptions, major: number) {
  const loaded = await load(step);
  if (step.direction === "downgrade" || loaded.back === undefined)
    return { ...loaded, kept: undefined };
  // Ahead of its turn, as loading is: while the server works on another one.
  const kept = await keptDowngrade(graph, step.revision, loaded.back ?? undefined, major);
  return { ...loaded, kept: JSON.stringify(kept) };
}

function lockOf({ table, targetSchema, waitMs = 60_000, signal, onEvent }: RunOptions) {
  return {
    table,
    targetSchema,
    waitMs,
    check() {
      if (signal?.aborted) throw new LimbeckError("migration-interrupted", "interrupted");
    },
    onWait: () => onEvent?.({ type: "waiting" }),
    onLocked: (ms: number) => onEvent?.({ type: "locked", ms }),
  } satisfies LockOptions;
}
