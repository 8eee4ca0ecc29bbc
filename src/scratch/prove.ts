import { type Catalog, differences, type ObjectId, without } from "../catalog/index.js";
import { type ReadOptions, readCatalog } from "../dialect/index.js";
import type { Connection } from "../driver/index.js";
import { execute, rollback } from "../runtime/index.js";
import { type Claim, failed, type Proof, type Run, reason } from "./claim.js";
import { describeDifference } from "./describe-difference.js";
import { plainFrame } from "./frame.js";
import { proveRows } from "./prove-rows.js";
import { withStubRoles } from "./stub-roles.js";

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
  const go = (run: Run) =>
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
  const kept = { ...claim, to, rowKinds: rowKindsOf(read) };
  const rows = await proveRows(connection, kept, go, downgrade, { targetSchema });
  return { upObjects: up.objects.size, downObjects: down.objects.size, ...rows };
}

function rowKindsOf({ kinds = [] }: ReadOptions): ReadonlySet<string> {
  return new Set(kinds.filter(({ rows }) => rows).map(({ name }) => name));
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
