import { LimbeckError } from "../diagnostic/index.js";
import { DatabaseError } from "../driver/database-error.js";

/** What a role may not do with the version table, most of all; any other error as it is. */
export function refused(error: unknown, database: string, user = "the role"): unknown {
  if (!(error instanceof DatabaseError)) return error;
  const { sqlState, hint, detail } = error.server;
  return new LimbeckError("database-refused", `${database}: ${error.message} (${sqlState})`, {
    hint: sqlState === "42501" ? `Give ${user} the right to, or use another role.` : hint,
    details: { sqlState, ...(detail && { detail }) },
    cause: error,
  });
}
