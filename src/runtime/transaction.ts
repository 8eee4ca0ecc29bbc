import { LimbeckError } from "../diagnostic/index.js";
import { type Connection, DatabaseError } from "../driver/index.js";

/**
 * Opaque SQL and data steps can end a transaction in ways no text shows; the lock would be gone.
 *
 * @throws {LimbeckError} `transaction-control` when it is
 */
export async function verifyLocked(connection: Connection): Promise<void> {
  if (await locked(connection)) return;
  throw new LimbeckError("transaction-control", "the revision ended its own transaction", {
    hint: "Leave COMMIT and ROLLBACK out of data steps and functions they call.",
    details: { committed: true },
  });
}

async function locked(connection: Connection): Promise<boolean> {
  try {
    const [row] = await connection.query<{ locked: boolean }>(
      "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) AS locked",
    );
    return row?.locked === true;
  } catch (error) {
    // 25P02: the transaction is aborted. What aborted it was not let through.
    if (!(error instanceof DatabaseError) || error.server.sqlState !== "25P02") throw error;
    throw new LimbeckError("migration-failed", "a data step went on after an error of the server", {
      hint: "Do not catch errors of tx.query and tx.client: the transaction cannot go on after one.",
      cause: error,
    });
  }
}

/** Ends a transaction that may already be gone; what is wrong shows in the error that led here. */
export async function rollback(connection: Connection): Promise<void> {
  await connection.script("ROLLBACK").catch(() => undefined);
}

/** One durable commit, which carries every earlier one to the disk with it. */
export async function settle(connection: Connection): Promise<void> {
  await connection
    .script("BEGIN; SET LOCAL synchronous_commit = on; SELECT txid_current(); COMMIT")
    .catch(() => undefined);
}
