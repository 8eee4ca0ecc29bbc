import { init } from "../../commands/index.js";
import type { CliContext } from "../context.js";

export async function initFace(
  context: CliContext,
  [directory]: readonly string[],
  options: { models?: string },
): Promise<undefined> {
  const report = await init({ cwd: context.terminal.cwd, directory, models: options.models });
  const { colors } = context;
  context.give(report, () =>
    context.options.quiet
      ? []
      : [
          ...report.written.map((file) => `${colors.green("+")} ${file}`),
          ...report.kept.map((file) => colors.dim(`  ${file} is here already`)),
          "",
          report.modelsFound
            ? `Models: ${report.models}`
            : `No models found. Write your tables to match ${report.models}, or change \`models\` in limbeck.config.ts.`,
          `Then: ${colors.bold("limbeck generate create tables")}, and ${colors.bold("limbeck upgrade")}.`,
        ],
  );
}
