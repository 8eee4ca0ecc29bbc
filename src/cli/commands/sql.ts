import type { SqlOptions, SqlReport } from "../../commands/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import type { CliContext } from "../context.js";

/** Options of the commands that can print what they would do. */
export interface SqlFlags {
  sql?: boolean;
  idempotent?: boolean;
  skipSteps?: boolean;
  tag?: string;
}

const names = { idempotent: "--idempotent", skipSteps: "--skip-steps", tag: "--tag" } as const;
const onlineNames: Readonly<Record<string, string>> = {
  backup: "--backup",
  lockTimeout: "--lock-timeout",
  purge: "--purge",
  wait: "--wait",
  yesIMean: "--yes-i-mean",
  fromJournal: "--from-journal",
};

/**
 * Whether SQL is asked for.
 *
 * @throws {LimbeckError} `usage` for options that only make sense with it, or only without
 */
export function wantsSql(flags: SqlFlags, online: readonly string[]): boolean {
  if (flags.sql) {
    const wrong = online.find((name) => (flags as Record<string, unknown>)[name] !== undefined);
    if (wrong === undefined) return true;
    throw new LimbeckError("usage", `${onlineNames[wrong]} means nothing with --sql`, {
      hint: "Leave one of them out: with --sql no database is asked.",
    });
  }
  for (const [key, flag] of Object.entries(names))
    if (flags[key as keyof typeof names] !== undefined)
      throw new LimbeckError("usage", `${flag} is for --sql`, {
        hint: "Add --sql, or leave it out.",
      });
  return false;
}

export function sqlOptions(context: CliContext, flags: SqlFlags): SqlOptions {
  const { idempotent, skipSteps, tag } = flags;
  return { ...context.project, idempotent, skipSteps, tag };
}

/** The script on stdout, what is not in it on stderr. */
export function giveSql(
  context: CliContext,
  report: SqlReport | { readonly sql: string },
): undefined {
  context.give(report, () => [report.sql.trimEnd()]);
  const skipped = "skipped" in report ? report.skipped : [];
  if (context.options.json || context.options.quiet) return;
  for (const { revision, step } of skipped)
    context.terminal.err(
      `${context.colors.yellow("left out")} data step "${step}" of ${revision}\n`,
    );
}
