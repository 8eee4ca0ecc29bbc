import { type CheckResult, type DoctorReport, doctor } from "../../commands/index.js";
import type { CliContext, Colors } from "../context.js";
import { commandGroups } from "../specs/groups.js";

export async function doctorFace(
  context: CliContext,
  _: readonly string[],
  flags: { strict?: boolean; skip?: readonly string[] },
): Promise<number> {
  const commands = commandGroups.flatMap((group) => group.commands.map(({ usage }) => usage));
  const found = await doctor({
    ...context.project,
    ...flags,
    commands: [...commands.map((usage) => usage.split(" ")[0]!), "help"],
    onCheck: context.busy,
  });
  const sections = found.sections.map(({ title, checks }) => ({
    title,
    checks: checks.map(context.typedHint),
  }));
  const report = { ...found, sections };
  context.give(report, () => lines(report, context));
  return report.ok ? 0 : 3;
}

function lines({ sections, passed, failed, skipped }: DoctorReport, context: CliContext): string[] {
  const { colors, options } = context;
  const shown = sections.map(({ title, checks }) => ({
    title,
    checks: options.quiet ? checks.filter(({ status }) => status === "failed") : checks,
  }));
  const found = shown
    .filter(({ checks }) => checks.length > 0)
    .flatMap(({ title, checks }) => [
      colors.bold(title),
      ...checks.flatMap((check) => checkLines(check, context.colors)),
      "",
    ]);
  if (options.quiet) return found.slice(0, -1);
  const sum = [
    colors.green(`${passed} ✓`),
    ...(failed > 0 ? [colors.red(`${failed} ✗`)] : []),
    ...(skipped > 0 ? [`${skipped} –`] : []),
  ];
  return [...found, sum.join(", ")];
}

function checkLines(check: CheckResult, colors: Colors): string[] {
  const { status, title, text, hint } = check;
  const [first, ...more] = text?.split("\n") ?? [];
  if (status !== "failed") {
    const mark = status === "ok" ? colors.green("✓") : colors.dim("–");
    const line = `  ${mark} ${title}${first ? colors.dim(`: ${first}`) : ""}`;
    return [line, ...(status === "skipped" && hint ? [`    ${colors.dim(`→ ${hint}`)}`] : [])];
  }
  const steps = hint?.split("\n") ?? [];
  return [
    `  ${colors.red("✗")} ${colors.bold(title)}`,
    ...[first ?? "", ...more].map((line) => `    ${line}`),
    ...steps.map((step, at) => `    ${at === 0 ? `${colors.cyan("→")} ` : "  "}${step}`),
  ];
}
