import { relative } from "node:path";
import { current, heads, history, type RevisionEntry, show, stamp } from "../../commands/index.js";
import { columns } from "../columns.js";
import type { CliContext, Colors } from "../context.js";

type None = readonly string[];

export async function currentFace(
  context: CliContext,
  _: None,
  flags: { checkHeads?: boolean },
): Promise<number> {
  const report = await current(context.project);
  const { colors } = context;
  context.give(report, () => [
    ...(context.options.quiet ? [] : [`database: ${report.database}`]),
    ...(context.options.verbose
      ? report.revisions.flatMap((entry) => entryLines(entry, context))
      : table(report.revisions, colors)),
    ...report.unknown.map((id) => `${id}  ${colors.yellow("not in the migrations folder")}`),
    ...(report.revisions.length + report.unknown.length === 0 ? ["base (no revision)"] : []),
  ]);
  return flags.checkHeads && !report.atHead ? 3 : 0;
}

export async function headsFace(context: CliContext): Promise<undefined> {
  list(context, await heads(context.project));
}

export async function historyFace(
  context: CliContext,
  _: None,
  flags: { revRange?: string; indicateCurrent?: boolean },
): Promise<undefined> {
  const { revRange: range, indicateCurrent } = flags;
  list(context, await history({ ...context.project, range, indicateCurrent }));
}

export async function showFace(context: CliContext, [revision]: None): Promise<undefined> {
  const entries = await show({ ...context.project, revision: revision! });
  context.give(entries, () => entries.flatMap((entry) => entryLines(entry, context)));
}

export async function stampFace(
  context: CliContext,
  revisions: None,
  flags: { purge?: boolean },
): Promise<undefined> {
  const report = await stamp({ ...context.project, revisions, purge: flags.purge });
  const place = (ids: readonly string[]) => (ids.length === 0 ? "base" : ids.join(", "));
  context.give(report, () => [
    `database: ${report.database}`,
    `stamped ${place(report.from)} → ${place(report.to)}; nothing was run`,
  ]);
}

function list(context: CliContext, entries: readonly RevisionEntry[]): void {
  context.give(entries, () => {
    if (entries.length === 0) return ["no revisions yet"];
    if (context.options.verbose) return entries.flatMap((entry) => entryLines(entry, context));
    return table(entries, context.colors);
  });
}

function table(entries: readonly RevisionEntry[], colors: Colors): string[] {
  return columns(
    entries.map((entry) => [
      colors.bold(entry.revision),
      colors.dim(`← ${entry.down.join(", ") || "base"}`),
      entry.message,
      tags(entry, colors),
    ]),
  );
}

function tags(entry: RevisionEntry, colors: Colors): string {
  const words = [
    entry.head && "head",
    entry.branchPoint && "branch point",
    entry.mergePoint && "merge point",
    ...entry.labels,
  ].filter(Boolean);
  const current = entry.current ? colors.green(" (current)") : "";
  return `${words.length > 0 ? colors.cyan(`(${words.join(", ")})`) : ""}${current}`.trim();
}

/** The whole of a revision, one fact to a line. */
function entryLines(entry: RevisionEntry, { colors, terminal }: CliContext): string[] {
  const facts: [string, string][] = [
    ["parent", entry.down.join(", ") || "base"],
    ["depends on", entry.dependsOn.join(", ")],
    ["labels", entry.labels.join(", ")],
    ["created", entry.created ?? ""],
    ["file", entry.file ? relative(terminal.cwd, entry.file) : ""],
  ];
  const rows = facts
    .filter(([, value]) => value !== "")
    .map(([name, value]) => [`  ${name}`, value]);
  const mark = tags(entry, colors);
  return [
    `${colors.bold(entry.revision)}  ${entry.message}${mark ? `  ${mark}` : ""}`,
    ...columns(rows),
    "",
  ];
}
