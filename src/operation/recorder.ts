import { LimbeckError } from "../diagnostic/index.js";
import type { Parameterized } from "./data.js";
import type { AnyOperation, Origin } from "./operation.js";
import type { Operations } from "./operations.js";
import type { Sql } from "./sql.js";
import { lineInStack } from "./stack-line.js";

/** Where recorded operations go. */
export interface Sink {
  record(operation: AnyOperation): void;
  query(query: Sql | Parameterized): Promise<Record<string, unknown>[]>;
  /** The revision file, to find the line a directive was written on. */
  readonly file?: string;
}

/**
 * Makes the `op` that a revision gets: one directive for each operation kind, each of which
 * freezes its arguments and hands them to the sink in order.
 */
export function recorder(kinds: Iterable<string>, sink: Sink): Operations {
  let autocommit = false;
  const op: Record<string, unknown> = {
    query(query: Sql | Parameterized) {
      if (autocommit) throw misplaced("op.query");
      return sink.query(query);
    },
    autocommitBlock(body: () => unknown) {
      if (autocommit) throw misplaced("op.autocommitBlock");
      autocommit = true;
      try {
        if (body() instanceof Promise) throw asynchronous();
      } finally {
        autocommit = false;
      }
    },
  };
  for (const kind of kinds)
    op[kind] = (...args: unknown[]) => {
      if (autocommit && kind === "run") throw misplaced("op.run");
      const origin = sink.file === undefined ? undefined : originIn(sink.file);
      const marks = { ...(origin && { origin }), ...(autocommit && { autocommit }) };
      sink.record(Object.freeze({ kind, args, ...marks }));
    };
  return new Proxy(op, { get: directive }) as unknown as Operations;
}

/** A directive that does not exist is an error of its own, not "op.x is not a function". */
function directive(op: Record<string, unknown>, name: string | symbol): unknown {
  // `then` is asked for by `await`; symbols by inspection.
  if (typeof name === "symbol" || name === "then" || name in op) return op[name as string];
  throw new LimbeckError("operation-invalid", `there is no directive op.${name}`, {
    hint: "docs/operations.md lists them; op.execute(sql`…`) runs anything else.",
  });
}

function misplaced(directive: string): LimbeckError {
  return new LimbeckError(
    "operation-invalid",
    `${directive} was called inside op.autocommitBlock`,
    {
      hint: "A block holds directives that run outside a transaction. Write it before the block, or behind it.",
    },
  );
}

function asynchronous(): LimbeckError {
  return new LimbeckError(
    "operation-invalid",
    "the function of op.autocommitBlock is asynchronous",
    {
      hint: "Leave `async` out: directives need no `await`. What comes behind one would not be in the block.",
    },
  );
}

/** The innermost frame that lies in the revision file. */
function originIn(file: string): Origin | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 12;
  const stack = new Error().stack ?? "";
  Error.stackTraceLimit = limit;
  const line = lineInStack(stack, file);
  return line === undefined ? undefined : { file, line };
}
