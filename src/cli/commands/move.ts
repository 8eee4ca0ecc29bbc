import { downgrade, type MoveOptions, type MoveReport, upgrade } from "../../commands/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import type { RunEvent } from "../../runtime/index.js";
import type { CliContext } from "../context.js";
import { count } from "./revision.js";

interface MoveFlags {
  lockTimeout?: string;
}

export async function upgradeFace(
  context: CliContext,
  [target]: readonly string[],
  flags: MoveFlags,
): Promise<undefined> {
  const report = await upgrade({
    ...moveOptions(context, flags),
    ...(target !== undefined && { target }),
  });
  context.give(report, () => moveLines(context, report, "upgraded"));
}

export async function downgradeFace(
  context: CliContext,
  [target]: readonly string[],
  flags: MoveFlags,
): Promise<undefined> {
  const report = await downgrade({ ...moveOptions(context, flags), target: target! });
  context.give(report, () => moveLines(context, report, "downgraded"));
}

function moveOptions(context: CliContext, flags: MoveFlags): MoveOptions {
  return {
    ...context.project,
    signal: context.terminal.signal,
    lockWaitMs: flags.lockTimeout === undefined ? undefined : milliseconds(flags.lockTimeout),
    onEvent: (event) => show(context, event),
  };
}

function show(context: CliContext, event: RunEvent): void {
  if (event.type === "waiting") {
    context.busy("another run holds the lock; waiting");
    return;
  }
  const arrow = event.step?.direction === "upgrade" ? "↑" : "↓";
  const place = `${event.index}/${event.of}`;
  context.busy(event.type === "start" ? `${arrow} ${event.step?.revision} (${place})` : "");
}

function moveLines({ colors }: CliContext, report: MoveReport, verb: string): string[] {
  const { steps, from, to } = report;
  const lines = [`database: ${report.database}`];
  const width = Math.max(0, ...steps.map((s) => s.revision.length));
  for (const step of steps) {
    const arrow = step.direction === "upgrade" ? colors.green("↑") : colors.yellow("↓");
    lines.push(
      `  ${arrow} ${step.revision.padEnd(width)}  ${step.message}  ${colors.dim(`${step.ms} ms`)}`,
    );
  }
  if (steps.length === 0) return [...lines, `nothing to do: at ${place(to)}`];
  return [...lines, `${verb} ${place(from)} → ${place(to)}: ${count(steps.length, "revision")}`];
}

function place(heads: readonly string[]): string {
  return heads.length === 0 ? "base" : heads.join(", ");
}

/** `500ms`, `30s`, `5m`; a bare number is seconds. */
function milliseconds(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim());
  if (!match)
    throw new LimbeckError("usage", `"${text}" is not a duration`, {
      hint: "Write 500ms, 30s or 5m.",
    });
  const unit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[match[2] ?? "s"]!;
  return Number(match[1]) * unit;
}
