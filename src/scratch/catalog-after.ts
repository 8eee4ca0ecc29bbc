import type { Catalog } from "../catalog/index.js";
import { LimbeckError } from "../diagnostic/index.js";
import { type ReadOptions, readCatalog } from "../dialect/index.js";
import { type Connection, DatabaseError } from "../driver/index.js";
import type { AnyOperation } from "../operation/index.js";
import { inScratch, planStatements } from "../plan/index.js";
import { searchPath } from "./frame.js";

/**
 * What a database would hold after some operations; takes them back. The server follows a new name
 * into every view, check and function that it knows to use it.
 */
export async function catalogAfter(
  connection: Connection,
  operations: readonly AnyOperation[],
  read: ReadOptions,
): Promise<Catalog> {
  const { major } = connection.server;
  const statements = inScratch(planStatements(operations, { major })).map(({ sql }) => sql);
  try {
    await connection.script(
      ["BEGIN", searchPath(read.targetSchema ?? "public"), ...statements].join(";\n"),
    );
    return await readCatalog(connection, { ...read, inTransaction: true });
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    throw new LimbeckError("unsupported", `PostgreSQL refuses to rename: ${error.message}`, {
      hint: "Write this revision by hand: `limbeck revision -m rename`.",
      details: { statements },
      cause: error,
    });
  } finally {
    await connection.script("ROLLBACK");
  }
}
