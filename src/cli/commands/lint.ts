import { type LintReport, lint } from "../../commands/index.js";
import type { CliContext } from "../context.js";
import { titled } from "../titled.js";
import { count } from "./revision.js";
import { databaseLine } from "./standing.js";

export async function lintFace(
  context: CliContext,
  [range]: readonly string[],
  { cache }: { cache?: boolean },
): Promise<number> {
  context.busy("working out what the revisions do");
  const report = await lint({ ...context.project, range, cache });
  context.give(report, () => lines(report, context));
  return report.ok ? 0 : 3;
}

function lines({ database, revisions }: LintReport, context: CliContext): string[] {
  const { colors, options } = context;
  const found = revisions.filter(({ findings }) => findings.length > 0);
  const all = found.reduce((sum, { findings }) => sum + findings.length, 0);
  const listed = found.flatMap(({ revision, message, findings }) => [
    titled(colors.bold(revision), message),
    ...findings.flatMap(({ rule, text, instead }) => [
      `  ${colors.yellow(rule)}  ${text}`,
      ...(instead === undefined ? [] : [`         instead: ${instead}`]),
    ]),
  ]);
  if (options.quiet) return listed;
  const judged = count(revisions.length, "revision");
  return [
    ...(database === undefined ? [] : [databaseLine(context, database)]),
    ...listed,
    ...(listed.length > 0 ? [""] : []),
    `${judged} judged: ${all === 0 ? colors.green("nothing found") : colors.yellow(count(all, "finding"))}`,
  ];
}
