import type { DatabaseError } from "./database-error.js";

/** The role an error says is not there; 42704 is what PostgreSQL calls an undefined object. */
export function missingRole({ server, message }: DatabaseError): string | undefined {
  if (server.sqlState !== "42704") return undefined;
  return /^role "(.*)" does not exist$/.exec(message)?.[1];
}
