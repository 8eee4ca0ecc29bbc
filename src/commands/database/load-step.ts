import { readFileSync } from "node:fs";
import { LimbeckError } from "../../diagnostic/index.js";
import { type RevisionGraph, revisionOf, type Step } from "../../revision/index.js";
import type { LoadedStep } from "../../runtime/index.js";
import { checksum, shownPath } from "../../script/index.js";
import type { Project } from "../project/project.js";

/**
 * Loads what a step runs.
 *
 * @throws {LimbeckError} `script-failed`, `script-invalid` also where the way back is missing
 */
export async function loadStep(
  project: Project,
  graph: RevisionGraph,
  { revision, direction }: Step,
): Promise<LoadedStep> {
  const file = revisionOf(graph, revision).file!;
  const loaded = await project.load(file);
  const run = loaded[direction];
  if (!run)
    throw new LimbeckError(
      "script-invalid",
      `${shownPath(file)} has no downgrade: it cannot be taken back`,
      {
        hint: "Export a function `downgrade(op)` from it, or go down no further than it.",
        details: { file, revision },
      },
    );
  if (direction === "downgrade") return { file, run };
  return {
    file,
    run,
    back: loaded.downgrade ?? null,
    checksum: checksum(readFileSync(file, "utf8")),
  };
}
