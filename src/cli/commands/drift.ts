import { type DriftReport, drift } from "../../commands/index.js";
import type { CliContext } from "../context.js";
import { differenceLines } from "./check.js";
import { count, notComparedLines } from "./revision.js";
import { sqlLines } from "./sql-lines.js";
import { databaseLine, place } from "./standing.js";

export async function driftFace(
  context: CliContext,
  _: readonly string[],
  flags: { ts?: boolean; cache?: boolean },
): Promise<number> {
  context.busy("comparing the database with its revisions");
  const report = await drift({ ...context.project, cache: flags.cache });
  context.give(report, () => lines(report, context, flags.ts === true));
  return report.equal ? 0 : 3;
}

function lines(report: DriftReport, context: CliContext, asTypeScript: boolean): string[] {
  const { colors, options } = context;
  const found = differenceLines(report.differences, colors);
  if (options.quiet) return found;
  const at = place(report.revisions);
  const rest = [
    ...notComparedLines(report.notCompared, colors),
    ...(report.pending.length > 0
      ? [colors.dim(`  not applied yet: ${count(report.pending.length, "revision")}`)]
      : []),
  ];
  if (report.equal) {
    const objects = count(report.objects, "object");
    return [
      databaseLine(context, report.database),
      `${colors.green("no drift")}: the database is what its revisions build (${at}), ${objects}`,
      ...rest,
    ];
  }
  const { database, migrations } = report.repair;
  const shown = ({ sql, operations }: typeof database) =>
    (asTypeScript ? operations : sqlLines(sql).join("\n")).split("\n").map((line) => `  ${line}`);
  return [
    databaseLine(context, report.database),
    `${colors.yellow("drifted")}: the database from what its revisions build (${at}), in ${count(found.length, "object")}`,
    ...found,
    ...rest,
    ...(report.revisions.length === 0 ? ["", context.typed(neverApplied)] : []),
    "",
    colors.bold("To bring the database back:"),
    ...losing(database.loses, context),
    ...shown(database),
    "",
    colors.bold("To keep what is there, as the next revision has it:"),
    ...losing(migrations.loses, context),
    ...shown(migrations),
  ];
}

const neverApplied =
  "No revision was ever applied to it. If it was built in another way: limbeck stamp REVISION says where it stands.";

function losing(what: readonly string[], { colors }: CliContext): string[] {
  return what.length === 0 ? [] : [`  ${colors.yellow("loses")} ${what.join(", ")}`];
}
