import { LimbeckError, maskSql } from "../diagnostic/index.js";
import { aloneIn, type Segment } from "../plan/index.js";

/** What an earlier run began outside a transaction. */
export interface BegunPart {
  readonly statement: string;
  /** The SQL after which nobody knows of it any more. */
  readonly forget: string;
}

/** A part that was committed is no longer what the file says. */
export function edited(at: number, before: string, now: Segment | undefined): LimbeckError {
  const lines = [
    `applied:  ${shortHash(before)}`,
    `file now: ${now ? `${shortHash(now.hash)}\n${statementsOf(now)}` : "reads, or runs a data step"}`,
  ];
  return new LimbeckError(
    "migration-failed",
    `part ${at + 1} of this revision was applied by an earlier run that broke off, and the file has since been changed\n${indented(lines)}`,
    {
      hint: "Put the file back as it was, run again, and make the change in a new revision.",
      details: { part: at + 1, applied: before, now: now?.hash },
    },
  );
}

/** A statement that was begun outside a transaction is no longer what the file says. */
export function begunOther(at: number, begun: BegunPart, now: Segment | undefined): LimbeckError {
  const said = now ? statementsOf(now) : "  reads, or runs a data step";
  const lines = [`begun:    ${maskSql(begun.statement)}`, `file now:\n${said}`];
  return new LimbeckError(
    "migration-failed",
    `part ${at + 1} of this revision was begun outside a transaction by an earlier run that broke off, and the file has since been changed\n${indented(lines)}`,
    {
      hint: `Put the file back as it was, run again, and make the change in a new revision.\nOr take away by hand what it left, and forget it: ${begun.forget};`,
      details: { part: at + 1, begun: begun.statement, now: now && aloneIn(now)?.sql },
    },
  );
}

/** What was once said of a text; the text itself was not kept. */
function shortHash(hash: string): string {
  return hash === "" ? "statements that read, or ran a data step" : `sha256 ${hash.slice(0, 12)}`;
}

function statementsOf({ statements }: Segment): string {
  return statements.map(({ sql }) => `  ${maskSql(sql).replaceAll("\n", "\n  ")}`).join("\n");
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `  ${line.replaceAll("\n", "\n  ")}`).join("\n");
}
