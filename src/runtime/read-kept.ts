import type { Connection } from "../driver/connection.js";
import type { KeptDowngrade } from "./kept-downgrade.js";
import { whereThere } from "./read-journal.js";
import { journalName, type VersionTable } from "./version-table.js";

/** What the journal kept of the last upgrade of some revisions. */
export async function readKept(
  connection: Connection,
  table: VersionTable,
  revisions: readonly string[],
): Promise<ReadonlyMap<string, KeptDowngrade>> {
  const rows = await whereThere(
    connection.query<{ revision: string; downgrade: KeptDowngrade }>(
      `SELECT DISTINCT ON (revision) revision, downgrade FROM ${journalName(table)}
       WHERE direction = 'upgrade' AND downgrade IS NOT NULL AND revision = ANY($1)
       ORDER BY revision, id DESC`,
      [revisions],
    ),
  );
  return new Map(rows.map(({ revision, downgrade }) => [revision, downgrade]));
}
