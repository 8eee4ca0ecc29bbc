import { setTimeout as wait } from "node:timers/promises";
import type { Connection } from "./connection.js";
import { runWire, type WireClient } from "./pg-library.js";
import { serverInfo, sessionOf } from "./pg-session.js";

/** A connected `Client`, a client that a `Pool` gave out, or a `Pool`, of the application's own `pg`. */
export type PgClientLike = object & { query: unknown };

/**
 * Uses a client of the application. `close` leaves it open; of a pool one client is taken, and given
 * back then (thrown away when it was lost). Costs one round trip, for the server's version.
 *
 * @example
 * const connection = await fromPgClient(pool);
 */
export async function fromPgClient(given: PgClientLike): Promise<Connection> {
  const pool = "totalCount" in given ? (given as unknown as Pool) : undefined;
  const client = pool ? await pool.connect() : (given as unknown as WireClient);
  try {
    const [shown] = await runWire(client, { text: "SHOW server_version" });
    return sessionOf(client, {
      driver: "pg",
      server: serverInfo(String(shown?.rows[0]?.server_version)),
      label: "the database",
      cancel: () => cancelOf(client),
      close: async (poisoned) => {
        if (pool) client.release?.(poisoned);
      },
    });
  } catch (failure) {
    if (pool) client.release?.(true);
    throw (failure as { error?: unknown }).error ?? failure;
  }
}

interface Pool {
  connect(): Promise<WireClient>;
}

async function cancelOf(client: WireClient): Promise<void> {
  const { host = "localhost", port = 5432, ssl, processID, secretKey } = client;
  if (typeof processID !== "number" || typeof secretKey !== "number") return;
  const options = typeof ssl === "object" && ssl !== null ? ssl : {};
  const { cancelRequest } = await import("./negotiate.js"); // seldom needed
  const plan = ssl ? { mode: "must" as const, options } : { mode: "never" as const };
  await Promise.race([cancelRequest({ host, port }, plan, processID, secretKey), wait(10_000)]);
}
