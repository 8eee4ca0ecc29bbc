import { init, listTemplates } from "../../commands/index.js";
import { columns } from "../columns.js";
import type { CliContext } from "../context.js";

export async function initFace(
  context: CliContext,
  [directory]: readonly string[],
  options: { models?: string; template?: string },
): Promise<undefined> {
  const report = await init({ cwd: context.terminal.cwd, directory, ...options });
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
            : report.models === undefined
              ? "No models: every revision is written by hand."
              : `No models found. Write your tables to match ${report.models}, or change \`models\` in limbeck.config.ts.`,
          `Then: ${colors.bold(report.models === undefined ? "limbeck revision -m start" : "limbeck generate create tables")}, and ${colors.bold("limbeck upgrade")}.`,
        ],
  );
}

export async function listTemplatesFace(context: CliContext): Promise<undefined> {
  const templates = await listTemplates();
  context.give(templates, () => {
    const rows = templates.map(({ name, summary }) => [context.colors.bold(name), summary]);
    return context.options.quiet ? templates.map(({ name }) => name) : columns(rows);
  });
}
