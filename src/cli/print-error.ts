import { sep } from "node:path";
import { LimbeckError, messageOf } from "../diagnostic/index.js";
import type { Colors } from "./context.js";
import { reworded } from "./reworded.js";

/** The error with paths below the working directory relative to it, as a person has them in mind. */
export function withShortPaths(error: unknown, cwd: string): unknown {
  if (!(error instanceof LimbeckError)) return error;
  const short = (text: string) => text.replaceAll(`${cwd}${sep}`, "");
  return reworded(error, { message: short, hint: short });
}

/** An error as a person reads it: what, why, what to do. A stack only when asked. */
export function errorLines(error: unknown, colors: Colors, verbose: boolean): string[] {
  const known = error instanceof LimbeckError ? error : undefined;
  const [first, ...rest] = messageOf(error).split("\n");
  const facts = rest.map((line) => line.replace(fact, (_, name) => `  ${colors.dim(name)}  `));
  const lines = [`${colors.red(colors.bold("error"))} ${colors.bold(first ?? "")}`, ...facts];
  if (known?.hint) {
    const [step, ...more] = withCommands(known.hint, colors).split("\n");
    lines.push(`  ${colors.cyan("→")} ${step}`, ...more.map((line) => `    ${line}`));
  }
  const code = known?.code ?? "internal";
  lines.push(
    colors.dim(`  ${code}${known ? "" : ": this should not have happened; --verbose shows where"}`),
  );
  if (verbose && error instanceof Error) lines.push(colors.dim(causes(error)));
  return lines;
}

/** The left column of what a failed migration says: `  statement  CREATE …`. */
const fact = /^ {2}((?:operation|at|statement|server|detail|hint) *) {2}/;

/** What stands in backticks is meant to be typed; colour says so better. */
function withCommands(hint: string, colors: Colors): string {
  if (!colors.isColorSupported) return hint;
  return hint.replace(/`([^`\n]+)`/g, (_, command: string) => colors.cyan(command));
}

export function errorDocument(error: unknown): object {
  if (!(error instanceof LimbeckError))
    return { error: { code: "internal", message: messageOf(error) } };
  const { code, message, hint, details } = error;
  return { error: { code, message, ...(hint && { hint }), details } };
}

function causes(error: Error): string {
  const stack = error.stack ?? String(error);
  return error.cause instanceof Error ? `${stack}\ncaused by ${causes(error.cause)}` : stack;
}
