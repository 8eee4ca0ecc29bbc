import { wait } from "../../commands/index.js";
import { milliseconds } from "../../runtime/duration.js";
import type { CliContext } from "../context.js";
import { databaseLine } from "./standing.js";

export async function waitFace(
  context: CliContext,
  _: readonly string[],
  flags: { timeout?: string },
): Promise<undefined> {
  const timeoutMs = milliseconds(flags.timeout);
  context.busy("waiting for the database");
  const report = await wait({ ...context.project, timeoutMs });
  if (context.options.quiet && !context.options.json) return;
  context.give(report, () => [
    databaseLine(context, report.database),
    `${context.colors.green("ready")} after ${report.ms} ms`,
  ]);
}
