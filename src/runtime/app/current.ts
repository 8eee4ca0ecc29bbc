import { LimbeckError } from "../../diagnostic/index.js";
import { headsOf } from "../../revision/heads.js";
import { readHeads } from "../version-table.js";
import { type AppOptions, versionTableOf, withGiven } from "./app-options.js";
import { refuseUnknownOptions } from "./known-options.js";
import { loadRevisions } from "./revisions.js";
import { isAtHead, refuseUnknown } from "./upgrade.js";

export interface CurrentReport {
  /** The revisions the database stands at. */
  readonly revisions: readonly string[];
  /** Those it should stand at. */
  readonly heads: readonly string[];
  /** What an upgrade would run, in order. */
  readonly pending: readonly string[];
  readonly atHead: boolean;
}

/**
 * Where the database stands. Reads only.
 *
 * @throws {LimbeckError} `database-ahead`, `options-invalid`
 */
export async function current(options: AppOptions): Promise<CurrentReport> {
  refuseUnknownOptions(options);
  const { graph } = await loadRevisions(options.revisions);
  const revisions = await withGiven(options.connection, (connection) =>
    readHeads(connection, versionTableOf(options)),
  );
  refuseUnknown(graph, revisions);
  const heads = headsOf(graph);
  if (isAtHead(graph, revisions)) return { revisions, heads, pending: [], atHead: true };
  const { upgradePath } = await import("../../revision/upgrade-path.js");
  const pending = upgradePath(graph, revisions, "heads").map((step) => step.revision);
  return { revisions, heads, pending, atHead: false };
}

/**
 * Fails unless every revision is applied: for applications that do not upgrade by themselves.
 *
 * @throws {LimbeckError} `not-at-head`, `database-ahead`
 */
export async function assertAtHead(options: AppOptions): Promise<void> {
  const { revisions, heads, pending, atHead } = await current(options);
  if (atHead) return;
  const place = revisions.length === 0 ? "base" : revisions.join(", ");
  const behind = `${pending.length} revision${pending.length === 1 ? "" : "s"} behind`;
  throw new LimbeckError(
    "not-at-head",
    `the database is at ${place}, ${behind} ${heads.join(", ")}`,
    {
      hint: "Run `limbeck upgrade` before this release starts, or call `upgrade` of limbeck/runtime.",
      details: { revisions, heads, pending },
    },
  );
}
