import { LimbeckError } from "../diagnostic/index.js";
import { operationKinds, queryText, refuseTransactionControl } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import { type AnyOperation, type Operations, recorder, type Step } from "../operation/index.js";
import {
  aloneIn,
  inScratch,
  type PlannedStatement,
  planStatements,
  type Segment,
  segmentsOf,
  withoutAlone,
} from "../plan/index.js";
import { type BegunPart, begunOther, edited } from "./edited.js";
import { type Around, OpeningRefused, send } from "./send.js";
import { stepContext } from "./step-context.js";
import { rollback } from "./transaction.js";

/** How the transactions around a revision's segments begin and end. */
export interface Frame {
  open(segment: number): Promise<void>;
  /**
   * Statements that do the work of `open` in front of a revision's own, for one that is a single
   * segment and needs no answer in between. When the server refuses them, `open` finds out why.
   */
  opening?(): readonly string[] | undefined;
  /** The last statements of a segment; `last` when the revision is done with it. */
  closing(segment: number, hash: string, last: boolean): readonly string[];
  /** Commits, where that takes more than the statement. */
  commit?(last: boolean): Promise<void>;
  /**
   * Runs a segment that cannot be in a transaction, and records it. Without it there is nobody else
   * to hold up: then it is run in one, as far as it can be.
   */
  alone?(segment: number, part: Segment, last: boolean): Promise<void>;
  /** The hash a segment had when it was committed by an earlier, broken run. */
  completed?(segment: number): string | undefined;
  /** The statement of a segment that an earlier run began outside a transaction, and did not end. */
  begun?(segment: number): BegunPart | undefined;
  /** Fails when the transaction is no longer ours. */
  verify?(): Promise<void>;
}

export interface ExecuteOptions {
  /** The revision file, to name lines. */
  readonly file?: string;
  /** Run neither data steps nor what reaches beyond the database, as a replay in scratch does not. */
  readonly skipSteps?: boolean;
  /** Let each statement commit by itself. A revision that reads or has a data step stays whole. */
  readonly eachStatement?: boolean;
  /** Asked before every round trip; throws to stop. */
  readonly check?: () => void;
}

type Body = (op: Operations) => unknown;

/**
 * Runs one direction of a revision: records its directives and sends them in order, in one
 * transaction for each segment. Knows neither lock nor version table; `frame` does.
 */
