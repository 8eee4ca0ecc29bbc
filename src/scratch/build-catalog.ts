import type { Catalog } from "../catalog/index.js";
import { emptyCatalog } from "../catalog/index.js";
import { kinds } from "../dialect/index.js";
import { diff } from "../diff/index.js";
import type { Connection } from "../driver/index.js";
import { replay } from "./replay.js";

/** Builds what a catalog holds in an empty database: another server's state, re-created here. */
export async function buildCatalog(
  connection: Connection,
  catalog: Catalog,
  targetSchema: string,
): Promise<void> {
  const { operations } = diff(emptyCatalog(connection.server.major), catalog, kinds);
  const run = (op: Record<string, (...args: unknown[]) => void>) => {
    for (const { kind, args } of operations) op[kind]!(...args);
  };
  await replay(connection, [{ revision: "the database", run: run as never }], targetSchema);
}
