// What needs no engine: from here no import leads to PGlite, so that bundlers leave it out.
export type { Connection, Notice, PgClient, ServerInfo } from "./connection.js";
export { DatabaseError, failingStatement, type ServerMessage } from "./database-error.js";
export { fromPgClient, type PgClientLike } from "./pg-client.js";
export { fromPglite } from "./pglite-session.js";
export { toDatabaseError } from "./server-error.js";
