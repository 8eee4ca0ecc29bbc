import { type StatusReport, status } from "../../commands/index.js";
import type { CliContext } from "../context.js";
import { titled } from "../titled.js";
import { factLines } from "./plan.js";
import { count } from "./revision.js";
import { databaseLine } from "./standing.js";

export async function statusFace(
  context: CliContext,
  _: readonly string[],
  { cache }: { cache?: boolean },
): Promise<number> {
  const report = await status({ ...context.project, cache });
  context.give(report, () => lines(report, context));
  return report.ok ? 0 : 3;
}

function lines(report: StatusReport, context: CliContext): string[] {
  const { colors, options } = context;
  const { database, revisions, heads, pending, unknown, edited } = report;
  const behind = [
    ...unknown.map((id) => `${colors.red("unknown")}  ${id}: not in the folder`),
    ...edited.map(
      ({ revision }) =>
        `${colors.yellow("edited")}   ${revision}: its file says something else than what ran`,
    ),
    ...pending.flatMap((one) => [
      `${colors.cyan("pending")}  ${titled(colors.bold(one.revision), one.message)}`,
      ...factLines(one, context).map((fact) => `         ${fact.replaceAll("\n", "\n       ")}`),
    ]),
  ];
  if (options.quiet) return behind;
  const at = [...revisions.map((one) => titled(one.revision, one.message)), ...unknown];
  return [
    databaseLine(context, database),
    `at ${at.join(", ") || "base"}`,
    ...(heads.length > 1 ? [`${count(heads.length, "head")}: ${heads.join(", ")}`] : []),
    ...(behind.length > 0 ? ["", ...behind] : []),
    "",
    nextStep(report, context),
  ];
}

function nextStep({ unknown, edited, pending }: StatusReport, context: CliContext): string {
  const command = (line: string) => context.colors.bold(context.typed(line));
  if (unknown.length > 0)
    return `Get ${unknown.join(", ")} back from another branch or a newer release, or take it back: ${command("limbeck downgrade REVISION --from-journal")}`;
  if (pending.some(({ loses }) => loses.upgrade.length > 0))
    return `Run what is pending, and keep what it loses: ${command("limbeck upgrade --backup")}`;
  if (pending.length > 0) return `Run what is pending: ${command("limbeck upgrade")}`;
  if (edited.length > 0)
    return `Get the file of ${edited[0]!.revision} back as it was, and put what is new into a revision of its own: ${command("limbeck generate")}`;
  return "nothing to do";
}
