import { relative } from "node:path";
import {
  branches,
  current,
  heads,
  history,
  type RevisionEntry,
  show,
} from "../../commands/index.js";
import { columns } from "../columns.js";
import type { CliContext, Colors } from "../context.js";
import { firstLine, titled } from "../titled.js";
import { databaseLine } from "./standing.js";

type None = readonly string[];

export async function currentFace(
  context: CliContext,
  _: None,
  flags: { checkHeads?: boolean },
): Promise<number> {
  context.busy("opening the database");
  const report = await current(context.project);
  const { colors } = context;
  context.give(report, () => [
    ...(context.options.quiet ? [] : [databaseLine(context, report.database)]),
    ...(context.options.verbose
      ? sections(report.revisions, context)
      : table(report.revisions, colors)),
    ...report.unknown.map((id) => `${id}  ${colors.yellow("not in the migrations folder")}`),
    ...(report.revisions.length + report.unknown.length === 0
      ? [`base  ${colors.dim("no revision is applied")}`]
      : []),
  ]);
  return flags.checkHeads && !report.atHead ? 3 : 0;
}

export async function headsFace(
  context: CliContext,
  _: None,
  { resolveDependencies }: { resolveDependencies?: boolean },
): Promise<undefined> {
  list(context, await heads({ ...context.project, resolveDependencies }));
}

export async function branchesFace(context: CliContext): Promise<undefined> {
  const points = await branches(context.project);
  context.give(points, () => {
    if (points.length === 0) return context.options.quiet ? [] : ["the revisions form one line"];
    return points.flatMap((point, at) => {
      const { children } = point;
      const lines = context.options.verbose
        ? sections([point, ...children], context)
        : [...table([point], context.colors), ...table(children, context.colors).map(inset)];
      return at > 0 ? ["", ...lines] : lines;
    });
  });
}

export async function historyFace(
  context: CliContext,
  _: None,
  flags: { revRange?: string; indicateCurrent?: boolean },
): Promise<undefined> {
  const { revRange: range, indicateCurrent } = flags;
  const onDatabase = (label: string) => context.say(databaseLine(context, label));
  const entries = await history({ ...context.project, range, indicateCurrent, onDatabase });
  list(context, entries, range === undefined ? undefined : `no revision lies in ${range}`);
}

export async function showFace(context: CliContext, [revision]: None): Promise<undefined> {
  const onDatabase = (label: string) => context.say(databaseLine(context, label));
  const entries = await show({ ...context.project, revision: revision!, onDatabase });
  context.give(entries, () => sections(entries, context));
}

function list(
  context: CliContext,
  entries: readonly RevisionEntry[],
  none = "no revisions yet",
): void {
  context.give(entries, () => {
    if (entries.length === 0) return [none];
    if (context.options.verbose) return sections(entries, context);
    return table(entries, context.colors);
  });
}

function table(entries: readonly RevisionEntry[], colors: Colors): string[] {
  return columns(
    entries.map((entry) => [
      colors.bold(entry.revision),
      colors.dim(`← ${entry.down.join(", ") || "base"}`),
      firstLine(entry.message),
      tags(entry, colors),
    ]),
  );
}

function tags(entry: RevisionEntry, colors: Colors): string {
  const words = [
    entry.head && (entry.effectiveHead ? "effective head" : "head"),
    entry.branchPoint && "branch point",
    entry.mergePoint && "merge point",
    ...entry.labels,
  ].filter(Boolean);
  const current = entry.current ? colors.green(" (current)") : "";
  return `${words.length > 0 ? colors.cyan(`(${words.join(", ")})`) : ""}${current}`.trim();
}

function inset(line: string): string {
  return `  ${line}`;
}

/** One after the other, with an empty line between. */
function sections(entries: readonly RevisionEntry[], context: CliContext): string[] {
  return entries.flatMap((entry, at) => [...(at > 0 ? [""] : []), ...entryLines(entry, context)]);
}

/** The whole of a revision, one fact to a line. */
function entryLines(entry: RevisionEntry, { colors, terminal }: CliContext): string[] {
  const facts: [string, string][] = [
    ["parent", entry.down.join(", ") || "base"],
    ["depends on", entry.dependsOn.join(", ")],
    ["labels", entry.labels.join(", ")],
    ["replaces", entry.replaces?.join(", ") ?? ""],
    ["created", entry.created ?? ""],
    ["file", entry.file ? relative(terminal.cwd, entry.file) : ""],
  ];
  const rows = facts
    .filter(([, value]) => value !== "")
    .map(([name, value]) => [`  ${name}`, value]);
  const mark = tags(entry, colors);
  return [
    titled(colors.bold(entry.revision), entry.message) + (mark ? `  ${mark}` : ""),
    ...columns(rows),
  ];
}
