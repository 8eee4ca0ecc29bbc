import { dirname, relative } from "node:path";
import { type DumpReport, dump, type ModelForm } from "../../commands/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import type { CliContext } from "../context.js";
import { differenceLines } from "./check.js";
import { count, notComparedLines, revisionLines } from "./revision.js";
import { commented, sqlLines } from "./sql-lines.js";

interface DumpFlags {
  ts?: boolean;
  revision?: boolean;
  models?: string;
  as?: string;
  message?: string;
  revId?: string;
  verify?: boolean;
  cache?: boolean;
}

export async function dumpFace(
  context: CliContext,
  [what]: readonly string[],
  flags: DumpFlags,
): Promise<number> {
  const stray = flags.revision ? undefined : strayFlag(flags);
  if (stray !== undefined)
    throw new LimbeckError("usage", `${stray} is for a revision`, {
      hint: "Add --revision, or leave it out.",
    });
  if (flags.models !== undefined && flags.revision)
    throw new LimbeckError("usage", "--models and --revision are two runs", {
      hint: "Write the models first, then the revision.",
    });
  const as = modelForm(flags);
  const report = await dump({
    ...context.project,
    what: what!,
    revision: flags.revision,
    models: flags.models,
    as,
    message: flags.message,
    revisionId: flags.revId,
    verify: flags.verify,
    cache: flags.cache,
    onProgress: context.busy,
  });
  context.give(report, () =>
    report.models
      ? modelLines(report.models, report, context)
      : flags.revision
        ? revisionOf(report, context)
        : schemaOf(report, context, flags.ts === true),
  );
  return report.models?.equal === false ? 3 : 0;
}

const forms: readonly ModelForm[] = ["sql", "drizzle"];

function modelForm({ as, models }: DumpFlags): ModelForm | undefined {
  if (as === undefined) return undefined;
  const form = forms.find((one) => one === as);
  if (form === undefined)
    throw new LimbeckError("usage", `models are written as ${forms.join(" or ")}, not as ${as}`, {
      hint: "limbeck dump database --models src/db --as drizzle",
    });
  if (models === undefined)
    throw new LimbeckError("usage", "--as is for models", {
      hint: `Say where they go: --models <folder> --as ${form}.`,
    });
  return form;
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
  const lines = revisionLines(written!, context, `as in ${what}`);
  if (!isDatabase) return lines;
  // It is there already: what is left is to say so.
  return [
    ...lines.slice(0, -1),
    `The database has all of it already. Say so: ${colors.bold(context.typed(`limbeck stamp ${revision}`))}`,
  ];
}

function modelLines(
  models: NonNullable<DumpReport["models"]>,
  { what, objects, notCompared }: DumpReport,
  { colors, options, terminal }: CliContext,
): string[] {
  const files = models.files.map((file) => relative(terminal.cwd, file));
  if (options.quiet) return files;
  const [first] = files;
  if (first === undefined) return ["nothing to write: it is empty"];
  const differ = differenceLines(models.differences, colors);
  return [
    ...files.map((file) => `${colors.green("+")} ${file}`),
    models.equal
      ? `  ${colors.green("proved")}: ${count(objects, "object")} as in ${what}`
      : `  ${colors.yellow("different")} from ${what}, in ${count(differ.length, "object")}`,
    ...differ,
    ...notComparedLines(notCompared, colors),
    "",
    `In limbeck.config.ts: ${colors.bold(`models: ${sourcesOf(files)}`)}`,
  ];
}

/** How a configuration names models that were written. */
function sourcesOf(files: readonly string[]): string {
  const paths = files.map((file) => `./${file.replaceAll("\\", "/")}`);
  if (paths.every((path) => path.endsWith(".sql")))
    return `sqlFiles("${dirname(paths[0]!)}/*.sql")`;
  const sources = paths.map((path) =>
    path.endsWith(".sql") ? `sqlFiles("${path}")` : `drizzle("${path}")`,
  );
  return sources.length === 1 ? sources[0]! : `[${sources.join(", ")}]`;
}
