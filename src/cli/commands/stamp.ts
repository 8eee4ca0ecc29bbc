import { stamp, stampSql } from "../../commands/index.js";
import type { CliContext } from "../context.js";
import { giveSql, type SqlFlags, sqlOptions, wantsSql } from "./sql.js";
import { databaseLine, place } from "./standing.js";

export async function stampFace(
  context: CliContext,
  revisions: readonly string[],
  flags: SqlFlags & { purge?: boolean; yesIMean?: string },
): Promise<undefined> {
  if (wantsSql(flags, ["purge", "yesIMean"]))
    return giveSql(context, await stampSql({ ...sqlOptions(context, flags), revisions }));
  const { purge, yesIMean } = flags;
  const report = await stamp({ ...context.project, revisions, purge, yesIMean, ask: context.ask });
  if (context.options.quiet && !context.options.json) return;
  context.give(report, () => [
    databaseLine(context, report.database),
    `${context.colors.green("stamped")} ${place(report.from)} → ${place(report.to)}; nothing was run`,
  ]);
}
