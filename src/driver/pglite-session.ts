import type { Connection } from "./connection.js";
import { loadPg } from "./load-pg.js";
import type { WireClient } from "./pg-library.js";
import { serverInfo, sessionOf } from "./pg-session.js";
import type { PgliteInstance } from "./pglite-instance.js";
import { PgliteWire } from "./pglite-wire.js";

/**
 * Uses a PGlite instance of the application; `close` leaves it open. Until a transaction ends,
 * queries sent to the instance itself wait: inside it use `connection.client`.
 *
 * @example
 * const connection = await fromPglite(new PGlite());
 */
export function fromPglite(instance: object): Promise<Connection> {
  return pgliteSession(instance as PgliteInstance, "the embedded database", async () => {});
}

/** A session on an instance; `closed` runs after the session ended. */
export async function pgliteSession(
  instance: PgliteInstance,
  label: string,
  closed: () => Promise<void>,
): Promise<Connection> {
  const { Client } = loadPg();
  const wire = new PgliteWire(instance);
  const client = new Client({
    stream: () => wire,
    // All of these are given so that no variable of the environment stands in for them.
    host: "embedded",
    port: 5432,
    user: "postgres",
    database: "postgres",
    password: "none",
    options: " ",
    ssl: false,
    sslnegotiation: "postgres",
  });
  const session = client as unknown as WireClient;
  let version = "";
  session.connection?.on(
    "parameterStatus",
    (status: { parameterName: string; parameterValue: string }) => {
      if (status.parameterName === "server_version") version = status.parameterValue;
    },
  );
  await client.connect();
  return sessionOf(session, {
    driver: "pglite",
    server: serverInfo(version),
    label,
    // The engine runs in this thread: while it runs nothing else does, so nothing can be asked of it.
    cancel: async () => {},
    close: async () => {
      await session.end();
      await closed();
    },
  });
}
