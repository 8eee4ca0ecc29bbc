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
  const op: Record<string, unknown> = { query: (query: Sql | Parameterized) => sink.query(query) };
  for (const kind of kinds)
    op[kind] = (...args: unknown[]) => {
      const origin = sink.file === undefined ? undefined : originIn(sink.file);
      sink.record(Object.freeze({ kind, args, ...(origin && { origin }) }));
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

/** The innermost frame that lies in the revision file. */
function originIn(file: string): Origin | undefined {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 12;
  const stack = new Error().stack ?? "";
  Error.stackTraceLimit = limit;
  const line = lineInStack(stack, file);
  return line === undefined ? undefined : { file, line };
}
