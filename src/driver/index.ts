// What needs no engine: from here no import leads to PGlite, not even a dynamic one, so that
// whoever bundles `limbeck/runtime` leaves it out. What opens a database is in engines.ts.
export type { Connection, Notice, PgClient, ServerInfo } from "./connection.js";
export {
  DatabaseError,
  failingPlace,
  failingStatement,
  type ServerMessage,
} from "./database-error.js";
export { type GivenConnection, openGiven } from "./given.js";
export { missingRole } from "./missing-role.js";
export { fromPgClient, type PgClientLike } from "./pg-client.js";
export { fromPglite } from "./pglite-session.js";
export { toDatabaseError } from "./server-error.js";
export {
  type EmbeddedTarget,
  parseTarget,
  type ServerTarget,
  type Target,
  type TargetOptions,
} from "./target.js";
