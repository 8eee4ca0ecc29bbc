import { isDeepStrictEqual } from "node:util";
import type { Catalog } from "../../catalog/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import type { ReadOptions } from "../../dialect/index.js";
import type { AnyOperation } from "../../operation/index.js";
import { planStatements, recordOperations } from "../../plan/index.js";
import type { Revision } from "../../revision/index.js";
import { type RevisionModule, shownPath } from "../../script/index.js";
import { difference } from "../comparing/comparison.js";
import { isOwnWork, operationsOf, shownOperation } from "../project/own-work.js";
import type { Project } from "../project/project.js";
import type { SquashRange } from "./squash-range.js";

/** What the one revision does in place of the many. */
export interface SquashBody {
  /**
   * `difference`: what leads from nothing to where they led, written anew. `sequence`: all that they
   * do, one after the other, as it is.
   */
  readonly form: "difference" | "sequence";
  readonly upgrade: readonly AnyOperation[];
  readonly downgrade: readonly AnyOperation[];
}

/** All that the revisions of a range do, one after the other. */
export interface RangeOperations {
  readonly up: readonly AnyOperation[];
  readonly down: readonly AnyOperation[];
  /** One that has no downgrade. */
  readonly oneWay: Revision | undefined;
}

/**
 * Notes down what the revisions of a range do.
 *
 * @throws {LimbeckError} `data-step` for what is a function, and no data
 */
export async function rangeOperations(
  project: Project,
  range: SquashRange,
): Promise<RangeOperations> {
  const up: AnyOperation[] = [];
  const down: AnyOperation[] = [];
  const steps = new Map<string, string[]>();
  let oneWay: Revision | undefined;
  for (const revision of range.revisions) {
    const back = await noted(project, revision, "downgrade", steps);
    if (!back) oneWay ??= revision;
    up.push(...((await noted(project, revision, "upgrade", steps)) ?? []));
    down.unshift(...(back ?? []));
  }
  if (steps.size > 0) throw dataSteps(range, steps);
  return { up, down, oneWay };
}

/**
 * What takes the place of the many.
 *
 * Only a range that begins with nothing is written anew: there are no rows yet, so that all that
 * counts is what it builds. Anywhere else the order of steps can matter to rows (a default that
 * fills a column and goes again, a column that gets another name), and nothing may be left out.
 *
 * @throws {LimbeckError} `script-invalid` where there is no way back
 */
export function squashBody(
  { down: parents, dependsOn }: SquashRange,
  { up, down, oneWay }: RangeOperations,
  { from, to }: { readonly from: Catalog; readonly to: Catalog },
  read: ReadOptions,
): SquashBody {
  if (parents.length === 0 && dependsOn.length === 0 && [...up, ...down].every(isBuilt)) {
    const upgrade = difference({ from, to }, read).operations;
    return {
      form: "difference",
      upgrade,
      downgrade: difference({ from: to, to: from }, read).operations,
    };
  }
  if (oneWay !== undefined) throw noWayBack(oneWay);
  return { form: "sequence", upgrade: up, downgrade: down };
}

/** What a revision does, without its data steps: these are noted under its id. */
async function noted(
  project: Project,
  revision: Revision,
  direction: "upgrade" | "downgrade",
  steps: Map<string, string[]>,
): Promise<readonly AnyOperation[] | undefined> {
  const note = (text: string) =>
    void steps.set(revision.id, [...(steps.get(revision.id) ?? []), text]);
  try {
    const operations = await operationsOf(project, revision, direction);
    for (const one of operations ?? []) if (one.kind === "run") note(shownOperation(one));
    return operations;
  } catch (error) {
    if (!(error instanceof LimbeckError) || error.code !== "data-step") throw error;
    note(error.message);
    return [];
  }
}

/** Whether all of it shows in the catalog of a database. */
function isBuilt(operation: AnyOperation): boolean {
  return (
    !isOwnWork(operation) && planStatements([operation], { major: 18 }).every((s) => !s.outside)
  );
}

/** Pieces of the range that have no data step in them can still be squashed. */
function dataSteps(
  range: SquashRange,
  steps: ReadonlyMap<string, readonly string[]>,
): LimbeckError {
  const lines = [...steps.values()].flat();
  const pieces: string[][] = [[]];
  for (const { id } of range.revisions)
    if (steps.has(id)) pieces.push([]);
    else pieces.at(-1)!.push(id);
  const commands = pieces
    .filter((piece) => piece.length > 1)
    .map((piece) => `\`limbeck squash ${piece[0]}:${piece.at(-1)}\``);
  return new LimbeckError(
    "data-step",
    `what a function does cannot be carried over into another file:\n  ${lines.join("\n  ")}`,
    {
      hint:
        commands.length > 0
          ? `Squash what lies around it: ${commands.join(", ")}.`
          : "Leave these revisions as they are. Where the step has done its work everywhere, take it out of its file first.",
      details: { revisions: [...steps.keys()] },
    },
  );
}

function noWayBack({ id, file }: Revision): LimbeckError {
  return new LimbeckError(
    "script-invalid",
    `${shownPath(file!)} has no downgrade, so what takes its place could not be taken back`,
    {
      hint: "Export a function `downgrade(op)` from it, or leave it out of the range.",
      details: { file, revision: id },
    },
  );
}

/**
 * Sees that a file does what was meant to be written into it, statement for statement.
 *
 * @throws {LimbeckError} `unsupported` naming the operation that has no form as text
 */
export async function refuseUnwritable(
  body: SquashBody,
  { upgrade, downgrade }: RevisionModule,
): Promise<void> {
  const reads = new LimbeckError("internal", "a squashed revision reads");
  for (const [meant, written] of [
    [body.upgrade, upgrade],
    [body.downgrade, downgrade!],
  ] as const) {
    const found = await recordOperations(written as never, { onQuery: () => reads });
    const lost = meant.find((one, at) => !isDeepStrictEqual(textOf(one), textOf(found[at])));
    if (lost === undefined) continue;
    throw new LimbeckError(
      "unsupported",
      `${shownOperation(lost)} cannot be written down as it is`,
      {
        hint: "Its values are no text, number or truth value. Say them as SQL: op.execute(sql`…`).",
      },
    );
  }
}

function textOf(operation: AnyOperation | undefined) {
  if (operation === undefined) return undefined;
  return planStatements([operation], { major: 18 }).map(({ sql, params }) => [sql, params]);
}
