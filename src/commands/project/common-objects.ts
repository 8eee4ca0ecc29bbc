import { LimbeckError } from "../../diagnostic/index.js";
import { recordOperations, touchedObjects } from "../../plan/index.js";
import { appliedRevisions, type RevisionGraph, revisionOf } from "../../revision/index.js";
import type { CommonObject } from "./common-object.js";
import type { Project } from "./project.js";

/**
 * The objects that more than one of the lines above a common ancestor works on. What opaque SQL,
 * data steps and revisions that read touch cannot be told.
 */
export async function commonObjects(
  project: Project,
  graph: RevisionGraph,
  tips: readonly string[],
): Promise<CommonObject[]> {
  const below = tips.map((tip) => appliedRevisions(graph, [tip]));
  const lines = below.map((line, at) => {
    const others = new Set(below.flatMap((other, i) => (i === at ? [] : other)));
    return line.filter((id) => !others.has(id));
  });
  const touched = new Map<string, Map<number, Set<string>>>();
  for (const [at, line] of lines.entries())
    for (const revision of line)
      for (const object of await objectsOf(project, graph, revision)) {
        const users = touched.get(object) ?? new Map<number, Set<string>>();
        touched.set(object, users.set(at, (users.get(at) ?? new Set()).add(revision)));
      }
  return [...touched]
    .filter(([, users]) => users.size > 1)
    .map(([object, users]) => ({ object, revisions: [...users.values()].flatMap((u) => [...u]) }));
}

async function objectsOf(project: Project, graph: RevisionGraph, id: string): Promise<string[]> {
  const { file } = revisionOf(graph, id);
  const { upgrade } = await project.load(file!);
  const reads = new LimbeckError("operation-invalid", "it reads");
  try {
    return touchedObjects(await recordOperations(upgrade as never, { onQuery: () => reads }));
  } catch (error) {
    if (error === reads) return [];
    throw error;
  }
}
