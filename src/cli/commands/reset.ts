import { type ResetPlan, reset } from "../../commands/index.js";
import type { CliContext } from "../context.js";
import { moveOptions } from "./move.js";
import { count } from "./revision.js";
import { seededLines } from "./seed.js";
import { sqlLines } from "./sql-lines.js";
import { databaseLine, place } from "./standing.js";

interface ResetFlags {
  yes?: boolean;
  yesIMean?: string;
  upgrade?: boolean;
  seed?: boolean;
}

export async function resetFace(
  context: CliContext,
  _: readonly string[],
  { yes, yesIMean, upgrade, seed }: ResetFlags,
): Promise<undefined> {
  const { colors } = context;
  const { onPlan: _announced, ...move } = moveOptions(context, {});
  const report = await reset({
    ...move,
    yes,
    yesIMean,
    seed,
    empty: upgrade === false,
    ask: context.ask,
    onProgress: context.busy,
    onPlan: (plan) => context.say(...planLines(plan, context)),
  });
  if (context.options.json) {
    context.give(report, () => []);
    return;
  }
  const { upgraded, seeded } = report;
  context.say(
    `${colors.green("reset")} ${place(report.from)} → ${colors.bold(place(upgraded?.to ?? []))}`,
    ...(seeded ? seededLines(seeded, context) : []),
  );
}

/** What goes; the statements under `--verbose`. */
function planLines(plan: ResetPlan, context: CliContext): string[] {
  const { colors, options } = context;
  const gone = plan.loses.map((what) => `  ${colors.red("-")} ${what}`);
  return [
    databaseLine(context, plan.database),
    `${colors.yellow("takes away")} ${count(plan.objects, "object")}${gone.length > 0 ? ", among them" : ""}`,
    ...gone.slice(0, 20),
    ...(gone.length > 20 ? [`  and ${gone.length - 20} more`] : []),
    ...(options.verbose ? sqlLines(plan.sql).map((line) => `  ${line}`) : []),
  ];
}
