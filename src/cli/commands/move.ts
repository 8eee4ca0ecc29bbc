import {
  type Backup,
  downgrade,
  downgradeSql,
  type MovedStep,
  type MoveOptions,
  type MovePlan,
  type MoveReport,
  upgrade,
  upgradeSql,
} from "../../commands/index.js";
import { milliseconds } from "../../runtime/duration.js";
import type { RunEvent } from "../../runtime/index.js";
import { columns, widest } from "../columns.js";
import type { CliContext } from "../context.js";
import { firstLine } from "../titled.js";
import { count } from "./revision.js";
import { giveSql, type SqlFlags, sqlOptions, wantsSql } from "./sql.js";
import { databaseLine, place } from "./standing.js";

interface MoveFlags extends SqlFlags {
  lockTimeout?: string;
  wait?: string;
  yesIMean?: string;
  fromJournal?: boolean;
  backup?: boolean;
}

export async function upgradeFace(
  context: CliContext,
  [target]: readonly string[],
  flags: MoveFlags,
): Promise<undefined> {
  if (wantsSql(flags, ["lockTimeout", "wait", "backup", "yesIMean"]))
    return giveSql(context, await upgradeSql({ ...sqlOptions(context, flags), target }));
  const { yesIMean } = flags;
  const { ask } = context;
  const options = { ...moveOptions(context, flags), yesIMean, ask };
  const report = await upgrade({ ...options, ...(target !== undefined && { target }) });
  finish(context, report, "upgraded");
}

export async function downgradeFace(
  context: CliContext,
  [target]: readonly string[],
  flags: MoveFlags,
): Promise<undefined> {
  if (wantsSql(flags, ["lockTimeout", "wait", "fromJournal", "yesIMean", "backup"]))
    return giveSql(context, await downgradeSql({ ...sqlOptions(context, flags), target: target! }));
  const { yesIMean, fromJournal } = flags;
  const { ask } = context;
  const options = { ...moveOptions(context, flags), target: target!, yesIMean, fromJournal, ask };
  finish(context, await downgrade(options), "downgraded");
}

/** Every revision gets its line as soon as it is done: what follows may still fail. */
export function moveOptions(context: CliContext, flags: MoveFlags): MoveOptions {
  let layout: Layout | undefined;
  context.busy("opening the database");
  return {
    ...context.project,
    lockWaitMs: milliseconds(flags.lockTimeout),
    databaseWaitMs: milliseconds(flags.wait),
    backup: flags.backup,
    onBackup(backup) {
      if (backup) context.say(backupLine(backup, context));
      else context.busy("keeping the database");
    },
    onPlan(planned) {
      layout = layoutOf(planned);
      const { database, steps } = planned;
      const message = `${count(steps.length, "revision")} to run on ${database}`;
      context.log({ event: "run.start", message, database, steps: steps.length });
      context.say(databaseLine(context, planned.database));
      const kept = planned.steps.filter(({ fromJournal }) => fromJournal);
      if (kept.length > 0)
        context.say(
          `${context.colors.yellow("from the journal:")} ${kept.map((s) => s.revision).join(", ")}; ${kept.length === 1 ? "its file is" : "their files are"} gone`,
        );
    },
    onEvent: (event) => show(context, layout, event),
  };
}

function backupLine({ by, file, bytes, ms }: Backup, { colors }: CliContext): string {
  const size = bytes === undefined ? "" : `, ${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${colors.green("kept")} ${file ?? `by a ${by}`}${colors.dim(`${size}, ${duration(ms)}`)}`;
}

/** What the lines of a plan share; made once, for a plan can have thousands. */
interface Layout {
  readonly messages: ReadonlyMap<string, string>;
  /** The widest cell of each column. */
  readonly widest: readonly string[];
}

function layoutOf({ steps }: MovePlan): Layout {
  return {
    messages: new Map(steps.map(({ revision, message }) => [revision, firstLine(message)])),
    widest: [widest(steps.map((s) => s.revision)), widest(steps.map((s) => firstLine(s.message)))],
  };
}

function show(context: CliContext, layout: Layout | undefined, event: RunEvent): void {
  const { type, step, ms = 0, index, of } = event;
  if (type === "waiting") {
    const message = "another run holds the migration lock; waiting";
    context.busy(message, { event: "lock.wait", message });
  }
  if (type === "locked") {
    const message = "the migration lock is had";
    context.busy(message, { event: "lock.acquired", message, waitedMs: ms });
  }
  if (!step) return;
  const { revision, direction } = step;
  const title = layout?.messages.get(revision) ?? "";
  const facts = { revision, direction, title, index, of };
  if (type === "done") {
    const message = `${direction} ${revision} took ${ms} ms`;
    context.log({ event: "step.end", message, ...facts, ms });
    context.say(stepLine(context, layout, { ...step, message: title, ms }));
  } else {
    const arrow = direction === "upgrade" ? "↑" : "↓";
    const message = `${direction} ${revision}`;
    const event = { event: "step.start", message, ...facts };
    context.busy(`${arrow} ${revision}  ${title}  ${index}/${of}`, event);
  }
}

/** Aligned with the lines of the whole plan. */
function stepLine({ colors }: CliContext, layout: Layout | undefined, step: MovedStep): string {
  const arrow = step.direction === "upgrade" ? colors.green("↑") : colors.yellow("↓");
  const cells = [step.revision, step.message, colors.dim(duration(step.ms))];
  const [line] = columns([cells, [...(layout?.widest ?? []), ""]]);
  return `  ${arrow} ${line}`;
}

function finish(context: CliContext, report: MoveReport, verb: string): void {
  const { colors, options } = context;
  const { from, to, steps } = report;
  const path = `${place(from)} → ${colors.bold(place(to))}`;
  const message = `${verb} ${place(from)} → ${place(to)}`;
  const ms = steps.reduce((sum, step) => sum + step.ms, 0);
  const { database } = report;
  context.log({ event: "run.end", message, database, from, to, steps: steps.length, ms });
  if (options.json) context.give(report, () => []);
  else if (steps.length === 0) context.say(`nothing to do: at ${place(to)}`);
  else context.say(`${colors.green(verb)} ${path}: ${count(steps.length, "revision")}`);
}

/** `14 ms`, `3.2 s`, `2 min 5 s`. */
function duration(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`;
}
