import type { DatabaseError } from "./database-error.js";

/** What PostgreSQL calls an undefined object, and a parameter that is not valid: of `SET ROLE`. */
const states: ReadonlySet<string | undefined> = new Set(["42704", "22023"]);

/** The role an error says is not there. */
export function missingRole({ server, message }: DatabaseError): string | undefined {
  if (!states.has(server.sqlState)) return undefined;
  return /^role "(.*)" does not exist$/.exec(message)?.[1];
}
