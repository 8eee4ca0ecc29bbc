import { LimbeckError } from "../../diagnostic/index.js";
import { queryText } from "../../dialect/index.js";
import type { AnyOperation, Sql } from "../../operation/index.js";
import { recordOperations } from "../../plan/index.js";
import type { Revision } from "../../revision/index.js";
import { shownPath } from "../../script/index.js";
import type { Project } from "./project.js";

type Direction = "upgrade" | "downgrade";

/**
 * What one direction of a revision would do, noted down instead of run; `undefined` where the file
 * has no such function.
 *
 * @throws {LimbeckError} `data-step` where it reads: what it does then, only a run can tell
 */
export async function operationsOf(
  project: Project,
  { id, file }: Revision,
  direction: Direction,
): Promise<AnyOperation[] | undefined> {
  const body = (await project.load(file!))[direction];
  if (!body) return undefined;
  const onQuery = () =>
    new LimbeckError(
      "data-step",
      `the ${direction} of ${id} (${shownPath(file!)}) reads with op.query`,
      { hint: "What it does depends on the rows it finds.", details: { revision: id, file } },
    );
  return recordOperations(body as never, { file: file!, onQuery });
}

/** Whether no difference of two schemas gives it: somebody wrote it. */
export function isOwnWork({ kind, args }: AnyOperation): boolean {
  if (kind !== "execute") return kind === "run" || kind === "bulkInsert";
  // The only SQL that a difference has: a new sequence goes on behind the values there are.
  return !/^SELECT setval\(pg_get_serial_sequence\(/.test(queryText(args[0] as Sql).text);
}

/** What somebody added to a revision by hand, as `op.run("number the vales") (migrations/x.ts:7)`. */
export async function ownWorkIn(project: Project, revision: Revision): Promise<string[]> {
  const found: string[] = [];
  for (const direction of ["upgrade", "downgrade"] as const)
    for (const operation of (await operationsOf(project, revision, direction)) ?? [])
      if (isOwnWork(operation)) found.push(shownOperation(operation));
  return found;
}

/** `op.run("number the vales") (migrations/x.ts:7)`. */
export function shownOperation({ kind, args, origin }: AnyOperation): string {
  const name = kind === "execute" ? "…" : JSON.stringify(args[0]);
  return `op.${kind}(${name})${origin ? ` (${shownPath(origin.file)}:${origin.line})` : ""}`;
}
