import { relative } from "node:path";
import { type DumpReport, dump } from "../../commands/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import type { CliContext } from "../context.js";
import { count, revisionLines } from "./revision.js";
import { commented, sqlLines } from "./sql-lines.js";

interface DumpFlags {
  ts?: boolean;
  revision?: boolean;
  message?: string;
  revId?: string;
  verify?: boolean;
  cache?: boolean;
}

export async function dumpFace(
  context: CliContext,
  [what]: readonly string[],
  flags: DumpFlags,
): Promise<undefined> {
  const stray = flags.revision ? undefined : strayFlag(flags);
  if (stray !== undefined)
    throw new LimbeckError("usage", `${stray} is for a revision`, {
      hint: "Add --revision, or leave it out.",
    });
  const report = await dump({
    ...context.project,
    what: what!,
    revision: flags.revision,
    message: flags.message,
    revisionId: flags.revId,
    verify: flags.verify,
    cache: flags.cache,
    onProgress: context.busy,
  });
  context.give(report, () =>
    flags.revision ? revisionOf(report, context) : schemaOf(report, context, flags.ts === true),
  );
}

function strayFlag(flags: DumpFlags): string | undefined {
  if (flags.message !== undefined) return "--message";
  if (flags.revId !== undefined) return "--rev-id";
  return flags.verify === false ? "--no-verify" : undefined;
}

function schemaOf(report: DumpReport, { options, colors }: CliContext, asTypeScript: boolean) {
  const whole = asTypeScript ? [report.operations] : sqlLines(report.sql);
  if (options.quiet) return whole;
  const facts = [
    `${report.what}: ${count(report.objects, "object")}`,
    ...(report.notCompared.length > 0 ? [`not included: ${report.notCompared.join(", ")}`] : []),
  ];
  const comments = commented(facts, asTypeScript).map((line) => colors.dim(line));
  return [...comments, "", ...whole];
}

function revisionOf({ what, written, isDatabase }: DumpReport, context: CliContext): string[] {
  const { colors, options, terminal } = context;
  const { file, revision } = written!;
  if (file === undefined) return ["nothing to write: it is empty"];
  if (options.quiet) return [relative(terminal.cwd, file)];
  const lines = revisionLines(written!, terminal.cwd, colors, `as in ${what}`);
  if (!isDatabase) return lines;
  // It is there already: what is left is to say so.
  return [
    ...lines.slice(0, -1),
    `The database has all of it already. Say so: ${colors.bold(`limbeck stamp ${revision}`)}`,
  ];
}
