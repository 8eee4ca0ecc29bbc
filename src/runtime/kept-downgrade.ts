import { LimbeckError, messageOf } from "../diagnostic/index.js";
import type { Operations } from "../operation/index.js";
import { planStatements, recordOperations } from "../plan/index.js";
import { dependenciesOf, parentsOf, type RevisionGraph, revisionOf } from "../revision/index.js";
import { inlined } from "./offline-parameters.js";

/** The way back of a revision as the journal keeps it, for the day its file is gone. */
export interface KeptDowngrade {
  readonly message: string;
  /** What it followed and depended on: where the database stands without it. */
  readonly down: readonly string[];
  readonly dependsOn: readonly string[];
  /** SQL without parameters, in order. */
  readonly statements?: readonly string[];
  /** Why there are none: `it has a data step`. */
  readonly missing?: string;
}

/**
 * Compiles the way back of a revision that is going up. Never fails: an upgrade does not depend on
 * it.
 */
export async function keptDowngrade(
  graph: RevisionGraph,
  id: string,
  downgrade: ((op: never) => unknown) | undefined,
  major: number,
): Promise<KeptDowngrade> {
  return {
    message: revisionOf(graph, id).message,
    down: parentsOf(graph, id),
    dependsOn: dependenciesOf(graph, id),
    ...(await compiled(downgrade, major)),
  };
}

async function compiled(
  downgrade: ((op: never) => unknown) | undefined,
  major: number,
): Promise<Pick<KeptDowngrade, "statements" | "missing">> {
  if (!downgrade) return { missing: "it has no downgrade" };
  const onQuery = () => new LimbeckError("not-offline", "it reads with op.query");
  try {
    // Without a file no line is looked for: that is most of what recording costs.
    const operations = await recordOperations(downgrade as (op: Operations) => unknown, {
      onQuery,
    });
    if (operations.some(({ kind }) => kind === "run")) return { missing: "it has a data step" };
    const statements = planStatements(operations, { major }).flatMap(({ sql, params }) =>
      params ? inlined(sql, params) : [sql],
    );
    // Of a text on its own nobody could tell, unless it says so by its words.
    if (operations.some(({ autocommit }) => autocommit))
      return { missing: "it has an autocommit block" };
    // What jsonb cannot hold, no statement should; but an upgrade must not fail for it.
    if (statements.some((sql) => /\0|\p{Surrogate}/u.test(sql)))
      return { missing: "it holds characters that cannot be stored" };
    return { statements };
  } catch (error) {
    return {
      missing: error instanceof LimbeckError ? error.message : `it fails: ${messageOf(error)}`,
    };
  }
}
