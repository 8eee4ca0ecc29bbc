import {
  type Connection,
  openConnection,
  openPglite,
  pgliteExtensions,
} from "../src/driver/engines.js";
import { withDatabase } from "./server.js";

/** Both databases that every core test runs on: PGlite is PostgreSQL 18, the server is 16. */
export const engines = ["pglite", "server"] as const;

export type Engine = (typeof engines)[number];

export const majorOf: Record<Engine, number> = { pglite: 18, server: 16 };

export interface Opened {
  readonly connection: Connection;
  close(): Promise<void>;
}

/** An empty database of its own. */
export async function openEngine(
  engine: Engine,
  extensions: readonly string[] = [],
): Promise<Opened> {
  if (engine === "server") return openServerDatabase();
  const connection = await openPglite({
    extensions: await pgliteExtensions(extensions, process.cwd()),
  });
  return { connection, close: () => connection.close() };
}

/** A database of the server that stays until `close`. */
function openServerDatabase(): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const used = withDatabase(async (url) => {
      const connection = await openConnection(url, {});
      await new Promise<void>((done) => {
        resolve({
          connection,
          close: async () => {
            await connection.close();
            done();
            await used;
          },
        });
      });
    });
    used.catch(reject);
  });
}
