import { LimbeckError } from "../diagnostic/index.js";
import { type Connection, DatabaseError } from "../driver/index.js";
import { headsAfter, type RevisionGraph, type Step } from "../revision/index.js";
import { execute, type Frame } from "./execute.js";
import { rollback, stepFailure } from "./failure.js";
import { journalStatement, unfinishedSegments } from "./journal.js";
import { beginLocked, type Found, openLocked } from "./lock.js";
import {
  createTables,
  journalTable,
  moveHeads,
  readHeads,
  type VersionTable,
} from "./version-table.js";

/** What a step runs. */
export interface LoadedStep {
  readonly file?: string;
  readonly run: (op: never) => unknown;
}

export interface RunEvent {
  readonly type: "waiting" | "start" | "done";
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
  /** Loads what the steps run; all of them before the first one runs, so that a broken file stops nothing half way. */
  readonly load: (steps: readonly Step[]) => Promise<Map<string, LoadedStep>>;
  /** Milliseconds to wait for another run; 60,000 by default. */
  readonly waitMs?: number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
}

export interface RunReport {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly steps: readonly (Step & { readonly ms: number })[];
}

/**
 * Runs revisions one after another, each in its own transaction under the migration lock. Before
 * each one the heads are read again: what another run did meanwhile is not done twice, and finding
 * everything done is success.
 */
export async function run(connection: Connection, options: RunOptions): Promise<RunReport> {
  const { table, graph } = options;
  const from = await readHeads(connection, table);
  const planned = options.path(from);
  if (planned.length === 0) return { from, to: from, steps: [] };
  const modules = await options.load(planned);
  const check = () => {
    if (options.signal?.aborted) throw new LimbeckError("migration-interrupted", "interrupted");
  };
  const lock = {
    table,
    targetSchema: options.targetSchema,
    waitMs: options.waitMs ?? 60_000,
    check,
    onWait: () => options.onEvent?.({ type: "waiting" }),
  };
  await prepare(connection, lock);
  let unfinished = await unfinishedSegments(connection, table);
  const cancel = () => void connection.cancel().catch(() => undefined);
  options.signal?.addEventListener("abort", cancel);

  const done: (Step & { ms: number })[] = [];
  let heads = from;
  let steps = planned;
  let relaxed = false; // there may be a commit that has not reached the disk yet
  try {
    while (steps.length > 0) {
      const step = steps[0]!;
      const rest = steps.slice(1);
      const started = performance.now();
      const key = `${step.direction} ${step.revision}`;
      const resumed = unfinished.get(key);
      let part = 0; // of this revision: those before it are committed
      let found: Found = { heads: [...heads] };
      const begin = async (segment: number) => {
        // The last revision commits durably in all its parts, and carries the others with it.
        relaxed ||= rest.length > 0;
        found = await openLocked(connection, { ...lock, relaxed: rest.length > 0, heads: true });
        if (!sameHeads(found.heads, heads)) throw new Moved();
        part = segment;
        const { newest } = found;
        // Another run is between two segments of this very revision.
        if (newest && !newest.complete && newest.run === key && newest.segment >= segment)
          if (!resumed?.has(newest.segment)) throw new Moved();
        if (segment === 0)
          options.onEvent?.({
            type: "start",
            step,
            index: done.length + 1,
            of: done.length + steps.length,
          });
      };
      const after = headsAfter(graph, heads, step);
      const frame: Frame = {
        open: begin,
        closing: (segment, hash, last) => [
          ...(last ? moveHeads(table, heads, after) : []),
          journalStatement(table, { ...step, segment, hash, complete: last }),
        ],
        completed: (segment) => resumed?.get(segment),
        verify: () => verify(connection),
      };
      const module = modules.get(step.revision)!;
      try {
        await execute(connection, module.run as never, frame, {
          check,
          ...(module.file && { file: module.file }),
        });
      } catch (error) {
        await rollback(connection);
        if (error instanceof Moved) {
          // Another run was faster: go on from where it left the database.
          heads = found.heads;
          unfinished = await unfinishedSegments(connection, table);
          steps = options.path(heads);
          for (const [id, loaded] of await options.load(
            steps.filter((s) => !modules.has(s.revision)),
          ))
            modules.set(id, loaded);
          continue;
        }
        if (error instanceof LimbeckError && error.code === "lock-timeout") throw error;
        throw stepFailure(error, {
          step,
          file: module.file,
          heads,
          parts: part,
          notRun: rest.map((s) => s.revision),
          interrupted: options.signal?.aborted === true,
        });
      }
      relaxed = rest.length > 0;
      heads = after;
      steps = rest;
      const ms = Math.round(performance.now() - started);
      done.push({ ...step, ms });
      options.onEvent?.({
        type: "done",
        step,
        ms,
        index: done.length,
        of: done.length + rest.length,
      });
    }
  } finally {
    options.signal?.removeEventListener("abort", cancel);
    if (relaxed) await settle(connection);
  }
  return { from, to: heads, steps: done };
}

/** Another run moved the heads between two of our transactions. */
class Moved extends Error {}

function sameHeads(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join("\0") === [...b].sort().join("\0");
}

/** Makes version table and journal where they are missing, under the lock. */
export async function prepare(
  connection: Connection,
  lock: Omit<Parameters<typeof beginLocked>[1], "heads">,
): Promise<void> {
  const { table } = lock;
  const [row] = await connection.query<{ tables: number }>(
    "SELECT count(*)::int AS tables FROM pg_tables WHERE schemaname = $1 AND tablename = ANY($2)",
    [table.schema, [table.name, journalTable(table.name)]],
  );
  if (row?.tables === 2) return;
  await beginLocked(connection, lock);
  await connection.script([...createTables(table), "COMMIT"].join(";\n"));
}

/** Opaque SQL and data steps can end a transaction in ways no text shows; the setting would be gone. */
async function verify(connection: Connection): Promise<void> {
  const [row] = await held(connection);
  if (row?.held) return;
  throw new LimbeckError("transaction-control", "the revision ended its own transaction", {
    hint: "Leave COMMIT and ROLLBACK out of data steps and functions they call.",
    details: { committed: true },
  });
}

async function held(connection: Connection): Promise<{ held: boolean }[]> {
  try {
    return await connection.query<{ held: boolean }>(
      "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS held",
    );
  } catch (error) {
    // 25P02: the transaction is aborted. What aborted it was not let through.
    if (!(error instanceof DatabaseError) || error.server.sqlState !== "25P02") throw error;
    throw new LimbeckError("migration-failed", "a data step went on after an error of the server", {
      hint: "Do not catch errors of tx.query and tx.client: the transaction cannot go on after one.",
      cause: error,
    });
  }
}

/** One durable commit, which carries every earlier one to the disk with it. */
async function settle(connection: Connection): Promise<void> {
  await connection
    .script("BEGIN; SET LOCAL synchronous_commit = on; SELECT txid_current(); COMMIT")
    .catch(() => undefined);
}
