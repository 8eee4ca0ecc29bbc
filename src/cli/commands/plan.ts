import { isLong, lockText } from "../../commands/ci/lock-text.js";
import { type PlanReport, plan } from "../../commands/index.js";
import type { CliContext } from "../context.js";
import { titled } from "../titled.js";
import { count } from "./revision.js";
import { databaseLine, place } from "./standing.js";

export async function planFace(
  context: CliContext,
  [target]: readonly string[],
  { cache }: { cache?: boolean },
): Promise<undefined> {
  context.busy("working out what the revisions do");
  const report = await plan({ ...context.project, target, cache });
  context.give(report, () => lines(report, context));
}

function lines(report: PlanReport, context: CliContext): string[] {
  const { colors, options } = context;
  const { database, from, revisions } = report;
  const shown = revisions.flatMap((revision) => ["", ...revisionLines(revision, context)]);
  if (options.quiet) return shown.slice(1);
  const at = place(from);
  const next = colors.bold(context.typed("limbeck upgrade"));
  return [
    databaseLine(context, database),
    revisions.length === 0
      ? `nothing to do: at ${at}`
      : `at ${at}; ${count(revisions.length, "revision")} to run`,
    ...shown,
    ...(revisions.length > 0 ? ["", `Run ${revisions.length > 1 ? "them" : "it"}: ${next}`] : []),
  ];
}

function revisionLines(plan: PlanReport["revisions"][number], context: CliContext): string[] {
  const { revision, message, sql, apart } = plan;
  return [
    titled(context.colors.bold(revision), message),
    ...factLines(plan, context).map((fact) => `  ${fact}`),
    ...sql.flatMap((text) => [
      ...(apart.includes(text) ? [`  ${context.colors.dim("-- outside a transaction:")}`] : []),
      `  ${text.replaceAll("\n", "\n  ")}${text.startsWith("--") ? "" : ";"}`,
    ]),
  ];
}

/** What a revision locks, loses and reads. */
export function factLines(
  { reads, locks, loses, findings = [] }: PlanReport["revisions"][number],
  { colors, options }: CliContext,
): string[] {
  return [
    ...locks.map((lock) => {
      const safer = lock.safer === undefined ? [] : [`       instead: ${lock.safer}`];
      const word = isLong(lock) ? colors.yellow("locks") : colors.dim("locks");
      return [`${word}  ${lockText(lock)}`, ...safer].join("\n  ");
    }),
    ...loses.upgrade.map((what) => `${colors.yellow("loses")}  ${what}`),
    ...(options.verbose ? loses.downgrade : []).map(
      (what) => `${colors.dim("loses")}  ${what}, on downgrade`,
    ),
    ...findings.map(({ rule, text }) => `${colors.yellow("rules")}  ${text} (${rule})`),
    ...(reads ? [`${colors.dim("reads")}  the database: shown as for no rows`] : []),
  ];
}
