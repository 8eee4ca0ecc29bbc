import { relative } from "node:path";
import { type RevisionOptions, type RevisionReport, revision } from "../../commands/index.js";
import { few } from "../../commands/project/few.js";
import { LimbeckError } from "../../diagnostic/index.js";
import type { CliContext, Colors } from "../context.js";
import { type AnswerFlags, answersOf } from "./answers.js";

interface RevisionFlags extends AnswerFlags {
  message?: string;
  autogenerate?: boolean;
  revId?: string;
  head?: string;
  splice?: boolean;
  amend?: boolean;
  merge?: boolean;
  branchLabel?: readonly string[];
  dependsOn?: readonly string[];
  versionPath?: string;
  sql?: boolean;
  from?: string;
  verify?: boolean;
  cache?: boolean;
}

export async function revisionFace(
  context: CliContext,
  _: readonly string[],
  flags: RevisionFlags,
): Promise<undefined> {
  const stray = flags.autogenerate ? undefined : strayFlag(flags);
  if (stray !== undefined)
    throw new LimbeckError("usage", `--${stray} is for revisions from the models`, {
      hint: "Add --autogenerate, or leave it out.",
    });
  await write(context, flags, {
    message: flags.message,
    autogenerate: flags.autogenerate ?? false,
  });
}

function strayFlag(flags: RevisionFlags): string | undefined {
  if (flags.verify === false) return "no-verify";
  return (["from", "rename", "drop", "using", "answers"] as const).find((name) => flags[name]);
}

/** `limbeck generate add request id`: the message needs no quotes. */
export async function generateFace(
  context: CliContext,
  words: readonly string[],
  flags: RevisionFlags,
): Promise<undefined> {
  const message = words.join(" ") || flags.message;
  await write(context, flags, { message, autogenerate: true });
}

async function write(
  context: CliContext,
  flags: RevisionFlags,
  options: RevisionOptions,
): Promise<void> {
  const report = await revision({
    ...context.project,
    ...options,
    revisionId: flags.revId,
    head: flags.head,
    splice: flags.splice,
    amend: flags.amend,
    merge: flags.merge,
    branchLabels: flags.branchLabel,
    dependsOn: flags.dependsOn,
    versionPath: flags.versionPath,
    sql: flags.sql,
    from: stateOf(flags.from),
    verify: flags.verify,
    cache: flags.cache,
    answers: answersOf(flags, context.terminal.cwd),
    ask: context.ask,
    onProgress: context.busy,
  });
  context.give(report, () => {
    const lines = revisionLines(report, context);
    if (!context.options.quiet) return lines;
    const files = [report, ...(report.followedBy ?? [])].flatMap(({ file }) => file ?? []);
    return files.map((file) => relative(context.terminal.cwd, file));
  });
}

/** The state a comparison starts from, as `--from` names it. */
export function stateOf(from: string | undefined): "migrations" | "database" | undefined {
  if (from === undefined || from === "migrations" || from === "database") return from;
  throw new LimbeckError("usage", `--from takes migrations or database, not ${from}`, {
    hint: "--from migrations compares with what the revisions build, --from database with what is there.",
  });
}

/** @param wanted what the upgrade was proved to reach */
export function revisionLines(
  report: RevisionReport,
  context: CliContext,
  wanted = "as the models say",
): string[] {
  const { colors, terminal } = context;
  const all = [report, ...(report.followedBy ?? [])];
  const lines = all.flatMap((one, at) => [
    ...(at > 0 ? [""] : []),
    ...linesOf(one, terminal.cwd, colors, at === all.length - 1 ? wanted : "on the way"),
  ]);
  lines.push(...notComparedLines(report.notCompared, colors));
  if (report.operations > 0) {
    const look = all.length > 1 ? "Look them over" : "Look it over";
    lines.push(
      "",
      `${look}, then bring the database up: ${colors.bold(context.typed("limbeck upgrade"))}`,
    );
  }
  return lines;
}

function linesOf(report: RevisionReport, cwd: string, colors: Colors, wanted: string): string[] {
  const lines: string[] = [];
  const { proof } = report;
  if (report.file === undefined)
    lines.push("nothing to do: the migrations already build what the models say");
  else lines.push(`${colors.green("+")} ${colors.bold(relative(cwd, report.file))}`);
  if (report.operations > 0) lines.push(`  ${count(report.operations, "operation")}`);
  if (report.file !== undefined && report.down.length > 1)
    lines.push(`  joins ${report.down.join(", ")}`);
  if (report.takenBackOn !== undefined)
    lines.push(`  ${colors.yellow("taken back")} first on ${report.takenBackOn}`);
  const { upgrade, downgrade } = report.loses;
  if (upgrade.length > 0) lines.push(`  ${colors.yellow("loses")} on upgrade: ${few(upgrade, 5)}`);
  if (downgrade.length > 0)
    lines.push(`  ${colors.yellow("loses")} on downgrade: ${few(downgrade, 5)}`);
  for (const warning of report.warnings)
    lines.push(`  ${colors.yellow("warning")} ${warning.replaceAll("\n", "\n    ")}`);
  if (proof) {
    const rows = proof.rows > 0 ? `, ${count(proof.rows, "row")} kept both ways` : "";
    lines.push(
      `  ${colors.green("proved")} up: ${count(proof.upObjects, "object")} ${wanted} · down: ${count(proof.downObjects, "object")} as before${rows}`,
    );
    for (const { table, reason } of proof.unseeded)
      lines.push(colors.dim(`  proved without rows in ${table}: ${reason.split("\n")[0]}`));
  } else if (report.file !== undefined && report.operations > 0)
    lines.push(colors.yellow("  not proved"));
  return lines;
}

/** Objects of kinds that are not compared are named, never passed over in silence. */
export function notComparedLines(names: readonly string[], colors: Colors): string[] {
  if (names.length === 0) return [];
  return [colors.dim(`  not compared: ${few(names, 10)}`)];
}

export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
