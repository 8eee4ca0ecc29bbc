import type { EventEmitter } from "node:events";

/** What is used of a connected client of the `pg` library, beyond what its types tell. */
export interface WireClient extends EventEmitter {
  query(query: WireQuery): unknown;
  end(): Promise<void>;
  readonly connection?: EventEmitter;
  readonly host?: string;
  readonly port?: number;
  readonly ssl?: unknown;
  readonly processID?: number | null;
  readonly secretKey?: number | null;
  release?(error?: boolean): void;
}

/** A query in flight: `pg` calls its handlers for every message of the protocol. */
export interface WireQuery {
  handleCommandComplete(message: unknown, connection: unknown): void;
  handleCopyInResponse(connection: WireConnection): void;
}

interface WireConnection {
  sendCopyFail(reason: string): void;
  sync(): void;
}

export interface WireResult {
  readonly command: string | null;
  readonly rows: Record<string, unknown>[];
}

type QueryClass = new (
  config: { text: string; values?: unknown[]; queryMode?: "extended" },
  values: undefined,
  done: (error: unknown, result: WireResult | WireResult[]) => void,
) => WireQuery;

/** A query ended with an error; `completed` commands of its text had ended before. */
export class QueryFailure {
  readonly error: unknown;
  readonly completed: number;

  constructor(error: unknown, completed: number) {
    this.error = error;
    this.completed = completed;
  }
}

/**
 * Runs a text and gives the result of each statement. Commands are counted on the query itself,
 * so queries that wait on one another in the client's queue cannot mix their counts.
 *
 * @throws {QueryFailure}
 */
export function runWire(
  client: WireClient,
  config: { text: string; values?: unknown[]; queryMode?: "extended" },
): Promise<WireResult[]> {
  // The class comes from the client: an application may bring its own copy of `pg`.
  const { Query } = client.constructor as unknown as { Query: QueryClass };
  return new Promise((resolve, reject) => {
    let completed = 0;
    const query = new Query(config, undefined, (error, result) => {
      if (error) reject(new QueryFailure(error, completed));
      else resolve(Array.isArray(result) ? result : [result]);
    });
    const count = query.handleCommandComplete;
    query.handleCommandComplete = function (this: WireQuery, message, connection) {
      completed += 1;
      count.call(this, message, connection);
    };
    query.handleCopyInResponse = (connection) => {
      connection.sendCopyFail("no data can be streamed");
      // The server passed over the first Sync, as part of the copy; pg would wait for ever.
      if (config.queryMode === "extended") connection.sync();
    };
    client.query(query);
  });
}
