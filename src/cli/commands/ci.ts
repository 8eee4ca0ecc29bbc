import { mkdir, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { createColors } from "picocolors";
import { ciMarkdown } from "../../commands/ci/markdown.js";
import { type CiReport, ci } from "../../commands/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import type { CliContext, Colors } from "../context.js";
import { count } from "./revision.js";

interface CiFlags {
  base?: string;
  drift?: boolean;
  strict?: boolean;
  format?: string;
  output?: string;
  cache?: boolean;
}

export async function ciFace(
  context: CliContext,
  _: readonly string[],
  flags: CiFlags,
): Promise<number> {
  const format = formatOf(flags.format, context.options.json);
  const { base, drift, strict, cache } = flags;
  const onProgress = context.busy;
  const found = await ci({ ...context.project, base, drift, strict, cache, onProgress });
  const report = { ...found, checks: found.checks.map(context.typedHint) };
  const json = () => JSON.stringify(report, undefined, 2).split("\n");
  const written = {
    text: () => textLines(report, context),
    markdown: () => [ciMarkdown(report).trimEnd()],
    json,
  };
  if (flags.output !== undefined) {
    const plain = { ...context, colors: createColors(false) };
    const lines = format === "text" ? textLines(report, plain) : written[format]();
    await write(resolve(context.terminal.cwd, flags.output), `${lines.join("\n")}\n`);
  }
  // With a file for the machine, the terminal is for people.
  context.give(report, flags.output === undefined ? written[format] : written.text);
  return report.ok ? 0 : 3;
}

function formatOf(format: string | undefined, json = false): "text" | "markdown" | "json" {
  if (format === "text" || format === "markdown" || format === "json") return format;
  if (format === undefined) return json ? "json" : "text";
  throw new LimbeckError("usage", `--format takes text, markdown or json, not ${format}`, {
    hint: "For instance: limbeck ci --format markdown --output report.md",
  });
}

async function write(file: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  } catch (cause) {
    throw new LimbeckError("usage", `${file} cannot be written: ${(cause as Error).message}`, {
      hint: "Name another file with --output.",
      cause,
    });
  }
}

function textLines(report: CiReport, { colors, options }: CliContext): string[] {
  const { base, revisions, checks, ok } = report;
  const shown = options.quiet ? checks.filter(({ status }) => status === "failed") : checks;
  const width = Math.max(...checks.map(({ name }) => name.length));
  const warned = checks.filter(({ status }) => status === "warning").length;
  const failed = checks.filter(({ status }) => status === "failed").length;
  const verdict = ok
    ? colors.green(warned > 0 ? `passed, with ${count(warned, "warning")}` : "passed")
    : colors.red(
        failed > 0 ? `failed: ${count(failed, "check")}` : `failed: ${count(warned, "warning")}`,
      );
  const since = base ? ` since ${base.ref} (${base.commit.slice(0, 12)})` : "";
  return [
    ...(options.quiet ? [] : [`${count(revisions.length, "new revision")}${since}`, ""]),
    ...shown.flatMap(({ name, status, summary, details = [], hint }) => [
      `${mark(status, colors)} ${colors.bold(name.padEnd(width))}  ${summary}`,
      ...details.map((detail) => `    ${detail.replaceAll("\n", "\n      ")}`),
      ...(hint === undefined || status === "passed" ? [] : [`  ${colors.cyan("→")} ${hint}`]),
    ]),
    ...(options.quiet ? [] : ["", verdict]),
  ];
}

function mark(status: CiReport["checks"][number]["status"], colors: Colors): string {
  const marks = {
    passed: colors.green("✓"),
    failed: colors.red("✗"),
    warning: colors.yellow("!"),
    skipped: colors.dim("-"),
  };
  return marks[status];
}
