import { ident } from "../dialect/index.js";
import { type Connection, missingRole, toDatabaseError } from "../driver/index.js";

/** An embedded one may own whatever the real one may, event triggers among it. */
export async function makeStubRole(connection: Connection, role: string): Promise<void> {
  const rights = connection.driver === "pglite" ? " SUPERUSER" : "";
  await connection.script(`CREATE ROLE ${ident(role)} NOLOGIN${rights}`);
}

/**
 * Runs something in an embedded scratch and gives it the roles it turns out to name: policies and
 * grants only need that they exist. What failed is rolled back and run again.
 *
 * A scratch on a server gets none: roles belong to the whole server.
 */
export async function withStubRoles<Result>(
  connection: Connection,
  run: () => Promise<Result>,
): Promise<Result> {
  for (;;)
    try {
      return await run();
    } catch (error) {
      const role = connection.driver === "pglite" ? roleIn(error) : undefined;
      if (role === undefined) throw error;
      await connection.script("ROLLBACK");
      await makeStubRole(connection, role);
    }
}

/** On a server a role would be real: somebody has to make it. */
export function missingRoleHint(error: unknown): string | undefined {
  const role = roleIn(error);
  return role === undefined
    ? undefined
    : `A throwaway database on a server makes no roles, for they would be real. Make it there once: CREATE ROLE ${ident(role)} NOLOGIN;`;
}

function roleIn(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const server = toDatabaseError(cause);
    const role = server && missingRole(server);
    if (role !== undefined) return role;
  }
  return undefined;
}
