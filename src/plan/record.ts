import type { LimbeckError } from "../diagnostic/index.js";
import { operationKinds } from "../dialect/index.js";
import { type AnyOperation, type Operations, recorder } from "../operation/index.js";

export interface RecordOptions {
  /** The revision file, to name lines. */
  readonly file?: string | undefined;
  /**
   * Called when it reads, since there is no database: what it gives `op.query` fails with; where it
   * gives nothing, no row is found.
   */
  readonly onQuery: () => LimbeckError | undefined;
}

/**
 * Calls one direction of a revision with an `op` that only takes notes, and gives what it would do.
 *
 * @throws what the revision throws; what `onQuery` gives as soon as it reads, even where it hides that
 */
export async function recordOperations(
  body: (op: Operations) => unknown,
  { file, onQuery }: RecordOptions,
): Promise<AnyOperation[]> {
  const recorded: AnyOperation[] = [];
  let refused: LimbeckError | undefined;
  const op = recorder(operationKinds, {
    ...(file !== undefined && { file }),
    record: (operation) => void recorded.push(operation),
    query() {
      const refusal = onQuery();
      if (refusal === undefined) return Promise.resolve([]);
      refused ??= refusal;
      // Not a rejection: a revision that forgets `await` must hear of it all the same.
      throw refused;
    },
  });
  await body(op);
  if (refused !== undefined) throw refused;
  return recorded;
}
