import { rebase } from "../../commands/index.js";
import { commonLine } from "../../commands/project/common-object.js";
import type { CliContext } from "../context.js";
import { count } from "./revision.js";
import { databaseLine } from "./standing.js";

export async function rebaseFace(
  context: CliContext,
  [revision]: readonly string[],
  { onto }: { onto?: string },
): Promise<undefined> {
  context.busy("asking the database what is applied");
  const report = await rebase({ ...context.project, revision, onto });
  const { colors, options } = context;
  context.give(report, () =>
    options.quiet
      ? report.files
      : [
          databaseLine(context, report.database),
          `${colors.green("moved")} ${count(report.moved.length, "revision")} behind ${report.onto}: ${report.moved.join(", ")}`,
          ...report.common.map((one) => `  ${colors.yellow("look at")} ${commonLine(one)}`),
          "",
          `See that they still run in this order: ${colors.bold(context.typed("limbeck check"))}`,
        ],
  );
}
