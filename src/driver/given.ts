import { LimbeckError } from "../diagnostic/index.js";
import type { Connection } from "./connection.js";
import { fromPgClient, type PgClientLike } from "./pg-client.js";

/**
 * What an application may bring: a `Pool`, a connected `Client` or a pool's client of `pg`, a
 * PGlite instance, or a `Connection`.
 */
export type GivenConnection = Connection | PgClientLike;

/**
 * Uses what the application brought. `close` leaves it open; of a pool one client is taken, and
 * given back then.
 *
 * @throws {LimbeckError} `options-invalid` for anything else
 */
export async function openGiven(given: GivenConnection): Promise<Connection> {
  const shape = (given ?? {}) as Partial<Connection> & Given;
  if (typeof shape.script === "function" && typeof shape.query === "function")
    return Object.create(given, { close: { value: async () => {} } }) as Connection;
  if (typeof shape.execProtocolRaw === "function") {
    // Its own file, so that an application on a server does not load it.
    const { fromPglite } = await import("./pglite-session.js");
    return fromPglite(given);
  }
  if (typeof shape.query !== "function" || !isOfPg(shape)) throw unknownConnection(shape);
  if (shape._connected === false && shape._connecting === false)
    throw new LimbeckError("options-invalid", "the client given as `connection` is not connected", {
      hint: "Call `await client.connect()` first, or give a Pool.",
    });
  return fromPgClient(given as PgClientLike);
}

/** What tells the libraries apart. */
interface Given {
  readonly totalCount?: number;
  readonly constructor: { readonly Query?: unknown };
  readonly execProtocolRaw?: unknown;
  readonly $client?: unknown;
  readonly unsafe?: unknown;
  readonly _connected?: boolean;
  readonly _connecting?: boolean;
}

function isOfPg(shape: Given): boolean {
  return "totalCount" in shape || typeof shape.constructor?.Query === "function";
}

function unknownConnection(shape: Given): LimbeckError {
  const hint =
    shape.$client !== undefined
      ? "This is a Drizzle database: give its client, `connection: db.$client`."
      : typeof shape.unsafe === "function"
        ? "This is postgres.js: make a Pool of the library `pg` for the upgrade, new pg.Pool({ connectionString })."
        : "Give a Pool or a connected Client of the library `pg`, or a PGlite instance.";
  return new LimbeckError("options-invalid", "`connection` is no connection Limbeck knows", {
    hint,
  });
}
