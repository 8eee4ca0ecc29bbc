import { LimbeckError } from "../diagnostic/index.js";
import type { Connection } from "../driver/index.js";
import { openScratch, type Scratch, type ScratchOptions } from "./scratch.js";

/** A throwaway database that starts when it is first asked for, and can be had again and again. */
export interface ScratchPool {
  /**
   * The database, empty, with these extensions (PostgreSQL's names) at hand. Whoever asks leaves
   * it empty again: works in a transaction and rolls it back.
   */
  empty(extensions: readonly string[]): Promise<Connection>;
  /** As `empty`, but to be filled: the next one to ask gets a new database. */
  own(extensions: readonly string[]): Promise<Connection>;
  /** Whether that one is still open, and nobody else has had another since. */
  has(connection: Connection): boolean;
  /** Whether one had to be started. */
  readonly started: boolean;
}

/** The one that is open now. */
interface Current {
  readonly opened: Promise<Scratch>;
  /** Once it is open. */
  connection?: Connection;
  /** How many it knows. */
  readonly extensions: number;
  filled: boolean;
}

/** Gives `run` throwaway databases, one at a time, and takes the last one away afterwards. */
export async function withScratchPool<Result>(
  options: Omit<ScratchOptions, "extensions">,
  run: (scratch: ScratchPool) => Promise<Result>,
): Promise<Result> {
  const known = new Set<string>();
  let current: Current | undefined;
  let started = false;
  let ended = false;
  const close = async () => {
    const last = current;
    current = undefined;
    const opened = await last?.opened.catch(() => undefined); // whoever asked for it was told why
    await opened?.close();
  };
  const empty = async (extensions: readonly string[]): Promise<Current> => {
    if (ended) throw gone();
    for (const name of extensions) known.add(name);
    // An embedded database has to know extensions when it starts; a server has them by itself.
    const lacks = options.url === undefined && current && known.size > current.extensions;
    if (current?.filled || lacks) await close();
    started = true;
    current ??= {
      opened: openScratch({ ...options, extensions: [...known] }),
      extensions: known.size,
      filled: false,
    };
    return current;
  };
  const connectionOf = async (database: Current) => {
    database.connection = (await database.opened).connection;
    return database.connection;
  };
  try {
    return await run({
      async empty(extensions) {
        return connectionOf(await empty(extensions));
      },
      async own(extensions) {
        const database = await empty(extensions);
        database.filled = true;
        return connectionOf(database);
      },
      has: (connection) => current?.connection === connection,
      get started() {
        return started;
      },
    });
  } finally {
    ended = true;
    await close();
  }
}

/** Nobody would take away what is started now. */
function gone(): LimbeckError {
  return new LimbeckError("options-invalid", "this throwaway database is gone", {
    hint: "It lives as long as the function that `withScratch` is given: await in there what uses it.",
  });
}
