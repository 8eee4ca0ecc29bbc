import { relative } from "node:path";
import { edit, ensureVersion, ensureVersionSql, merge } from "../../commands/index.js";
import { commonLine } from "../../commands/project/common-object.js";
import type { CliContext } from "../context.js";
import { giveSql } from "./sql.js";
import { databaseLine } from "./standing.js";

interface MergeFlags {
  message?: string;
  revId?: string;
  branchLabel?: readonly string[];
  versionPath?: string;
  splice?: boolean;
}

export async function mergeFace(
  context: CliContext,
  revisions: readonly string[],
  flags: MergeFlags,
): Promise<undefined> {
  const report = await merge({
    ...context.project,
    revisions,
    message: flags.message,
    revisionId: flags.revId,
    branchLabels: flags.branchLabel,
    versionPath: flags.versionPath,
    splice: flags.splice,
  });
  const { colors, options, terminal } = context;
  const file = relative(terminal.cwd, report.file);
  context.give(report, () =>
    options.quiet
      ? [file]
      : [
          `${colors.green("+")} ${colors.bold(file)}`,
          `  joins ${report.down.join(", ")}`,
          ...report.common.map((one) => `  ${colors.yellow("look at")} ${commonLine(one)}`),
        ],
  );
}

export async function editFace(
  context: CliContext,
  [revision]: readonly string[],
): Promise<undefined> {
  const report = await edit({ ...context.project, revision: revision! });
  const { options, terminal } = context;
  context.give(report, () => {
    const file = relative(terminal.cwd, report.file);
    return options.quiet ? [] : [`${file}: ${report.changed ? "changed" : "as it was"}`];
  });
}

export async function ensureVersionFace(
  context: CliContext,
  _: readonly string[],
  { sql }: { sql?: boolean },
): Promise<undefined> {
  if (sql) return giveSql(context, await ensureVersionSql(context.project));
  context.busy("opening the database");
  const report = await ensureVersion(context.project);
  context.give(report, () =>
    context.options.quiet
      ? []
      : [databaseLine(context, report.database), `there: ${report.table}, ${report.journal}`],
  );
}
