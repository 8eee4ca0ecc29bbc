import { LimbeckError } from "../../diagnostic/index.js";
import type { OwnDirectives } from "../../operation/index.js";
import { realHeadsOf, unknownHeads } from "../../revision/heads.js";
import type { RevisionGraph } from "../../revision/index.js";
import type { OnVersionApply, TransactionMode } from "../applied-step.js";
import { milliseconds } from "../duration.js";
import type { RunEvent, RunReport } from "../run.js";
import { readHeads } from "../version-table.js";
import { type AppOptions, versionTableOf, withGiven } from "./app-options.js";
import { refuseUnknownOptions } from "./known-options.js";
import { loadRevisions } from "./revisions.js";

export interface UpgradeOptions extends AppOptions {
  /** `heads` by default, or `head`, an id, a partial id, a label, `+1`. */
  readonly target?: string | undefined;
  /** How long to wait for another run: milliseconds, `"30s"`, `"5m"`. Default `"60s"`. */
  readonly waitForLock?: string | number | undefined;
  /** What commits together; each revision by default. */
  readonly transactionPerMigration?: TransactionMode | undefined;
  /** Called inside the transaction of every revision, once it has run. */
  readonly onVersionApply?: OnVersionApply | undefined;
  /** Directives of the project's own, as in its configuration. */
  readonly operations?: OwnDirectives | undefined;
  /** Stops where that is safe, and fails with `migration-interrupted`. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: RunEvent) => void) | undefined;
}

/**
 * Brings the database up to a target. Any number of processes, and of calls in one process, may do
 * so at once: each revision runs once, and finding the work done is success.
 *
 * @throws {LimbeckError} `migration-failed`, `lock-timeout`, `database-ahead`, `options-invalid` and others
 * @example
 * await upgrade({ connection: pool, revisions, waitForLock: "60s" });
 */
export async function upgrade(options: UpgradeOptions): Promise<RunReport> {
  refuseUnknownOptions(options);
  const waitMs = milliseconds(options.waitForLock);
  const revisions = await loadRevisions(options.revisions);
  return withGiven(options.connection, async (connection) => {
    if (options.signal?.aborted) throw new LimbeckError("migration-interrupted", "interrupted");
    const table = versionTableOf(options);
    const heads = await readHeads(connection, table);
    refuseUnknown(revisions.graph, heads);
    if (options.target === undefined && isAtHead(revisions.graph, heads))
      return { from: heads, to: heads, steps: [] };
    // Most starts find nothing to do, and need not load what could do it.
    const { apply } = await import("./apply.js");
    return apply(connection, revisions, { ...options, table, waitMs });
  });
}

/** Whether nothing is left to do. */
export function isAtHead(graph: RevisionGraph, heads: readonly string[]): boolean {
  return realHeadsOf(graph).every((id) => heads.includes(id));
}

/** An older release of the application, most of the time, on a database that a newer one upgraded. */
export function refuseUnknown(graph: RevisionGraph, heads: readonly string[]): void {
  const unknown = unknownHeads(graph, heads);
  if (unknown.length === 0) return;
  throw new LimbeckError(
    "database-ahead",
    `the database is at ${unknown.join(", ")}, which is not among these revisions`,
    {
      hint: "A newer release of the application has upgraded it. Run that one, or add the revision.",
      details: { unknown, heads },
    },
  );
}
