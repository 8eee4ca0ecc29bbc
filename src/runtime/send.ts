import { type Connection, DatabaseError, failingStatement } from "../driver/index.js";
import type { PlannedStatement } from "../plan/index.js";

/** A statement the server refused, with the operation it came from where there is one. */
export class StatementFailure extends Error {
  override readonly name = "StatementFailure";
  readonly statement: PlannedStatement | undefined;
  readonly error: DatabaseError;

  constructor(error: DatabaseError, statement: PlannedStatement | undefined) {
    super(error.message, { cause: error });
    this.error = error;
    this.statement = statement;
  }
}

/** The server refused what opens the transaction: nothing of the revision has run. */
export class OpeningRefused extends Error {}

/** Statements of the tool's own that travel with a revision's. */
export interface Around {
  readonly opening?: readonly string[];
  readonly closing?: readonly string[];
}

/**
 * Sends statements in as few round trips as they allow: consecutive ones in one, opaque text and
 * statements with parameters alone. `opening` travels with the first of them, `closing` with the last.
 *
 * @throws {StatementFailure} naming the statement that was refused
 * @throws {OpeningRefused} when it was one of `opening`
 */
export async function send(
  connection: Connection,
  statements: readonly PlannedStatement[],
  { opening = [], closing = [] }: Around = {},
  afterOpaque?: () => Promise<void>,
): Promise<void> {
  let before = opening;
  let batch: PlannedStatement[] = [];
  const flush = async (after: readonly string[]) => {
    if (before.length + batch.length + after.length > 0)
      await sendScript(connection, before, batch, after);
    before = [];
    batch = [];
  };
  for (const statement of statements) {
    if (!statement.opaque && !statement.params) {
      batch.push(statement);
      continue;
    }
    await flush([]);
    await sendAlone(connection, statement);
    await afterOpaque?.();
  }
  await flush(closing);
}

async function sendAlone(connection: Connection, statement: PlannedStatement): Promise<void> {
  try {
    if (statement.params) await connection.query(statement.sql, statement.params);
    else await connection.script(statement.sql);
  } catch (error) {
    throw error instanceof DatabaseError ? new StatementFailure(error, statement) : error;
  }
}

async function sendScript(
  connection: Connection,
  opening: readonly string[],
  statements: readonly PlannedStatement[],
  closing: readonly string[],
): Promise<void> {
  const texts = [...opening, ...statements.map((s) => s.sql), ...closing];
  try {
    await connection.script(texts.join(";\n"));
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const failing = failingStatement(texts, error) - opening.length;
    if (failing < 0) throw new OpeningRefused(error.message, { cause: error });
    throw new StatementFailure(error, statements[failing]);
  }
}
