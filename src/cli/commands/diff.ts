import { type DiffReport, diff } from "../../commands/index.js";
import type { CliContext } from "../context.js";
import { count } from "./revision.js";
import { commented, sqlLines } from "./sql-lines.js";

export async function diffFace(
  context: CliContext,
  [from, to]: readonly string[],
  flags: { ts?: boolean; cache?: boolean },
): Promise<number> {
  context.busy("comparing");
  const report = await diff({ ...context.project, from: from!, to: to!, cache: flags.cache });
  context.give(report, () => lines(report, context, flags.ts === true));
  return report.equal ? 0 : 3;
}

/** Whatever is said beside the change is a comment: the output can be run, or pasted, as it is. */
function lines(report: DiffReport, { options, colors }: CliContext, asTypeScript: boolean) {
  const { from, to, loses, notCompared } = report;
  const change = asTypeScript ? [report.operations] : sqlLines(report.sql);
  if (options.quiet) return report.equal ? [] : change;
  const said = report.equal
    ? `equal: ${from} and ${to}, ${count(report.objects, "object")}`
    : `what makes ${from} into ${to}: ${count(report.differences.length, "object")} to change`;
  const facts = [
    said,
    ...(loses.length > 0 ? [`loses: ${loses.join(", ")}`] : []),
    ...(notCompared.length > 0 ? [`not compared: ${notCompared.join(", ")}`] : []),
    ...(options.verbose ? report.differences.map(({ text }) => text) : []),
  ];
  const comments = commented(facts, asTypeScript).map((line) => colors.dim(line));
  return report.equal ? comments : [...comments, "", ...change];
}
