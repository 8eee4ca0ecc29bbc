// All of index.ts, and what opens a server's database or starts an embedded one.
export { lockDirectory } from "./embedded-lock.js";
export * from "./index.js";
export { type OpenOptions, openConnection, withConnection } from "./open.js";
export { type EmbeddedConnection, openPglite, type PgliteOptions } from "./pglite.js";
export { findExtensions, installExtensions, pgliteExtensions } from "./pglite-extensions.js";
export { pgliteLibrary } from "./pglite-library.js";
export { openPostgres, type PostgresOptions } from "./postgres.js";
