export type { Connection, Notice, PgClient, ServerInfo } from "./connection.js";
export { DatabaseError, failingStatement, type ServerMessage } from "./database-error.js";
export { lockDirectory } from "./embedded-lock.js";
export { type OpenOptions, openConnection, withConnection } from "./open.js";
export { fromPgClient, type PgClientLike } from "./pg-client.js";
export { type EmbeddedConnection, openPglite, type PgliteOptions } from "./pglite.js";
export { pgliteExtensions } from "./pglite-extensions.js";
export { fromPglite } from "./pglite-session.js";
export { openPostgres, type PostgresOptions } from "./postgres.js";
export { toDatabaseError } from "./server-error.js";
export {
  type EmbeddedTarget,
  parseTarget,
  type ServerTarget,
  type Target,
  type TargetOptions,
} from "./target.js";
