import { LimbeckError } from "../diagnostic/index.js";
import type { Connection } from "../driver/index.js";
import type { Step } from "../revision/index.js";
import type { OnVersionApply } from "./applied-step.js";
import type { Frame } from "./execute.js";
import { journalStatement } from "./journal.js";
import { type Found, type LockOptions, lockedOpening, openLocked } from "./lock.js";
import { tellApplied } from "./tell-applied.js";
import { verifyLocked } from "./transaction.js";
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
  /** Hashes of the segments that an earlier run committed before it broke off. */
  readonly resumed: ReadonlyMap<number, string> | undefined;
  /** Called once all of it has run, before it is committed. */
  readonly onVersionApply?: OnVersionApply | undefined;
  /** In a run that is one transaction: whether it is open already, and whether more follows. */
  readonly shared?: { readonly opened: boolean; readonly more: boolean } | undefined;
  /** Called before a segment's statements are sent. */
  readonly onSegment: (segment: number) => void;
}

/** The transactions around one step: lock, heads as they were left, version row, journal row. */
export function stepFrame(connection: Connection, options: FrameOptions): Frame {
  const { step, lock, heads, after, resumed, onVersionApply, shared } = options;
  const key = `${step.direction} ${step.revision}`;
  return {
    opening() {
      if (resumed || shared?.opened) return undefined;
      options.onSegment(0);
      return lockedOpening(lock, heads);
    },
    async open(segment) {
      if (shared?.opened) return options.onSegment(segment);
      const found = await openLocked(connection, lock);
      if (!sameHeads(found.heads, heads) || inWork(found, segment)) throw new Moved(found.heads);
      options.onSegment(segment);
    },
    closing: (segment, hash, last) => [
      ...(last ? moveHeads(lock.table, heads, after) : []),
      journalStatement(lock.table, {
        ...step,
        ...{ segment, hash, complete: last },
        downgrade: last ? options.downgrade?.() : undefined,
      }),
    ],
    ...((onVersionApply || shared) && { commit }),
    completed: (segment) => resumed?.get(segment),
    verify: () => verifyLocked(connection),
  };

  async function commit(last: boolean): Promise<void> {
    if (shared && !last) throw needsCommit();
    if (last && onVersionApply)
      await tellApplied(onVersionApply, connection, { ...step, from: heads, to: after });
    if (!shared?.more) await connection.script("COMMIT");
  }

  /** Another run is between two segments of this very revision. */
  function inWork({ newest }: Found, segment: number): boolean {
    if (!newest || newest.complete || newest.run !== key || newest.segment < segment) return false;
    return !resumed?.has(newest.segment);
  }
}

function needsCommit(): LimbeckError {
  return new LimbeckError(
    "operation-invalid",
    "it adds a value to an enum, which needs a commit behind it, and the whole run is one transaction",
    {
      hint: "Run up to this revision and then on from it, or leave `transactionPerMigration` true.",
    },
  );
}

function sameHeads(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && [...a].sort().join("\0") === [...b].sort().join("\0");
}
