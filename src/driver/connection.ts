/** What every driver gives: one session on one database. */
export interface Connection {
  /** The library underneath. */
  readonly driver: "pg" | "pglite";
  readonly server: ServerInfo;
  /**
   * Runs one statement through the extended protocol and gives its rows.
   *
   * Values come back the same from every driver: int2, int4, float8 as numbers; int8 and numeric
   * as strings; json parsed; timestamps as `Date`; bytea as `Buffer`; everything else as `pg` does.
   *
   * @throws {DatabaseError} when the server refuses it
   */
  query<Row extends object = Record<string, unknown>>(
    text: string,
    params?: readonly unknown[],
  ): Promise<Row[]>;
  /**
   * Runs any number of statements in one round trip (simple protocol) and gives the rows of each.
   * Outside a transaction the whole text is one implicit transaction, as PostgreSQL has it.
   *
   * @throws {DatabaseError} with `completed`, the statements that ended before the failing one
   */
  script(text: string): Promise<Row[][]>;
  /** Calls `listener` for every notice and warning; returns how to stop. */
  onNotice(listener: (notice: Notice) => void): () => void;
  /** Asks the server to stop what this connection is running, if the driver can. */
  cancel(): Promise<void>;
  /**
   * Shaped like a connected `pg` client, for Drizzle, Kysely and plain SQL in data steps.
   * It throws what `pg` throws; `toDatabaseError` translates that.
   */
  readonly client: PgClient;
  /**
   * True once the session can no longer be trusted, or used: an embedded engine that failed to load
   * a library, or a connection that was lost. Whoever keeps connections throws this one away.
   */
  readonly poisoned: boolean;
  /** Extensions that can be created here, but hold nothing: the engine does not have them. */
  readonly emptyExtensions?: readonly string[];
  /** Ends the session; a client or instance the application brought is left open. */
  close(): Promise<void>;
}

type Row = Record<string, unknown>;

export interface ServerInfo {
  /** As `server_version_num` has it: 180006 is 18.6. */
  readonly version: number;
  /** 13 to 18. */
  readonly major: number;
}

export interface Notice {
  readonly severity: string;
  readonly message: string;
}

/** The part of `pg`'s client that query builders use. */
export interface PgClient {
  query(
    query: string | { text: string; values?: unknown[]; rowMode?: "array" },
    values?: unknown[],
  ): Promise<{
    rows: never[];
    rowCount: number | null;
    command: string;
    fields: { name: string; dataTypeID: number }[];
  }>;
  /** Gives itself: what wants a pool (Kysely) can be handed this client. */
  connect(): Promise<PgClient>;
  /** Does nothing: the session belongs to the run. */
  release(): void;
  /** Does nothing: the session belongs to the run. */
  end(): Promise<void>;
}
