import { relative } from "node:path";
import { importAlembic } from "../../commands/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import type { CliContext } from "../context.js";
import { count } from "./revision.js";

export async function importFace(
  context: CliContext,
  _args: readonly string[],
  { alembic, sql }: { alembic?: string; sql?: readonly string[] },
): Promise<undefined> {
  if (alembic === undefined)
    throw new LimbeckError("usage", "limbeck import needs to know what to import", {
      hint: "Name the folder of Alembic's environment: limbeck import --alembic ../backend/alembic",
    });
  const report = await importAlembic({ ...context.project, alembic, sql });
  const { colors, options, terminal } = context;
  const stubs = report.revisions.flatMap((one) => (one.hasSql ? [] : [one.revision]));
  const files = report.revisions.map(({ file }) => relative(terminal.cwd, file));
  context.give(report, () =>
    options.quiet
      ? files
      : [
          ...files.map((file) => `${colors.green("+")} ${file}`),
          `${count(report.revisions.length, "revision")} · heads: ${report.heads.join(", ")}`,
          ...(stubs.length === 0
            ? []
            : [`without SQL, so that they do nothing: ${stubs.join(", ")}`]),
          ...(report.versionTable === "alembic_version"
            ? []
            : [
                "",
                `Keep its table, in limbeck.config.ts: ${colors.bold('versionTable: "alembic_version"')}`,
              ]),
        ],
  );
}
