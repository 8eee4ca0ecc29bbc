import { LimbeckError } from "../../diagnostic/index.js";
import { parentsOf, type RevisionGraph, squashedInto, unknownHeads } from "../../revision/index.js";
import type { Project } from "../project/project.js";
import { shownFolder } from "../writing/new-revision.js";

/**
 * Of a database that stands where the folder has nothing.
 *
 * @throws {LimbeckError} `database-ahead`
 */
export function refuseUnknown(
  graph: RevisionGraph,
  heads: readonly string[],
  project: Project,
): void {
  const unknown = unknownHeads(graph, heads);
  if (unknown.length === 0) return;
  for (const id of unknown) {
    const into = squashedInto(graph, id);
    if (into !== undefined) throw amidst(graph, id, into, heads);
  }
  const folder = shownFolder(project);
  throw new LimbeckError(
    "database-ahead",
    `the database is at ${unknown.join(", ")}, which ${folder} does not have`,
    {
      hint: `Get the file back: it is on another branch or in a newer release of the code.\nOr take it back with what the journal kept: limbeck downgrade REVISION --from-journal\nIf it is gone for good and the schema is known: limbeck stamp --purge REVISION`,
      details: { unknown, heads },
    },
  );
}

/** It has a part of what was squashed: neither the whole nor nothing of it can be run. */
function amidst(
  graph: RevisionGraph,
  id: string,
  into: string,
  heads: readonly string[],
): LimbeckError {
  const before = parentsOf(graph, into).join(" ") || "base";
  return new LimbeckError(
    "database-ahead",
    `the database is at ${id}, in the middle of what was squashed into ${into}`,
    {
      hint: `Finish it with the code from before: get the old files back from version control, \`limbeck upgrade ${into}\`, then go on with these.\nOr take that part back: \`limbeck downgrade ${before} --from-journal\`, then \`limbeck upgrade\`.`,
      details: { unknown: [id], squashedInto: into, heads },
    },
  );
}
