import { relative } from "node:path";
import { bundle } from "../../commands/index.js";
import type { CliContext } from "../context.js";
import { count } from "./revision.js";

export async function bundleFace(
  context: CliContext,
  [output]: readonly string[],
  { check }: { check?: boolean },
): Promise<number> {
  const report = await bundle({ ...context.project, output, check });
  const { colors, options, terminal } = context;
  const file = relative(terminal.cwd, report.file);
  const outdated = check === true && !report.upToDate;
  context.give(report, () => {
    if (options.quiet) return report.upToDate ? [] : [file];
    if (outdated)
      return [
        `${colors.yellow("different")}: ${file} does not have the revisions as they are`,
        `Write it anew: ${colors.bold(context.typed("limbeck bundle"))}`,
      ];
    const mark = report.upToDate ? colors.dim("up to date:") : colors.green("+");
    const needs = "  it imports .ts files: for bundlers, Bun and Deno, and Node from 22.18 on";
    return [
      `${mark} ${file} (${count(report.revisions, "revision")})`,
      ...(report.importsTypeScript ? [colors.dim(needs)] : []),
    ];
  });
  return outdated ? 3 : 0;
}
