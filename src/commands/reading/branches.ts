import { branchPointsOf, childrenOf } from "../../revision/heads.js";
import { openProject, type ProjectOptions } from "../project/project.js";
import { entryOf, type RevisionEntry } from "./revision-entry.js";

/** A revision that several follow. */
export interface BranchPoint extends RevisionEntry {
  readonly children: readonly RevisionEntry[];
}

/** The branch points of the folder, oldest first, each with what follows it. */
export async function branches(options: ProjectOptions): Promise<BranchPoint[]> {
  const graph = await (await openProject(options)).graph();
  return branchPointsOf(graph).map((id) => ({
    ...entryOf(graph, id),
    children: childrenOf(graph, id).map((child) => entryOf(graph, child)),
  }));
}
