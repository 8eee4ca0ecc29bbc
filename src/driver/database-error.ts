/** What the server said, as the protocol's error fields have it. */
export interface ServerMessage {
  readonly severity?: string | undefined;
  /** SQLSTATE, for instance `42P07`. */
  readonly sqlState: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  /** 1-based, in characters of the text that was sent. */
  readonly position?: number | undefined;
  readonly where?: string | undefined;
  readonly constraint?: string | undefined;
}

/**
 * Which of several statements, sent joined by `;\n`, an error belongs to: by its position where
 * there is one (a syntax error comes before anything ran), else by how many had ended.
 */
export function failingStatement(texts: readonly string[], error: DatabaseError): number {
  const { position } = error.server;
  if (position === undefined) return error.completed;
  let end = 0;
  for (let i = 0; i < texts.length; i++) {
    end += [...texts[i]!].length + 2; // the server counts characters, not UTF-16 units
    if (position <= end) return i;
  }
  return error.completed;
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
