import { LimbeckError } from "../../diagnostic/index.js";
import type { Connection } from "../../driver/index.js";
import type { Operations } from "../../operation/index.js";
import { buildGraph, type RevisionGraph, unknownHeads } from "../../revision/index.js";
import { type KeptDowngrade, type LoadedStep, readKept } from "../../runtime/index.js";
import type { Project } from "../project/project.js";

/** The revisions of the folder, and those that only the journal of a database knows. */
export interface WithGone {
  readonly graph: RevisionGraph;
  /** What the journal kept, by revision. */
  readonly gone: ReadonlyMap<string, KeptDowngrade>;
}

/**
 * Adds the applied revisions whose files are gone, from what the journal kept when they went up.
 *
 * @throws {LimbeckError} `database-ahead` for one that the journal does not know
 */
export async function withGone(
  project: Project,
  graph: RevisionGraph,
  connection: Connection,
  heads: readonly string[],
): Promise<WithGone> {
  const gone = new Map<string, KeptDowngrade>();
  for (let wanted = unknownHeads(graph, heads); wanted.length > 0; ) {
    const kept = await readKept(connection, project.table, wanted);
    for (const id of wanted) gone.set(id, kept.get(id) ?? lost(id));
    const below = wanted.flatMap((id) => [...gone.get(id)!.down, ...gone.get(id)!.dependsOn]);
    wanted = unknownHeads(graph, [...new Set(below)]).filter((id) => !gone.has(id));
  }
  if (gone.size === 0) return { graph, gone };
  // A revision that was squashed is a part of another one, or of its own: not of both.
  const known = graph.nodes.map(({ revision: { replaces: _, ...revision } }) => revision);
  const found = [...gone].map(([id, { message, down, dependsOn }]) => ({
    ...{ id, message, down, dependsOn },
    labels: [],
  }));
  return { graph: buildGraph([...known, ...found]), gone };
}

/** What the journal kept of a revision, to be run as any other. */
export function keptStep(id: string, { statements, missing }: KeptDowngrade): LoadedStep {
  if (!statements)
    throw new LimbeckError(
      "database-ahead",
      `${id} cannot be taken back from the journal: ${missing}`,
      {
        hint: "Get its file back: it is on another branch or in a newer release of the code.",
        details: { revision: id },
      },
    );
  return {
    run: ((op: Operations) => {
      for (const sql of statements) op.execute(sql);
    }) as LoadedStep["run"],
  };
}

function lost(id: string): never {
  throw new LimbeckError("database-ahead", `the journal has no way back of ${id}`, {
    hint: "It went up by SQL, by a stamp, or with a version that kept none. Get its file back, or say where the database stands: `limbeck stamp --purge REVISION`.",
    details: { revision: id },
  });
}
