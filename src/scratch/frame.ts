import { ident } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import type { Frame } from "../runtime/index.js";

/** Plain transactions: no lock, no version table. */
export function plainFrame(connection: Connection, targetSchema: string): Frame {
  const begin = ["BEGIN", searchPath(targetSchema), "SET LOCAL check_function_bodies = off"].join(
    "; ",
  );
  return {
    open: async () => void (await connection.script(begin)),
    closing: () => [],
  };
}

export function searchPath(targetSchema: string): string {
  return `SET LOCAL search_path = ${[...new Set([targetSchema, "public"])].map(ident).join(", ")}`;
}
