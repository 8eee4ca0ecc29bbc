import { LimbeckError } from "../../diagnostic/index.js";
import { type CompareOptions, statesOf } from "../comparing/check.js";
import type { Answers, Ask } from "../project/answers.js";
import { openProject } from "../project/project.js";
import { tellingHeads } from "../project/several-heads.js";
import { withWorkbench } from "../workbench/workbench.js";
import { amend } from "./amend.js";
import { draftRevision, type NewRevisionOptions, saveRevision } from "./new-revision.js";
import { parentsFor, parentsToJoin } from "./parents.js";
import { type RevisionReport, writeDifference } from "./write-difference.js";

export interface RevisionOptions extends CompareOptions, NewRevisionOptions {
  /** Write the operations that lead to the models; otherwise the functions are empty. */
  readonly autogenerate?: boolean | undefined;
  /** The revision to follow; the only head by default, `base` for a line of its own. */
  readonly head?: string | undefined;
  /** Follow it even if others do already: the line splits there. */
  readonly splice?: boolean | undefined;
  /** Follow all heads, where their lines have nothing in common. With `autogenerate` only. */
  readonly merge?: boolean | undefined;
  /** Write the newest revision anew, in its place. With `autogenerate` only. */
  readonly amend?: boolean | undefined;
  /** What models and migrations cannot tell: what is renamed, what really goes, how values change. */
  readonly answers?: Answers | undefined;
  /** Asks for the rest; without it, a question fails with `not-interactive`. */
  readonly ask?: Ask | undefined;
  /** Prove it in both directions before it is written. Default `true`. */
  readonly verify?: boolean | undefined;
  /** Called when something that takes a while begins. */
  readonly onProgress?: ((what: string) => void) | undefined;
}

/**
 * Writes a new revision. With `autogenerate`, what it does is worked out from the models, and it
 * is proved on a throwaway database in both directions before the file appears.
 *
 * @throws {LimbeckError} `multiple-heads`, `proof-failed`, `script-exists`, and what reading the
 *   models can throw
 */
export async function revision(options: RevisionOptions): Promise<RevisionReport> {
  refuseContradictions(options);
  const project = await openProject(options);
  if (options.amend) return amend(project, options);
  const graph = await project.graph();
  const down = options.merge
    ? await parentsToJoin(project, graph)
    : await tellingHeads(project, graph, () =>
        parentsFor(project, graph, options.head, options.splice),
      );
  const draft = await draftRevision(project, graph, down, options);
  if (!options.autogenerate) {
    const file = await saveRevision(project, draft);
    const none = {
      operations: 0,
      loses: { upgrade: [], downgrade: [] },
      warnings: [],
      notCompared: [],
    };
    return { revision: draft.revision.id, file, message: draft.revision.message, down, ...none };
  }
  return withWorkbench(project, { cache: options.cache ?? true }, async (bench) => {
    options.onProgress?.("reading models and migrations");
    const from = options.from ?? "migrations";
    const states = await statesOf(project, bench, from);
    const startsFrom = from === "migrations" ? "migrations" : "catalog";
    return writeDifference(project, bench, draft, states, { ...options, startsFrom });
  });
}

function refuseContradictions(options: RevisionOptions): void {
  const { autogenerate, sql, head, splice, from } = options;
  if (autogenerate && sql)
    throw new LimbeckError("usage", "a revision from the models is TypeScript", {
      hint: "Leave --sql out; `limbeck upgrade --sql` shows a revision as SQL.",
    });
  const way = options.amend ? "amend" : "merge";
  if (!options[way]) return;
  const wrong = [
    [!autogenerate, "works only for revisions from the models", "Use `limbeck generate`."],
    [options.amend && options.merge, "does not go with --merge", "Leave one of them out."],
    [way === "merge" && head, "does not go with --head: all heads are followed", ""],
    [splice, "does not go with --splice", ""],
    [way === "amend" && from === "database", "starts from the migrations", ""],
  ] as const;
  for (const [holds, why, hint] of wrong)
    if (holds)
      throw new LimbeckError("usage", `--${way} ${why}`, { hint: hint || "Leave it out." });
}
