import { type InitReport, init, listTemplates } from "../../commands/index.js";
import { columns } from "../columns.js";
import type { CliContext, Colors } from "../context.js";

export async function initFace(
  context: CliContext,
  [directory]: readonly string[],
  options: { models?: string; template?: string; with?: string },
): Promise<undefined> {
  const report = await init({
    cwd: context.terminal.cwd,
    directory,
    ...options,
    with: options.with?.split(",").map((name) => name.trim()),
  });
  const { colors } = context;
  context.give(report, () =>
    context.options.quiet
      ? []
      : [
          ...report.written.map((file) => `${colors.green("+")} ${file}`),
          ...report.kept.map((file) => colors.dim(`  ${file} is here already`)),
          "",
          ...(report.written.includes("limbeck.config.ts") ? begun(report, colors) : []),
          ...report.next.map((command) => `Try: ${colors.bold(command)}`),
        ],
  );
}

function begun({ models, modelsFound }: InitReport, colors: Colors): string[] {
  const found =
    models === undefined
      ? "No models: every revision is written by hand."
      : modelsFound
        ? `Models: ${models}`
        : `No models found. Write your tables to match ${models}, or change \`models\` in limbeck.config.ts.`;
  const next =
    models === undefined ? "limbeck revision -m start" : "limbeck generate create tables";
  return [found, `Then: ${colors.bold(next)}, and ${colors.bold("limbeck upgrade")}.`];
}

export async function listTemplatesFace(context: CliContext): Promise<undefined> {
  const templates = await listTemplates();
  context.give(templates, () => {
    const rows = templates.map(({ option, name, summary }) => [
      `${option} ${context.colors.bold(name)}`,
      summary,
    ]);
    return context.options.quiet ? templates.map(({ name }) => name) : columns(rows);
  });
}
