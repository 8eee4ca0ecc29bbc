import { existsSync } from "node:fs";
import { LimbeckError } from "../../diagnostic/index.js";
import {
  buildGraph,
  dependentsOf,
  headsOf,
  type Revision,
  type RevisionGraph,
  revisionOf,
} from "../../revision/index.js";
import { run } from "../../runtime/index.js";
import { statesOf } from "../comparing/check.js";
import { compare } from "../comparing/comparison.js";
import { loadStep } from "../database/load-step.js";
import { ownWorkIn } from "../project/own-work.js";
import { type Project, withTarget } from "../project/project.js";
import { refuseProtected } from "../project/protection.js";
import { tellingHeads } from "../project/several-heads.js";
import { useScratch } from "../workbench/with-scratch.js";
import { withWorkbench } from "../workbench/workbench.js";
import { draftRevision, locationOf } from "./new-revision.js";
import { parentsFor } from "./parents.js";
import type { RevisionOptions } from "./revision.js";
import { type RevisionReport, writeDifference } from "./write-difference.js";

/**
 * Writes the newest revision anew from the models, in the place of the one there is, and takes
 * that back first where the database has it. Whether another database has it nobody can tell.
 *
 * @throws {LimbeckError} `not-a-head`, `multiple-heads`, `environment-protected`; `data-step` when
 *   something in it was written by hand and would be lost
 */
export async function amend(given: Project, options: RevisionOptions): Promise<RevisionReport> {
  refuseProtected(
    given,
    "a revision that may be applied there is never written anew",
    "Write another one: `limbeck generate`.",
  );
  return useScratch(given, async (scratch) => {
    const project = { ...given, scratch };
    const graph = await project.graph();
    const old = await newest(project, graph, options.head);
    await refuseOwnWork(project, old);
    const cache = options.cache ?? true;
    const asTold = options.message !== undefined || options.revisionId !== undefined;
    options.onProgress?.("reading models and migrations");
    if (!asTold && (await nothingDiffers(project, cache))) return nothingWritten(old, old.message);
    const rest = without(project, graph, old);
    const draft = await draftRevision(rest, await rest.graph(), old.down, {
      ...options,
      message: options.message ?? old.message,
      revisionId: options.revisionId ?? old.id,
      branchLabels: options.branchLabels ?? old.labels,
      dependsOn: options.dependsOn ?? old.dependsOn,
      versionPath: options.versionPath ?? locationOf(project, old.file)[0],
    });
    let takenBackOn: string | undefined;
    const report = await withWorkbench(rest, { cache }, async (bench) =>
      writeDifference(
        rest,
        bench,
        { ...draft, replaces: [old.file!] },
        await statesOf(rest, bench, "migrations"),
        {
          ...options,
          startsFrom: "migrations",
          async beforeWriting() {
            takenBackOn = await takeBack(project, graph, old.id);
          },
        },
      ),
    );
    if (report.file === undefined) throw needless(old);
    return takenBackOn === undefined ? report : { ...report, takenBackOn };
  });
}

async function newest(
  project: Project,
  graph: RevisionGraph,
  head: string | undefined,
): Promise<Revision> {
  const parents = await tellingHeads(project, graph, () => parentsFor(project, graph, head));
  const [id] = parents;
  if (id === undefined || parents.length > 1)
    throw new LimbeckError("usage", "there is no revision to write anew", {
      hint:
        headsOf(graph).length === 0
          ? "Write the first one: `limbeck generate`."
          : "Name one with --head.",
    });
  const [dependent] = dependentsOf(graph, id);
  if (dependent === undefined) return revisionOf(graph, id);
  throw new LimbeckError("not-a-head", `${id} cannot be written anew: ${dependent} depends on it`, {
    hint: "Write another revision: `limbeck generate`.",
    details: { revision: id, dependent },
  });
}

async function refuseOwnWork(project: Project, old: Revision): Promise<void> {
  const own = await ownWorkIn(project, old);
  if (own.length === 0) return;
  throw new LimbeckError(
    "data-step",
    `${old.id} holds what models do not say, and would be lost:\n  ${own.join("\n  ")}`,
    {
      hint: `Write the rest as another revision: \`limbeck generate\`. Or change this one by hand: \`limbeck edit ${old.id}\`.`,
      details: { revision: old.id, operations: own },
    },
  );
}

function nothingDiffers(project: Project, cache: boolean): Promise<boolean> {
  return withWorkbench(
    project,
    { cache },
    async (bench) => compare(await statesOf(project, bench, "migrations")).equal,
  );
}

function nothingWritten({ down }: Revision, message: string): RevisionReport {
  const loses = { upgrade: [], downgrade: [] };
  return { message, down, operations: 0, loses, warnings: [], notCompared: [] };
}

/** The project as it was before a revision was written. */
function without(project: Project, graph: RevisionGraph, { id, file }: Revision): Project {
  const rest = graph.nodes.map((node) => node.revision).filter((revision) => revision.id !== id);
  return {
    ...project,
    graph: async () => buildGraph(rest),
    files: () => project.files().filter((one) => one !== file),
  };
}

/** Gives the database on which there was something to take back. */
async function takeBack(
  project: Project,
  graph: RevisionGraph,
  id: string,
): Promise<string | undefined> {
  const target = await project.target();
  const { kind } = target;
  if (kind === "embedded" && !existsSync(target.directory)) return undefined;
  return withTarget(project, target, async (connection, { label }) => {
    const { steps } = await run(connection, {
      table: project.table,
      targetSchema: project.targetSchema,
      graph,
      path: (heads) => (heads.includes(id) ? [{ revision: id, direction: "downgrade" }] : []),
      load: (step) => loadStep(project, graph, step),
      ...(project.signal && { signal: project.signal }),
    });
    return steps.length > 0 ? label : undefined;
  });
}

function needless({ id, file }: Revision): LimbeckError {
  return new LimbeckError(
    "usage",
    `${id} has nothing left to do: without it the migrations already build what the models say`,
    {
      hint: `Take it back where it is applied, then take the file away: \`limbeck downgrade ${id}-1\`.`,
      details: { revision: id, file },
    },
  );
}
