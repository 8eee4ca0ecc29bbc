import { sql } from "drizzle-orm";
import type { Database } from "./database.js";

/**
 * Works as one company: whatever `work` asks, row level security shows and takes that company's rows
 * only. Role and company end with the transaction, so the connection can serve another one next.
 */
export function comoEmpresa<Result>(
  db: Database,
  empresaId: string,
  work: (tx: Database) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (tx) => {
    await seguirComoEmpresa(tx, empresaId);
    return work(tx);
  });
}

/** The same for the rest of a transaction that somebody else began. */
export async function seguirComoEmpresa(tx: Database, empresaId: string): Promise<void> {
  await tx.execute(
    sql`select set_config('role', 'facturacion_app', true), set_config('app.empresa_id', ${empresaId}, true)`,
  );
}
