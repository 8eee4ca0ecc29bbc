import { type Connection, DatabaseError } from "../driver/index.js";

/** Statements that may fail, inside one transaction that goes on nonetheless. */
export interface Attempts {
  /** The rows of each statement, or what the server said against one; then none of them happened. */
  attempt(text: string): Promise<Record<string, unknown>[][] | DatabaseError>;
  commit(): Promise<void>;
}

/** Begins the transaction with what `settings` set. Deferred constraints are checked at once, so that the commit cannot fail. */
export async function beginAttempts(
  connection: Connection,
  settings: readonly string[] = [],
): Promise<Attempts> {
  const begin = ["BEGIN", ...settings, "SET CONSTRAINTS ALL IMMEDIATE", "SAVEPOINT limbeck_rows"];
  await connection.script(begin.join("; "));
  let back = "";
  return {
    async attempt(text) {
      try {
        const rest = "RELEASE SAVEPOINT limbeck_rows;\nSAVEPOINT limbeck_rows";
        const results = await connection.script(`${back}${text};\n${rest}`);
        const own = results.slice(back === "" ? 0 : 1, -2);
        back = "";
        return own;
      } catch (error) {
        if (!(error instanceof DatabaseError)) throw error;
        back = "ROLLBACK TO SAVEPOINT limbeck_rows;\n";
        return error;
      }
    },
    async commit() {
      await connection.script(`${back}COMMIT`);
    },
  };
}
