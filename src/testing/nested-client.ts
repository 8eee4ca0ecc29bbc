import { type PgClient, toDatabaseError } from "../driver/index.js";
import { takeTurns } from "../driver/pg-facade.js";

type Query = Parameters<PgClient["query"]>[0];
type Result = Awaited<ReturnType<PgClient["query"]>>;

/**
 * A client inside a transaction that never commits. To whoever uses it, it behaves as a session of
 * its own: `BEGIN` … `COMMIT` becomes a savepoint, and a statement that fails outside of one takes
 * back itself and nothing else.
 */
export class NestedClient implements PgClient {
  readonly #client: PgClient;
  readonly #inTurn = takeTurns();
  #depth = 0;

  constructor(client: PgClient) {
    this.#client = client;
  }

  query(query: Query, values?: unknown[]): Promise<Result> {
    return this.#inTurn(() => this.#run(query, values));
  }

  /** Whatever transactions were open are over: what is around them was taken back. */
  forget(): void {
    this.#depth = 0;
  }

  connect(): Promise<PgClient> {
    return Promise.resolve(this);
  }

  release(): void {}

  end(): Promise<void> {
    return Promise.resolve();
  }

  #run(query: Query, values: unknown[] | undefined): Promise<Result> {
    const text = typeof query === "string" ? query : query.text;
    const word = /^\s*(begin|start\s+transaction|commit|end|rollback|abort)\b(?!\s+to\b)/i.exec(
      text,
    );
    if (word) return this.#control(word[1]!.toLowerCase(), text);
    if (this.#depth > 0) return this.#client.query(query, values);
    return this.#alone("limbeck_statement", () => this.#client.query(query, values));
  }

  async #control(word: string, text: string): Promise<Result> {
    if (text.trim().replace(/;\s*$/, "").includes(";")) return this.#client.query(text);
    if (word.startsWith("begin") || word.startsWith("start")) {
      this.#depth += 1;
      return this.#client.query(`SAVEPOINT limbeck_${this.#depth}`);
    }
    // As a server: a warning, and nothing happens.
    if (this.#depth === 0) return this.#client.query("SELECT WHERE false");
    const name = `limbeck_${this.#depth}`;
    this.#depth -= 1;
    if (word === "commit" || word === "end")
      try {
        return await this.#client.query(`RELEASE ${name}`);
      } catch (error) {
        // 25P02: a statement has failed before; to commit is to roll back then.
        if (toDatabaseError(error)?.server.sqlState !== "25P02") throw error;
      }
    await this.#client.query(`ROLLBACK TO ${name}`);
    return this.#client.query(`RELEASE ${name}`);
  }

  async #alone(name: string, run: () => Promise<Result>): Promise<Result> {
    await this.#client.query(`SAVEPOINT ${name}`);
    try {
      const result = await run();
      await this.#client.query(`RELEASE ${name}`);
      return result;
    } catch (error) {
      await this.#client.query(`ROLLBACK TO ${name}`);
      throw error;
    }
  }
}
