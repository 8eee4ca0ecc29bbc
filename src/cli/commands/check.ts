import { type CheckReport, check } from "../../commands/index.js";
import type { CliContext } from "../context.js";
import { count, notComparedLines, stateOf } from "./revision.js";

export async function checkFace(
  context: CliContext,
  _: readonly string[],
  flags: { from?: string; cache?: boolean },
): Promise<number> {
  context.busy("comparing models and migrations");
  const report = await check({ ...context.project, from: stateOf(flags.from), cache: flags.cache });
  context.give(report, () => lines(report, context));
  return report.equal ? 0 : 3;
}

function lines(report: CheckReport, { colors, options }: CliContext): string[] {
  const other = report.from === "database" ? "the database" : "the migrations";
  const rest = notComparedLines(report.notCompared, colors);
  if (report.equal)
    return [
      `${colors.green("equal")}: ${count(report.objects, "object")} in models and ${other}`,
      ...rest,
    ];
  const marks = { "+": colors.green, "-": colors.red, "~": colors.yellow };
  return [
    `the models differ from ${other} in ${count(report.differences.length, "object")}:`,
    ...report.differences.map(({ text }) => `  ${marks[text[0] as "+"](text[0]!)}${text.slice(1)}`),
    ...rest,
    "",
    ...(options.verbose ? [report.operations, ""] : []),
    `Write the revision that closes the gap: ${colors.bold("limbeck generate")}`,
  ];
}
