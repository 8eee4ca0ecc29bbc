import {
  type Catalog,
  differences,
  type ObjectDifference,
  type ObjectId,
  sameData,
  without,
} from "../catalog/index.js";
import { LimbeckError, maskSql, messageOf } from "../diagnostic/index.js";
import { type ReadOptions, readCatalog } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import { execute, rollback, StatementFailure } from "../runtime/index.js";
import { plainFrame } from "./frame.js";
import { keepsValues } from "./kept-values.js";
import { movedColumns, movedTable, type Renamed, underOldNames } from "./moved-rows.js";
import { compareRows, isPartitioned, type RowOptions, seedRows, snapshotRows } from "./rows.js";
import { withStubRoles } from "./stub-roles.js";

/** What is to be proved of a revision. */
export interface Claim {
  readonly revision: string;
  readonly file?: string;
  readonly upgrade: (op: never) => unknown;
  readonly downgrade: ((op: never) => unknown) | undefined;
  /** Before it: what the migrations built so far. */
  readonly from: Catalog;
  /** What else is there and takes no part; `base` has as much of it as `from` needs to be built. */
  readonly narrowed?:
    | { readonly leftOut: ReadonlySet<ObjectId>; readonly base: Catalog }
    | undefined;
  /** After it: what the models say. Left out: whatever its upgrade makes, a second time as well. */
  readonly to?: Catalog | undefined;
  /**
   * It has statements or steps of its own that may change rows on purpose: that it runs where there
   * are rows is tried, what becomes of them is not compared.
   */
  readonly changesRows?: boolean | undefined;
  /** Tables and columns that keep their rows under other names. */
  readonly renamed?: Renamed | undefined;
  /** What `to` is, for messages. Default `what the models say`. */
  readonly wanted?: string | undefined;
}

/** What was compared; every count is of things that were found equal. */
export interface Proof {
  /** Objects after the upgrade, all equal to the models'. */
  readonly upObjects: number;
  /** Objects after the downgrade, all equal to the former ones. */
  readonly downObjects: number;
  /** Rows that were there before and after both directions. */
  readonly rows: number;
  /** Tables without rows of their own in the proof, and why. */
  readonly unseeded: readonly { readonly table: string; readonly reason: string }[];
  /** What happens to rows, or would. */
  readonly warnings: readonly string[];
}

/**
 * Proves a revision on a database that is at `from`: the upgrade reaches `to`, the downgrade comes
 * back to `from`, and rows that were there stay. Leaves the database at `from`, perhaps with rows.
 *
 * @throws {LimbeckError} `proof-failed` saying what differs
 */
export async function prove(
  connection: Connection,
  claim: Claim,
  read: ReadOptions,
): Promise<Proof> {
  const targetSchema = read.targetSchema ?? "public";
  const go = (run: (op: never) => unknown) =>
    withStubRoles(connection, () =>
      execute(connection, run as never, plainFrame(connection, targetSchema), {
        skipSteps: true,
        ...(claim.file && { file: claim.file }),
      }),
    );
  const { downgrade } = claim;
  if (!downgrade) throw failed(claim, "it has no downgrade");

  const leftOut = claim.narrowed?.leftOut ?? new Set<ObjectId>();
  const state = async () => without(await readCatalog(connection, read), leftOut);
  await attempt(connection, claim, "upgrade", () => go(claim.upgrade));
  const up = await state();
  const to = claim.to ?? up;
  compare(claim, "upgrade", up, to);
  await attempt(connection, claim, "downgrade", () => go(downgrade));
  const down = await state();
  compare(claim, "downgrade", down, claim.from);
  if (!claim.to) {
    await attempt(connection, claim, "upgrade", () => go(claim.upgrade));
    compare(claim, "upgrade", await state(), to);
    await attempt(connection, claim, "downgrade", () => go(downgrade));
  }
  const rows = await proveRows(connection, { ...claim, to }, go, downgrade, { targetSchema });
  return { upObjects: up.objects.size, downObjects: down.objects.size, ...rows };
}

type Run = (op: never) => unknown;

/** A claim that says where it arrives. */
type FullClaim = Claim & { readonly to: Catalog };

/** The same way again, with two rows in every table. */
async function proveRows(
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

/** The tables whose own rows must stay; those of a partitioned one are its partitions'. */
function stayingTables({ from, to, renamed }: FullClaim): string[] {
  return [...from.objects.values()]
    .filter(({ kind }) => kind === "table")
    .filter((table) => {
      const later = to.objects.get(movedTable(renamed, table.id));
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

async function attempt(
  connection: Connection,
  claim: Claim,
  direction: string,
  run: () => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (error) {
    await rollback(connection);
    throw failed(claim, `the ${direction} does not run: ${reason(error)}`, error);
  }
}

function reason(error: unknown): string {
  const statement = error instanceof StatementFailure ? error.statement?.sql : undefined;
  return `${messageOf(error)}${statement ? `\n  ${maskSql(statement).replaceAll("\n", "\n  ")}` : ""}`;
}

function compare(claim: Claim, direction: string, found: Catalog, wanted: Catalog): void {
  const left = differences(found, wanted);
  if (left.length === 0) return;
  const aim =
    direction === "upgrade" ? (claim.wanted ?? "what the models say") : "what was there before";
  const lines = left.slice(0, 20).map(describeDifference);
  throw failed(claim, `the ${direction} does not reach ${aim}:\n${lines.join("\n")}`, undefined, {
    direction,
    differences: left,
  });
}

/** `  column vales.folio: type is "text", should be "varchar(20)"`. */
export function describeDifference({ id, from, to }: ObjectDifference): string {
  if (!from) return `  ${id}: missing`;
  if (!to) return `  ${id}: should not be there`;
  const found = from.data as Record<string, unknown>;
  const wanted = to.data as Record<string, unknown>;
  const keys = [...new Set([...Object.keys(found), ...Object.keys(wanted)])];
  const parts = keys
    .filter((key) => !sameData(found[key], wanted[key]))
    .map((key) => `${key} is ${show(found[key])}, should be ${show(wanted[key])}`);
  return `  ${id}: ${parts.join("; ")}`;
}

function show(value: unknown): string {
  if (value === undefined) return "not set";
  const text = typeof value === "object" && value !== null && "text" in value ? value.text : value;
  return JSON.stringify(text);
}

function failed(
  claim: Claim,
  message: string,
  cause?: unknown,
  details: Record<string, unknown> = {},
): LimbeckError {
  return new LimbeckError(
    "proof-failed",
    `revision ${claim.revision} was not written: ${message}`,
    {
      hint: claim.wanted
        ? "Nothing was changed. What differs is what stands in the way."
        : "Write it without proof to mend it by hand: --no-verify. Please report the case: the generator should have got it right.",
      ...(cause !== undefined && { cause }),
      details: { revision: claim.revision, reason: message, ...details },
    },
  );
}
