import type { RevisionGraph } from "../../revision/index.js";
import type { DriftReport } from "../comparing/drift.js";
import type { Project, ProjectOptions } from "../project/project.js";
import type { RevisionPlan } from "../reading/revision-plan.js";
import type { Workbench } from "../workbench/workbench.js";
import type { BaseRevisions } from "./base-revisions.js";

/** What the checks look at, read once for all of them. */
export interface CiContext {
  readonly options: ProjectOptions & { readonly cache?: boolean | undefined };
  readonly project: Project;
  readonly graph: RevisionGraph;
  readonly bench: Workbench;
  readonly base: BaseRevisions | undefined;
  /** The revisions that are looked at, in the order in which they run. */
  readonly plans: readonly RevisionPlan[];
  /** Only where the database was asked. */
  readonly drift: DriftReport | undefined;
  readonly onProgress: (what: string) => void;
}
