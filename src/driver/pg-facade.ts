import type { PgClient } from "./connection.js";

/**
 * The `pg`-shaped client that data steps get. Everything `query` of `pg` takes goes through
 * (text, configuration, row mode, type overrides, a callback, a cursor); what would end or swap the
 * session does nothing. Not named after a pool: Drizzle tells pools by their class name.
 */
class SessionClient implements PgClient {
  readonly #client: { query: unknown };
  readonly #inTurn: Turns;

  constructor(client: { query: unknown }, inTurn: Turns) {
    this.#client = client;
    this.#inTurn = inTurn;
  }

  query(...values: unknown[]): ReturnType<PgClient["query"]> {
    const client = this.#client as { query(...values: unknown[]): ReturnType<PgClient["query"]> };
    const own = (value: unknown) =>
      typeof value === "function" ||
      typeof (value as { submit?: unknown } | null)?.submit === "function";
    // A callback or a cursor gives no promise of its end, so its turn cannot be waited for.
    if (values.some(own)) return client.query(...values);
    return this.#inTurn(() => client.query(...values));
  }

  connect(): Promise<PgClient> {
    return Promise.resolve(this);
  }

  release(): void {}

  end(): Promise<void> {
    return Promise.resolve();
  }
}

/** Wraps a connected client, of whichever driver. */
export function facadeOf(client: { query: unknown }, inTurn: Turns): PgClient {
  return new SessionClient(client, inTurn);
}

/** Runs one call after the other. */
export type Turns = <Result>(run: () => Promise<Result>) => Promise<Result>;

/** A session does one thing at a time; `pg` itself will stop queueing in its next version. */
export function takeTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (run) => {
    const turn = last.then(run);
    last = turn.catch(() => {});
    return turn;
  };
}
