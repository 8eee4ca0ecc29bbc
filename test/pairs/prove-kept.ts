import type { Catalog } from "../../src/catalog/index.js";
import { LimbeckError } from "../../src/diagnostic/index.js";
import type { ReadOptions } from "../../src/dialect/index.js";
import type { Connection } from "../../src/driver/index.js";
import { type Proof, prove } from "../../src/scratch/index.js";
import type { Ways } from "../transition.js";

/**
 * The proof of `generate`, on a database that is at `from`; rows may go only where the plan said so.
 */
export async function proveKept(
  connection: Connection,
  { upgrade, downgrade, loses }: Ways,
  from: Catalog,
  to: Catalog,
  read: ReadOptions = {},
): Promise<Pick<Proof, "rows" | "warnings">> {
  try {
    return await prove(
      connection,
      { revision: "ae1027a6acf1", upgrade, downgrade, from, to },
      read,
    );
  } catch (error) {
    const said = [...loses.up, ...loses.down].map(lostObject);
    const problems = lostRows(error);
    if (problems.length === 0 || !problems.every((p) => said.some((id) => p.includes(id))))
      throw error;
    return { rows: 0, warnings: problems.map((problem) => `as the plan says: ${problem}`) };
  }
}

/** `rows of table vales (made anew)` is about `table vales`. */
function lostObject(entry: string): string {
  return entry.replace(/^.*? of /, "").replace(/ \(made anew\)$/, "");
}

function lostRows(error: unknown): string[] {
  if (!(error instanceof LimbeckError) || error.code !== "proof-failed") return [];
  const [, problems] = error.message.split(" does not keep rows: ");
  return problems === undefined ? [] : problems.split("; ");
}
