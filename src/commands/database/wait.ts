import { openProject, type ProjectOptions, withDatabase } from "../project/project.js";

export interface WaitOptions extends ProjectOptions {
  /** Milliseconds to wait; 60,000 by default. */
  readonly timeoutMs?: number | undefined;
}

export interface WaitReport {
  readonly database: string;
  /** The version of PostgreSQL that answered, as a number: 160004. */
  readonly server: number;
  /** How long it took, in milliseconds. */
  readonly ms: number;
}

/**
 * Waits until the database takes connections. A wrong password or a missing database fails at once.
 *
 * @throws {LimbeckError} `database-unreachable` (exit 4) when the time is over
 */
export async function wait(options: WaitOptions): Promise<WaitReport> {
  const started = performance.now();
  const project = await openProject(options);
  return withDatabase(
    project,
    async (connection, { label }) => {
      await connection.query("SELECT 1");
      const ms = Math.round(performance.now() - started);
      return { database: label, server: connection.server.version, ms };
    },
    { databaseMs: options.timeoutMs ?? 60_000 },
  );
}
