import { join, relative } from "node:path";
import { type Catalog, without } from "../../catalog/index.js";
import type { RevisionPart } from "../../config/index.js";
import { LimbeckError, messageOf } from "../../diagnostic/index.js";
import type { AnyOperation } from "../../operation/index.js";
import { buildGraph, type Revision } from "../../revision/index.js";
import { revisionFileName } from "../../script/index.js";
import { difference } from "../comparing/comparison.js";
import type { States } from "../comparing/read-states.js";
import type { Project } from "../project/project.js";
import type { Base, Workbench } from "../workbench/workbench.js";
import { type Draft, draftRevision } from "./new-revision.js";
import { plainOperations } from "./rewrite.js";

/** One of several revisions that lead from one state to another, still without its way back. */
export interface PartOfWay {
  readonly draft: Draft;
  readonly states: States;
  readonly startsFrom: Base;
  readonly upgrade: readonly AnyOperation[];
  readonly back: readonly AnyOperation[];
  readonly loses: { readonly upgrade: readonly string[]; readonly downgrade: readonly string[] };
}

/**
 * Works out where each part arrives, and how it gets back from there: what lies between two parts is
 * asked of a database, as everything else is.
 *
 * @throws {LimbeckError} `config-failed` for a part that cannot run where the ones before it led
 */
export async function partsOfWay(
  project: Project,
  bench: Workbench,
  first: Draft,
  parts: readonly RevisionPart[],
  { states, startsFrom }: { readonly states: States; readonly startsFrom: Base },
): Promise<PartOfWay[]> {
  const { leftOut = new Set<never>() } = states.narrowed ?? {};
  const way: PartOfWay[] = [];
  let draft = { ...first, revision: { ...first.revision, message: parts[0]!.message } };
  let at: States = states;
  for (const [i, { message, operations }] of parts.entries()) {
    const base = i === 0 ? startsFrom : "catalog";
    const whole = at.narrowed?.base ?? at.from;
    if (i > 0)
      draft = await draftBehind(
        project,
        way.map((one) => one.draft),
        message,
      );
    const reached =
      i === parts.length - 1
        ? undefined
        : await arrival(bench, whole, await plainOperations(project, operations), base, message);
    const to = reached ? without(reached, leftOut) : states.to;
    const between = { ...at, to };
    const back = difference({ from: to, to: at.from }, project.read);
    const loses = { upgrade: difference(between, project.read).loses, downgrade: back.loses };
    way.push({
      ...{ draft, states: between, startsFrom: base },
      ...{ upgrade: operations, back: back.operations, loses },
    });
    const narrowed = states.narrowed && reached && { narrowed: { leftOut, base: reached } };
    at = { ...states, from: to, ...narrowed };
  }
  return way;
}

async function arrival(
  bench: Workbench,
  from: Catalog,
  operations: readonly AnyOperation[],
  base: Base,
  message: string,
): Promise<Catalog> {
  try {
    return await bench.after(from, operations, base);
  } catch (error) {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    throw new LimbeckError(
      "config-failed",
      `rewrite made a part, "${message}", that does not run behind the ones before it: ${messageOf(cause)}`,
      {
        hint: "What an operation needs has to be in its own part, or in one before.",
        cause: error,
      },
    );
  }
}

/** A revision behind others that are not written yet. */
async function draftBehind(
  project: Project,
  before: readonly Draft[],
  message: string,
): Promise<Draft> {
  const graph = await project.graph();
  const coming = before.map(({ folder, revision }): Revision => {
    const { id, down, dependsOn = [], labels = [], message } = revision;
    return { id, down, dependsOn, labels, message, file: join(folder, revisionFileName(revision)) };
  });
  const { folder, revision } = before.at(-1)!;
  return draftRevision(
    project,
    buildGraph([...graph.nodes.map((node) => node.revision), ...coming]),
    [revision.id],
    { message, versionPath: relative(project.dir, folder) || "." },
  );
}