export async function execute(
  connection: Connection,
  body: Body,
  frame: Frame,
  options: ExecuteOptions = {},
): Promise<void> {
  const context = stepContext(connection);
  const pending: AnyOperation[] = [];
  let opened = false;
  let sealed = false;
  let finished = false;
  let failed: unknown; // what went wrong where the revision may not have looked
  let reads = 0; // queries and steps that were sent: no segment may end behind one
  let stepping = false;
  let waiting = 0; // queries whose answer is still to come
  let queue: Promise<unknown> = Promise.resolve();

  const statementsOf = (operations: readonly AnyOperation[]) => {
    const planned = planStatements(operations, connection.server);
    const statements = frame.alone ? planned : withoutAlone(planned);
    return options.skipSteps ? inScratch(statements) : statements;
  };

  const open = async (segment: number) => {
    options.check?.();
    if (!opened) await frame.open(segment);
    opened = true;
  };

  const sendAll = async (
    statements: readonly PlannedStatement[],
    { opening = [], closing = [] }: Around,
  ) => {
    options.check?.();
    const end = statements.findLastIndex((s) => s.opaque || s.params) + 1;
    if (end > 0) await send(connection, statements.slice(0, end), { opening }, frame.verify);
    if (failed !== undefined) throw failed;
    finished = closing.length > 0;
    await send(connection, statements.slice(end), end > 0 ? { closing } : { opening, closing });
  };

  /** Sends the end of a segment, with whatever is left of it. */
  const commitAll = async (
    { statements, hash }: Segment,
    [segment, last]: readonly [number, boolean],
    opening: readonly string[] = [],
  ) => {
    const closing = [...frame.closing(segment, hash, last), ...(frame.commit ? [] : ["COMMIT"])];
    await sendAll(statements, { opening, closing });
    await frame.commit?.(last);
  };

  /** Sends a whole revision of one segment; false when its opening was refused. */
  const sendAtOnce = async (segment: Segment): Promise<boolean> => {
    const opening = frame.opening?.();
    if (!opening) return false;
    try {
      await commitAll(segment, [0, true], opening);
      return true;
    } catch (error) {
      if (!(error instanceof OpeningRefused)) throw error;
      finished = false;
      await rollback(connection);
      return false;
    }
  };

  /** Sends what was recorded so far, inside the open transaction. */
  const flush = async () => {
    const operations = pending.splice(0);
    for (const run of runs(operations)) {
      const segments = segmentsOf(statementsOf(run.operations));
      const apart = segments.find(aloneIn) ?? (segments.length > 1 ? segments[0] : undefined);
      if (apart) throw mixed(apart);
      await open(0);
      await sendAll(segments[0]!.statements, {});
      if (run.step) await runStep(run.step);
    }
  };

  const runStep = async (step: Step) => {
    reads++;
    if (options.skipSteps) return;
    stepping = true;
    try {
      await step(context);
    } finally {
      stepping = false;
    }
    await frame.verify?.();
  };

  /** Sends what is left and ends the transactions. */
  const commit = async () => {
    const steps = pending.some((o) => o.kind === "run");
    if (steps || reads > 0) {
      refuseEdited(0, undefined);
      await flush();
      await open(0);
      return commitAll({ statements: [], hash: "" }, [0, true]);
    }
    const segments = segmentsOf(statementsOf(pending), options.eachStatement);
    const [first] = segments as [Segment];
    if (segments.length === 1 && !aloneIn(first) && (await sendAtOnce(first))) return;
    for (const [i, segment] of segments.entries()) {
      const last = i === segments.length - 1;
      if (refuseEdited(i, segment, last)) continue;
      if (aloneIn(segment)) {
        options.check?.();
        await frame.alone!(i, segment, last);
        continue;
      }
      opened = false;
      await open(i);
      await commitAll(segment, [i, last]);
    }
  };

  /**
   * Whether a segment was committed by an earlier run that broke off.
   *
   * @throws {LimbeckError} `migration-failed` when the file says something else by now
   */
  const refuseEdited = (i: number, now: Segment | undefined, last = false): boolean => {
    const begun = frame.begun?.(i);
    if (begun && begun.statement !== (now && aloneIn(now)?.sql)) throw begunOther(i, begun, now);
    const before = frame.completed?.(i);
    if (before === undefined) return false;
    // What was not the last part then cannot be the last now.
    if (before !== now?.hash || last) throw edited(i, before, now);
    return true;
  };

  const op = recorder(operationKinds, {
    ...(options.file !== undefined && { file: options.file }),
    record(operation) {
      const name = `op.${operation.kind}`;
      if (finished) throw late(name);
      // What is thrown at a promise that nobody awaits reaches nobody: it fails the revision.
      if (stepping) failed ??= inside(name);
      else if (sealed) failed ??= late(name);
      else pending.push(operation);
    },
    query(query) {
      if (stepping) {
        failed ??= inside("op.query");
        return Promise.reject(failed);
      }
      waiting++;
      const answer = queue.then(async () => {
        try {
          if (sealed) throw late("op.query");
          refuseTransactionControl(queryText(query).text);
          reads++;
          await flush();
          await open(0);
          return await context.query(query);
        } finally {
          waiting--;
        }
      });
      queue = answer.catch((error: unknown) => {
        failed ??= error; // the server rolls back whether the revision hides it or not
      });
      // Behind the function's end nobody is left to hear of it: then it stays silent for ever,
      // instead of ending the process by a rejection that nobody handles.
      return new Promise((resolve, reject) => {
        answer.then(
          (rows) => sealed || resolve(rows),
          (error) => sealed || reject(error),
        );
      });
    },
  });

  try {
    await body(op);
  } finally {
    sealed = true;
    // Nothing may still be on its way when the transaction ends, however it ends.
    if (waiting > 0) failed ??= late("op.query");
    await queue;
  }
  if (failed !== undefined) throw failed;
  try {
    await commit();
  } finally {
    finished = true;
  }
}

function inside(directive: string): LimbeckError {
  return new LimbeckError("operation-invalid", `${directive} was called inside a data step`, {
    hint: "There it is tx.query and tx.client. Directives go before op.run, or behind it.",
  });
}

/** Directives up to and with each data step. */
function runs(operations: readonly AnyOperation[]) {
  const found: { operations: AnyOperation[]; step?: Step }[] = [{ operations: [] }];
  for (const operation of operations) {
    const current = found.at(-1)!;
    current.operations.push(operation);
    if (operation.kind !== "run") continue;
    current.step = operation.args[1] as Step;
    found.push({ operations: [] });
  }
  return found;
}

function late(directive: string): LimbeckError {
  return new LimbeckError(
    "operation-sealed",
    `${directive} was still at work when the revision's function had ended`,
    { hint: "Write `await` before op.query and before every promise the function starts." },
  );
}

function mixed(segment: Segment): LimbeckError {
  const { operation } = segment.statements.at(-1)!;
  const why = aloneIn(segment) ? "cannot run in a transaction" : "needs a commit behind it";
  return new LimbeckError(
    "operation-invalid",
    `op.${operation.kind} ${why}, which cannot be in a revision that also reads or runs a data step`,
    { hint: "Put it into a revision of its own, before this one." },
  );
}
