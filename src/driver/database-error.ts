/** What the server said, as the protocol's error fields have it. */
export interface ServerMessage {
  readonly severity?: string | undefined;
  /** SQLSTATE, for instance `42P07`. */
  readonly sqlState: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  /** 1-based, in characters of the text that was sent. */
  readonly position?: number | undefined;
  /** The same in a text that was not sent: the body of a function. */
  readonly internalPosition?: number | undefined;
  readonly where?: string | undefined;
  readonly constraint?: string | undefined;
}

/** Which of several statements, sent joined by `;\n`, an error belongs to. */
export function failingStatement(texts: readonly string[], error: DatabaseError): number {
  return failingPlace(texts, error).statement;
}

/**
 * The statement, and how many lines below its first: by the error's position where there is one (a
 * syntax error comes before anything ran), else by how many had ended.
 */
export function failingPlace(
  texts: readonly string[],
  error: DatabaseError,
): { readonly statement: number; readonly below: number } {
  const { position } = error.server;
  let end = 0;
  for (let i = 0; position !== undefined && i < texts.length; i++) {
    const text = [...texts[i]!]; // the server counts characters, not UTF-16 units
    const before = text.slice(0, Math.max(position - 1 - end, 0));
    end += text.length + 2;
    if (position <= end)
      return { statement: i, below: before.filter((character) => character === "\n").length };
  }
  return { statement: error.completed, below: 0 };
}

/** A statement the server refused. Carries the server's own words and where it stood. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly server: ServerMessage;
  /** Statements of the same text that ended before this one; 0 for a single query. */
  readonly completed: number;

  constructor(message: string, server: ServerMessage, completed = 0, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.server = server;
    this.completed = completed;
  }
}
