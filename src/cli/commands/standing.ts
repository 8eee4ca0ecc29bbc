import type { CliContext } from "../context.js";

/** Which database is meant: the first line of every report on one. */
export function databaseLine({ colors }: CliContext, label: string): string {
  return `${colors.dim("database:")} ${label}`;
}

/** Where a database stands, in a sentence. */
export function place(heads: readonly string[]): string {
  return heads.length === 0 ? "base" : heads.join(", ");
}
