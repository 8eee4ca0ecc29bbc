import { DatabaseError } from "./database-error.js";

/** An error message of the protocol, as the `pg` library throws it. */
export interface ServerError extends Error {
  readonly severity: string;
  readonly code: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly position?: string | undefined;
  readonly internalPosition?: string | undefined;
  readonly where?: string | undefined;
  readonly constraint?: string | undefined;
}

/** Whether the server itself said this, rather than the library or the network. */
export function isServerError(thrown: unknown): thrown is ServerError {
  return (
    thrown instanceof Error &&
    typeof (thrown as Partial<ServerError>).severity === "string" &&
    /^[0-9A-Z]{5}$/.test(String((thrown as Partial<ServerError>).code))
  );
}

/** SQLSTATEs that end the session: shutdown, crash, idle time-outs, and the class of lost connections. */
const endsSession = /^(57P0[1235]|25P0[34]|08...)$/;

/** Whether the server ended the session with this error. */
export function isFatal(error: ServerError): boolean {
  return /^(FATAL|PANIC)$/.test(error.severity) || endsSession.test(error.code);
}

/**
 * Translates what `pg` (and so `connection.client`) throws; gives undefined for what the server
 * did not say. An error that a query builder wrapped is found through its causes.
 */
export function toDatabaseError(thrown: unknown, completed = 0): DatabaseError | undefined {
  if (thrown instanceof DatabaseError) return thrown;
  if (!isServerError(thrown)) {
    const cause = thrown instanceof Error ? thrown.cause : undefined;
    return cause === undefined ? undefined : toDatabaseError(cause, completed);
  }
  return new DatabaseError(
    thrown.message,
    {
      severity: thrown.severity,
      sqlState: thrown.code,
      detail: thrown.detail,
      hint: thrown.hint,
      position: numberOf(thrown.position),
      internalPosition: numberOf(thrown.internalPosition),
      where: thrown.where,
      constraint: thrown.constraint,
    },
    completed,
    thrown,
  );
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
