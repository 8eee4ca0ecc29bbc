import { drizzle } from "drizzle-orm/node-postgres";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import pg from "pg";

/** Drizzle, whatever is below: a pool in production, an embedded database in tests. */
export type Database = PgDatabase<PgQueryResultHKT>;

/** A pool for the service. The timeout is also how long a request may queue for a connection. */
export function connect(url: string): { db: Database; close(): Promise<void> } {
  const pool = new pg.Pool({ connectionString: url, max: 20, connectionTimeoutMillis: 20_000 });
  pool.on("error", (error) => console.error(`connection lost: ${error.message}`));
  return { db: drizzle(pool), close: () => pool.end() };
}
