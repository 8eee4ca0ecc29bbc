const [lock, change, length] = [0, 1, 2];
const room = 1024;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A line of text that two threads share; empty when nothing is shown. */
export class SharedLine {
  readonly memory: SharedArrayBuffer;
  readonly #numbers: Int32Array;
  readonly #bytes: Uint8Array;

  constructor(memory = new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT + room)) {
    this.memory = memory;
    this.#numbers = new Int32Array(memory, 0, 3);
    this.#bytes = new Uint8Array(memory, 3 * Int32Array.BYTES_PER_ELEMENT);
  }

  /** Does something, `write` to a terminal say, while the other thread cannot. */
  alone<Result>(work: () => Result): Result {
    while (Atomics.compareExchange(this.#numbers, lock, 0, 1) !== 0)
      Atomics.wait(this.#numbers, lock, 1, 10);
    try {
      return work();
    } finally {
      Atomics.store(this.#numbers, lock, 0);
      Atomics.notify(this.#numbers, lock);
    }
  }

  set(text: string): void {
    const bytes = encoder.encode(text).subarray(0, room);
    this.#bytes.set(bytes);
    this.#numbers[length] = bytes.length;
    Atomics.add(this.#numbers, change, 1);
    Atomics.notify(this.#numbers, change);
  }

  get(): string {
    // A decoder refuses memory that is shared.
    return decoder.decode(this.#bytes.slice(0, this.#numbers[length]));
  }

  /** Counts every `set`. */
  get version(): number {
    return Atomics.load(this.#numbers, change);
  }

  /** Waits for the next `set`, no longer than so many milliseconds. */
  wait(version: number, ms?: number): void {
    Atomics.wait(this.#numbers, change, version, ms);
  }
}
