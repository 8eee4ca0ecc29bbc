import { LimbeckError } from "../diagnostic/index.js";
import type { Connection } from "../driver/index.js";
import { aloneIn } from "../plan/index.js";
import type { Step } from "../revision/index.js";
import type { OnVersionApply } from "./applied-step.js";
import type { Frame } from "./execute.js";
import { journalStatement, type Unfinished } from "./journal.js";
import { dropLease, endLease, forgetting, takeLease } from "./lease.js";
import { type Found, type LockOptions, lockedOpening, openLocked } from "./lock.js";
import { AloneFailure, runAlone } from "./run-alone.js";
import { tellApplied } from "./tell-applied.js";
import { rollback, verifyLocked } from "./transaction.js";
import { moveHeads } from "./version-table.js";

/** Another run moved the heads between two of our transactions. */
export class Moved extends Error {
  readonly heads: readonly string[];

  constructor(heads: readonly string[]) {
    super("another run moved the heads");
    this.heads = heads;
  }
}

export interface FrameOptions {
  readonly step: Step;
  readonly lock: LockOptions;
  /** The heads before the step and after it. */
  readonly heads: readonly string[];
  readonly after: readonly string[];
  /** The way back that the journal keeps, as JSON. */
  readonly downgrade?: () => string | undefined;
  /** Of the file it came from. */
  readonly checksum?: () => string | undefined;
  /** What an earlier run did before it broke off. */
  readonly resumed: Unfinished | undefined;
  /** Called once all of it has run, before it is committed. */
  readonly onVersionApply?: OnVersionApply | undefined;
  /** In a run that is one transaction: whether it is open already, and whether more follows. */
  readonly shared?: { readonly opened: boolean; readonly more: boolean } | undefined;
  /** Called before a segment's statements are sent; `apart` from any transaction. */
  readonly onSegment: (segment: number, apart?: boolean) => void;
}

/** The transactions around one step: lock, heads as they were left, version row, journal row. */
export function stepFrame(connection: Connection, options: FrameOptions): Frame {
  const { step, lock, heads, after, resumed, onVersionApply, shared } = options;
  const { table } = lock;
  const key = `${step.direction} ${step.revision}`;

  /** Opens a transaction that finds everything as it was left. */
  const openAt = async (segment: number, how: LockOptions) => {
    const found = await openLocked(connection, how);
    if (!sameHeads(found.heads, heads) || inWork(found, segment)) throw new Moved(found.heads);
  };

  /** The last statements of a segment. */
  const closing = (segment: number, hash: string, last: boolean, since?: string) => [
    ...(last ? moveHeads(table, heads, after) : []),
    journalStatement(table, {
      ...step,
      ...{ segment, hash, complete: last },
      ...(since !== undefined && { since }),
      downgrade: last ? options.downgrade?.() : undefined,
      checksum: options.checksum?.(),
    }),
  ];

  return {
    opening() {
      if (resumed || shared?.opened) return undefined;
      options.onSegment(0);
      return lockedOpening(lock, heads);
    },
    async open(segment) {
      if (shared?.opened) return options.onSegment(segment);
      await openAt(segment, lock);
      options.onSegment(segment);
    },
    closing,
    ...((onVersionApply || shared) && { commit }),
    async alone(segment, part, last) {
      if (shared) throw needsCommit("it has a statement that cannot run in a transaction");
      const statement = aloneIn(part)!;
      const begun = resumed?.begun.has(segment) === true;
      // Others must find what is begun whatever happens to the server.
      const durable = { ...lock, relaxed: false };
      await openAt(segment, durable);
      options.onSegment(segment, true);
      const lease = await takeLease(connection, table, step, segment, statement.sql);
      const entry = { ...step, segment, hash: part.hash, complete: false, begun: true } as const;
      await connection.script([journalStatement(table, entry), "COMMIT"].join(";\n"));
      try {
        const { targetSchema } = lock;
        await runAlone(connection, statement, lease, { targetSchema, begun });
        const found = await openLocked(connection, { ...lock, lease });
        if (!sameHeads(found.heads, heads)) throw new Moved(found.heads);
        if (!(await endLease(connection, table, lease))) throw overtaken();
      } catch (error) {
        await rollback(connection);
        await dropLease(connection, table, lease, isTraceless(error));
        throw error;
      }
      await connection.script(closing(segment, part.hash, last, lease.since).join(";\n"));
      if (onVersionApply) await commit(last);
      else await connection.script("COMMIT");
    },
    completed: (segment) => resumed?.done.get(segment),
    begun(segment) {
      const statement = resumed?.begun.get(segment);
      return statement === undefined ? undefined : { statement, forget: forgetting(table, step) };
    },
    verify: () => verifyLocked(connection),
  };

  async function commit(last: boolean): Promise<void> {
    if (shared && !last)
      throw needsCommit("it adds a value to an enum, which needs a commit behind it");
    if (last && onVersionApply)
      await tellApplied(onVersionApply, connection, { ...step, from: heads, to: after });
    if (!shared?.more) await connection.script("COMMIT");
  }

  /** Another run is between two segments of this very revision. */
  function inWork({ newest }: Found, segment: number): boolean {
    if (!newest || newest.complete || newest.run !== key || newest.segment < segment) return false;
    return !(newest.begun ? resumed?.begun : resumed?.done)?.has(newest.segment);
  }
}

/** The lease is no longer ours: it was taken for that of a dead session. */
function overtaken(): LimbeckError {
  return new LimbeckError(
    "migration-failed",
    "another run has taken over, for this one was not to be seen any more",
    { hint: "Look where the database stands: `limbeck current`. Then run again." },
  );
}

function isTraceless(error: unknown): boolean {
  if (error instanceof AloneFailure) return error.traceless;
  return error instanceof LimbeckError && error.details.traceless === true;
}

function needsCommit(why: string): LimbeckError {
  return new LimbeckError("operation-invalid", `${why}, and the whole run is one transaction`, {
    hint: "Run up to this revision and then on from it, or leave `transactionPerMigration` true.",
  });
}

function sameHeads(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join("\0") === [...b].sort().join("\0");
}
