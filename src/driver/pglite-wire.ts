import { Duplex } from "node:stream";
import type { PgliteInstance } from "./pglite-instance.js";

/** Messages of the client after which it waits for an answer: Query, Sync, Flush, FunctionCall. */
const awaitsAnswer = new Set(["Q", "S", "H", "F"].map((letter) => letter.charCodeAt(0)));
const query = "Q".charCodeAt(0);
const sync = "S".charCodeAt(0);
const execute = "E".charCodeAt(0);
/** Sent after whatever may start a `COPY … FROM STDIN`: without data the engine would exit. Else ignored. */
const copyFail = Buffer.from("f\0\0\0\0no data can be streamed\0", "latin1");
copyFail.writeInt32BE(copyFail.length - 1, 1);
const rollback = Buffer.from("Q\0\0\0\x0dROLLBACK\0", "latin1");

/**
 * The socket of an embedded database: bytes of the protocol go into the engine, its answer comes
 * out. With it the `pg` library itself serves PGlite, so both drivers give the same values and errors.
 *
 * While a transaction is open the instance's own lock is held, so that queries an application sends
 * straight to the instance wait for its end instead of landing inside it.
 */
export class PgliteWire extends Duplex {
  readonly #instance: PgliteInstance;
  #pending: Buffer[] = [];
  #copyRefused = false;
  #release: (() => void) | undefined;

  constructor(instance: PgliteInstance) {
    super();
    this.#instance = instance;
  }

  connect(): this {
    this.#instance.waitReady.then(
      () => this.emit("connect"),
      (error: Error) => this.destroy(error),
    );
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error | null) => void): void {
    this._writev([{ chunk }], done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error | null) => void): void {
    let complete = false;
    for (const { chunk } of chunks) {
      // pg writes whole messages, each in a chunk of its own; the first has no letter, only a length.
      const letter = chunk[0] ?? 0;
      // What the client sends on hearing of a COPY comes too late: it was sent ahead, below.
      const late = letter === copyFail[0] || (this.#copyRefused && letter === sync);
      this.#copyRefused = letter === copyFail[0];
      if (late) continue;
      this.#pending.push(chunk);
      if (letter === query || letter === execute) this.#pending.push(copyFail);
      complete = letter === 0 || awaitsAnswer.has(letter);
    }
    if (!complete) {
      done();
      return;
    }
    const message = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#exchange(message).then(() => done(), done);
  }

  override _final(done: (error?: Error | null) => void): void {
    // A server rolls back what a session left open; the engine goes on and must be told.
    const left = this.#release === undefined ? Promise.resolve() : this.#exchange(rollback);
    left.then(() => {
      this.#unlock();
      this.push(null);
      done();
    }, done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#unlock();
    done(error);
  }

  async #exchange(message: Buffer): Promise<void> {
    if (this.#release === undefined) await this.#lock();
    const answer = await this.#instance.runExclusive(() => this.#instance.execProtocolRaw(message));
    // ReadyForQuery ends an answer; its last byte is the state of the transaction, I for none.
    if (answer.at(-1) === "I".charCodeAt(0)) this.#unlock();
    if (answer.length > 0) this.push(Buffer.from(answer.buffer, answer.byteOffset, answer.length));
  }

  #lock(): Promise<void> {
    return new Promise((locked, failed) => {
      this.#instance
        ._runExclusiveTransaction(
          () =>
            new Promise<void>((release) => {
              this.#release = release;
              locked();
            }),
        )
        .catch(failed);
    });
  }

  #unlock(): void {
    this.#release?.();
    this.#release = undefined;
  }
}
