import { LimbeckError, maskSql, messageOf } from "../diagnostic/index.js";
import { ident } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import { execute, StatementFailure } from "../runtime/index.js";
import { extensionHint } from "./extension-hint.js";
import { plainFrame } from "./frame.js";
import { missingRoleHint, withStubRoles } from "./stub-roles.js";

/** One revision to replay. */
export interface ReplayStep {
  readonly revision: string;
  readonly file?: string;
  readonly run: (op: never) => unknown;
}

/**
 * Builds what revisions build, in an empty database: their directives run, their data steps do not.
 *
 * @throws {LimbeckError} `replay-failed` naming revision, line, statement and the server's message
 */
export async function replay(
  connection: Connection,
  steps: readonly ReplayStep[],
  targetSchema: string,
): Promise<void> {
  const frame = plainFrame(connection, targetSchema);
  if (targetSchema !== "public")
    await connection.script(`CREATE SCHEMA IF NOT EXISTS ${ident(targetSchema)}`);
  for (const { revision, file, run } of steps)
    try {
      await withStubRoles(connection, () =>
        execute(connection, run as never, frame, { skipSteps: true, ...(file && { file }) }),
      );
    } catch (error) {
      throw replayFailure(revision, file, error, extensionHint(connection, error));
    }
}

function replayFailure(
  revision: string,
  file: string | undefined,
  error: unknown,
  hint: string | undefined,
): LimbeckError {
  const failure = error instanceof StatementFailure ? error : undefined;
  const origin = failure?.statement?.operation.origin;
  const at = origin ? `${origin.file}:${origin.line}` : (file ?? revision);
  const statement = failure?.statement
    ? `\n  ${maskSql(failure.statement.sql).replaceAll("\n", "\n  ")}`
    : "";
  return new LimbeckError(
    "replay-failed",
    `${revision} does not run on an empty database: ${at}: ${messageOf(error)}${statement}`,
    {
      hint:
        hint ??
        missingRoleHint(error) ??
        'Replay runs the revisions from the first one, without data steps and without rows. If this one needs rows, move that part into op.run("…", async (tx) => { … }).',
      cause: error,
      details: { revision, file },
    },
  );
}
