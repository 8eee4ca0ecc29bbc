import type { Catalog } from "../catalog/index.js";
import type { Connection } from "../driver/index.js";
import { rollback } from "../runtime/index.js";
import { type Claim, failed, type Proof, type Run, reason } from "./claim.js";
import { keepsValues } from "./kept-values.js";
import { movedColumns, movedTable, underOldNames } from "./moved-rows.js";
import { compareRows, isPartitioned, type RowOptions, seedRows, snapshotRows } from "./rows.js";

/** A claim that says where it arrives. */
type FullClaim = Claim & {
  readonly to: Catalog;
  /** Kinds whose objects are rows of their tables. */
  readonly rowKinds: ReadonlySet<string>;
};

/** The same way again, with two rows in every table. */
export async function proveRows(
  connection: Connection,
  claim: FullClaim,
  go: (run: Run) => Promise<void>,
  downgrade: Run,
  rowOptions: RowOptions,
): Promise<Pick<Proof, "rows" | "unseeded" | "warnings">> {
  const seeded = await seedRows(connection, claim.from, rowOptions);
  const unseeded = seeded.skipped;
  const stay = claim.changesRows ? [] : stayingTables(claim);
  if (seeded.rows === 0) return { rows: 0, unseeded, warnings: [] };
  const before = await snapshotRows(connection, claim.from, stay, rowOptions);
  try {
    await go(claim.upgrade);
  } catch (error) {
    await rollback(connection);
    return {
      rows: 0,
      unseeded,
      warnings: [`the upgrade fails where tables have rows: ${reason(error)}`],
    };
  }
  const upRows = underOldNames(
    await snapshotRows(
      connection,
      claim.to,
      stay.map((id) => movedTable(claim.renamed, id)),
      rowOptions,
    ),
    claim.from,
    claim.renamed,
    stay,
  );
  const up = compareRows(before, upRows, {
    columns: (table) => sameColumns(claim, table),
  });
  if (up.problems.length > 0)
    throw failed(claim, `the upgrade does not keep rows: ${up.problems.join("; ")}`);
  try {
    await go(downgrade);
  } catch (error) {
    await rollback(connection);
    return {
      rows: up.rows,
      unseeded,
      warnings: [`the downgrade fails where tables have rows: ${reason(error)}`],
    };
  }
  const downRows = await snapshotRows(connection, claim.from, stay, rowOptions);
  const down = compareRows(before, downRows, {
    columns: (table) => sameColumns(claim, table),
  });
  if (down.problems.length > 0)
    throw failed(claim, `the downgrade does not keep rows: ${down.problems.join("; ")}`);
  return { rows: down.rows, unseeded, warnings: [] };
}

/**
 * The tables whose own rows must stay; those of a partitioned one are its partitions', and what is in
 * the models row by row may go.
 */
function stayingTables({ from, to, renamed, rowKinds }: FullClaim): string[] {
  const inModels = new Set(
    [from, to].flatMap(({ objects }) =>
      [...objects.values()].flatMap(({ kind, parent }) => (rowKinds.has(kind) ? parent : [])),
    ),
  );
  return [...from.objects.values()]
    .filter(({ kind }) => kind === "table")
    .filter((table) => {
      const later = to.objects.get(movedTable(renamed, table.id));
      if (inModels.has(table.id) || (later && inModels.has(later.id))) return false;
      return later && !(isPartitioned(table) && isPartitioned(later));
    })
    .map(({ id }) => id);
}

/** Columns that the revision leaves as they are, but for their names: their values must stay. */
function sameColumns({ from, to, renamed }: FullClaim, table: string): string[] {
  const before = renamed?.after ?? from;
  return [...movedColumns(from, renamed, table)]
    .filter(([, column]) => keepsValues(column, before, to))
    .map(([name]) => name);
}
