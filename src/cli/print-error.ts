import { LimbeckError, messageOf } from "../diagnostic/index.js";
import type { Colors } from "./context.js";

/** An error as a person reads it: what, why, what to do. A stack only when asked. */
export function errorLines(error: unknown, colors: Colors, verbose: boolean): string[] {
  const known = error instanceof LimbeckError ? error : undefined;
  const [first, ...rest] = messageOf(error).split("\n");
  const lines = [`${colors.red("error")} ${first}`, ...rest];
  if (known?.hint)
    lines.push(...known.hint.split("\n").map((line) => `${colors.cyan("  →")} ${line}`));
  const code = known?.code ?? "internal";
  lines.push(
    colors.dim(`  ${code}${known ? "" : ": this should not have happened; --verbose shows where"}`),
  );
  if (verbose && error instanceof Error) lines.push(colors.dim(causes(error)));
  return lines;
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
