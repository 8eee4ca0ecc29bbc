import { type CheckReport, type Comparison, check } from "../../commands/index.js";
import type { CliContext, Colors } from "../context.js";
import { count, notComparedLines, stateOf } from "./revision.js";

export async function checkFace(
  context: CliContext,
  _: readonly string[],
  flags: { from?: string; cache?: boolean },
): Promise<number> {
  const from = stateOf(flags.from);
  context.busy(`comparing models and ${from === "database" ? "the database" : "migrations"}`);
  const report = await check({ ...context.project, from, cache: flags.cache });
  context.give(report, () => lines(report, context));
  return report.equal ? 0 : 3;
}

function lines(report: CheckReport, context: CliContext): string[] {
  const { colors, options } = context;
  const other = report.from === "database" ? "the database" : "the migrations";
  const found = differenceLines(report.differences, colors);
  if (options.quiet) return found;
  const rest = notComparedLines(report.notCompared, colors);
  if (report.equal) {
    const objects = count(report.objects, "object");
    return [`${colors.green("equal")}: the models and ${other}, ${objects}`, ...rest];
  }
  const pending = report.pending.length;
  const command =
    pending > 0
      ? "limbeck upgrade"
      : report.from === "database"
        ? "limbeck generate --from database"
        : "limbeck generate";
  const advice =
    pending > 0
      ? `The database is ${count(pending, "revision")} behind. Bring it up first`
      : "Write the revision that closes the gap";
  return [
    `${colors.yellow("different")}: the models from ${other}, in ${count(found.length, "object")}`,
    ...found,
    ...rest,
    "",
    ...(options.verbose ? [report.operations.trimEnd(), ""] : []),
    `${advice}: ${colors.bold(context.typed(command))}`,
  ];
}

/** `+` what is to come, `-` what is to go, `~` what is to change. */
export function differenceLines(found: Comparison["differences"], colors: Colors): string[] {
  const marks = { "+": colors.green, "-": colors.red, "~": colors.yellow };
  return found.map(
    ({ text }) => `  ${marks[text[0] as "+"](text[0]!)}${text.slice(1).replaceAll("\n", "\n    ")}`,
  );
}
