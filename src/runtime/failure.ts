import { LimbeckError, maskSql } from "../diagnostic/index.js";
import { ident } from "../dialect/index.js";
import { DatabaseError, missingRole } from "../driver/index.js";
import { lineInStack } from "../operation/stack-line.js";
import { renderOperation } from "../render/index.js";
import type { Step } from "../revision/index.js";
import { StatementFailure } from "./send.js";

/** Where a run stood when a step of it failed. */
export interface FailedStep {
  readonly step: Step;
  readonly file?: string | undefined;
  /** The heads the database is at now. */
  readonly heads: readonly string[];
  /** Steps that did not run. */
  readonly notRun: readonly string[];
  /** Steps before it that were taken back with it: the run was one transaction. */
  readonly undone?: readonly string[];
  readonly interrupted: boolean;
  /** How many parts of the revision were committed before the one that failed. */
  readonly parts: number;
  /** The one that failed ran outside a transaction. */
  readonly apart: boolean;
}

const taken = new Set(["42P07", "42701", "42710", "42P06", "42723"]);

/** Says which operation failed, where it was written, what the server said and where things stand. */
export function stepFailure(thrown: unknown, failed: FailedStep): LimbeckError {
  const { step, heads, notRun } = failed;
  const stands = standing(failed, thrown);
  const details = { revision: step.revision, direction: step.direction, heads, notRun };
  if (failed.interrupted)
    return new LimbeckError(
      "migration-interrupted",
      `interrupted during ${step.revision}\n${stands}`,
      {
        hint: "Run the same command again to go on.",
        details,
      },
    );
  const title = `the ${step.direction} of ${step.revision} failed`;
  if (thrown instanceof StatementFailure) {
    const { statement, error } = thrown;
    const origin = statement?.operation.origin;
    const facts: [string, string | undefined][] = [
      [
        "operation",
        statement ? maskSql(firstLine(renderOperation(statement.operation))) : "the commit",
      ],
      ["at", origin ? `${origin.file}:${origin.line}` : failed.file],
      ["statement", statement && maskSql(statement.sql)],
      ["server", `${error.message} (${error.server.sqlState})`],
      ["detail", error.server.detail],
      ["hint", error.server.hint],
    ];
    const exists = taken.has(error.server.sqlState);
    return new LimbeckError(
      exists ? "already-exists" : "migration-failed",
      `${title}\n${table(facts)}\n${stands}`,
      {
        cause: error,
        hint: exists ? alreadyThere(step) : (statement?.hint ?? missingRoleHint(error)),
        details: {
          ...details,
          sqlState: error.server.sqlState,
          statement: statement && maskSql(statement.sql),
          ...origin,
        },
      },
    );
  }
  if (thrown instanceof LimbeckError)
    return new LimbeckError(thrown.code, `${title}: ${thrown.message}\n${stands}`, {
      cause: thrown,
      hint: thrown.hint,
      details: { ...thrown.details, ...details },
    });
  const at = failed.file === undefined ? undefined : lineOf(thrown, failed.file);
  const server = thrown instanceof DatabaseError ? ` (${thrown.server.sqlState})` : "";
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new LimbeckError(
    "migration-failed",
    `${title}: ${message}${server}\n${table([["at", at]])}${at ? "\n" : ""}${stands}`,
    {
      cause: thrown,
      details,
    },
  );
}

function standing(
  { step, heads, notRun, parts, apart, undone = [] }: FailedStep,
  thrown: unknown,
): string {
  const at = heads.length === 0 ? "base" : heads.join(", ");
  const rest = notRun.length === 0 ? "" : `; not run: ${list(notRun)}`;
  const committed = thrown instanceof LimbeckError && thrown.details.committed === true;
  const fate = committed
    ? "may be committed in part and is not recorded"
    : apart
      ? `${parts > 0 ? `stays committed up to part ${parts}, and ` : ""}broke off in a statement outside a transaction, which leaves what it leaves; run it again to go on`
      : parts > 0
        ? `stays committed up to part ${parts}, the rest was rolled back; run it again to go on`
        : "was rolled back";
  if (undone.length > 0)
    return `${list([...undone, step.revision])} were rolled back; the database stands at ${at}${rest}`;
  return `${step.revision} ${fate}; the database stands at ${at}${rest}`;
}

function list(names: readonly string[]): string {
  return names.length <= 5
    ? names.join(", ")
    : `${names.slice(0, 5).join(", ")} and ${names.length - 5} more`;
}

/** A throwaway database makes roles up, so that this shows only here. */
function missingRoleHint(error: DatabaseError): string | undefined {
  const role = missingRole(error);
  if (role === undefined) return undefined;
  return `Roles belong to the server: make it there (CREATE ROLE ${ident(role)}), or with op.createRole(${JSON.stringify(role)}) in a revision before this one.`;
}

function alreadyThere(step: Step): string {
  return `If the schema already is what ${step.revision} makes, record that with: limbeck stamp ${step.revision}\nTo see how the database differs: limbeck check --from database`;
}

function table(facts: readonly (readonly [string, string | undefined])[]): string {
  return facts
    .filter(([, value]) => value !== undefined)
    .map(
      ([name, value]) => `  ${name.padEnd(10)} ${value!.replaceAll("\n", `\n${" ".repeat(13)}`)}`,
    )
    .join("\n");
}

function firstLine(text: string): string {
  const [line, ...rest] = text.split("\n");
  return rest.length > 0 ? `${line} …` : line!;
}

function lineOf(thrown: unknown, file: string): string | undefined {
  const stack = thrown instanceof Error ? (thrown.stack ?? "") : "";
  const line = lineInStack(stack, file);
  return line ? `${file}:${line}` : file;
}
