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

/**
 * Sends statements in as few round trips as they allow: consecutive ones in one, opaque text and
 * statements with parameters alone. `closing` travels with the last of them.
 *
 * @throws {StatementFailure} naming the statement that was refused
 */
export async function send(
  connection: Connection,
  statements: readonly PlannedStatement[],
  closing: readonly string[] = [],
  afterOpaque?: () => Promise<void>,
): Promise<void> {
  let batch: PlannedStatement[] = [];
  for (const statement of statements) {
    if (!statement.opaque && !statement.params) {
      batch.push(statement);
      continue;
    }
    if (batch.length > 0) await sendScript(connection, batch, []);
    batch = [];
    await sendAlone(connection, statement);
    await afterOpaque?.();
  }
  if (batch.length > 0 || closing.length > 0) await sendScript(connection, batch, closing);
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
  statements: readonly PlannedStatement[],
  closing: readonly string[],
): Promise<void> {
  const texts = [...statements.map((s) => s.sql), ...closing];
  try {
    await connection.script(texts.join(";\n"));
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new StatementFailure(error, statements[failingStatement(texts, error)]);
  }
}
