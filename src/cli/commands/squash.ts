import { relative } from "node:path";
import { squash } from "../../commands/index.js";
import type { CliContext } from "../context.js";
import { count } from "./revision.js";

interface SquashFlags {
  message?: string;
  keep?: string;
  cache?: boolean;
}

export async function squashFace(
  context: CliContext,
  [range]: readonly string[],
  { message, keep, cache }: SquashFlags,
): Promise<undefined> {
  const { busy, colors, options, project, terminal } = context;
  const report = await squash({
    ...project,
    range: range!,
    message,
    keep,
    cache,
    onProgress: busy,
  });
  const file = relative(terminal.cwd, report.file);
  const { form, proof } = report;
  context.give(report, () =>
    options.quiet
      ? [file]
      : [
          `${colors.green("+")} ${colors.bold(file)}`,
          `  replaces ${report.replaces.join(", ")}`,
          `  ${count(report.operations, "operation")}, ${form === "difference" ? "written anew" : "as they were, one after the other"}`,
          ...proof.warnings.map(
            (warning) => `  ${colors.yellow("warning")} ${warning.replaceAll("\n", "\n    ")}`,
          ),
          `  ${colors.green("proved")} up: ${count(proof.upObjects, "object")} as they build · down: ${count(proof.downObjects, "object")} as before them`,
        ],
  );
}
