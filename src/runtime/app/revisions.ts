import { LimbeckError } from "../../diagnostic/index.js";
import type { Operations } from "../../operation/index.js";
import { buildGraph } from "../../revision/graph.js";
import type { RevisionGraph } from "../../revision/index.js";
import { headerFrom } from "../../script/revision-header.js";
import type { LoadStep } from "../load-ahead.js";
import type { RevisionFolder } from "./folder.js";

/** What one direction does: a function as in a revision file, or a text of SQL. */
export type Direction = ((op: Operations) => unknown) | string;

/** A revision as its module exports it: `import * as r1 from "./migrations/…"` is one. */
export interface AppRevision {
  readonly revision: string;
  readonly downRevision: string | readonly string[] | null;
  readonly branchLabels?: string | readonly string[] | null;
  readonly dependsOn?: string | readonly string[] | null;
  readonly replaces?: string | readonly string[] | null;
  readonly upgrade: Direction;
  readonly downgrade?: Direction | undefined;
  /** What it is for; shown in reports. */
  readonly message?: string;
  /** The file it was written from, for messages. */
  readonly file?: string;
}

/** All revisions: the modules (`limbeck bundle` writes the list), or the folder they lie in. */
export type Revisions = readonly AppRevision[] | RevisionFolder;

/** The graph, and what its revisions run. */
export interface LoadedRevisions {
  readonly graph: RevisionGraph;
  readonly load: LoadStep;
}

/**
 * Makes the graph. Of a folder only headers are read; modules load when they are going to run.
 *
 * @throws {LimbeckError} `options-invalid`, `script-invalid`, and what a graph can be wrong in
 */
export async function loadRevisions(revisions: Revisions): Promise<LoadedRevisions> {
  if (isList(revisions)) return fromModules(revisions);
  if (typeof (revisions as Partial<RevisionFolder> | undefined)?.folder !== "string")
    throw new LimbeckError("options-invalid", "`revisions` is neither a list nor a folder", {
      hint: 'Import the list that `limbeck bundle` writes, or say folder("./dist/migrations").',
    });
  const { readFolder } = await import("./read-folder.js");
  return readFolder(revisions.folder);
}

function isList(revisions: Revisions): revisions is readonly AppRevision[] {
  return Array.isArray(revisions);
}

function fromModules(revisions: readonly AppRevision[]): LoadedRevisions {
  const byId = new Map(revisions.map((one) => [one.revision, one]));
  const graph = buildGraph(
    revisions.map((one, i) => {
      const file = one.file ?? `revisions[${i}]`;
      const header = headerFrom(one, { message: one.message ?? "" }, file);
      return { ...header, ...(one.file !== undefined && { file }) };
    }),
  );
  return {
    graph,
    async load({ revision }) {
      const { stepOf } = await import("./module-step.js");
      return stepOf(byId.get(revision)!);
    },
  };
}
