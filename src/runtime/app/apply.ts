import { LimbeckError } from "../../diagnostic/index.js";
import type { Connection } from "../../driver/index.js";
import { withDirectives } from "../../operation/own-directives.js";
import { pathTo } from "../../revision/path-to.js";
import { type RunReport, run } from "../run.js";
import type { VersionTable } from "../version-table.js";
import { targetSchemaOf } from "./app-options.js";
import type { LoadedRevisions } from "./revisions.js";
import { refuseUnknown, type UpgradeOptions } from "./upgrade.js";

interface ApplyOptions extends UpgradeOptions {
  readonly table: VersionTable;
  readonly waitMs: number | undefined;
}

/** Runs what leads to the target. */
export async function apply(
  connection: Connection,
  { graph, load }: LoadedRevisions,
  { table, waitMs, signal, onEvent, ...options }: ApplyOptions,
): Promise<RunReport> {
  const path = pathTo(graph, "upgrade", options.target ?? "heads");
  try {
    return await run(connection, {
      table,
      targetSchema: targetSchemaOf(options),
      graph,
      path(heads) {
        refuseUnknown(graph, heads);
        return path(heads);
      },
      async load(step) {
        const loaded = await load(step);
        return { ...loaded, run: withDirectives(loaded.run, options.operations) };
      },
      transactionPerMigration: options.transactionPerMigration,
      onVersionApply: options.onVersionApply,
      ...(waitMs !== undefined && { waitMs }),
      ...(signal && { signal }),
      ...(onEvent && { onEvent }),
    });
  } catch (error) {
    throw inOptions(error);
  }
}

/** The lock's hint names an option of the command line. */
function inOptions(error: unknown): unknown {
  if (!(error instanceof LimbeckError) || error.code !== "lock-timeout") return error;
  return new LimbeckError(error.code, error.message, {
    hint: 'Give it longer: waitForLock: "5m".',
    details: error.details,
    cause: error,
  });
}
