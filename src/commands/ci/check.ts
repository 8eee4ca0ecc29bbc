/** How a check came out. A warning does not fail a pipeline, unless that is told to be strict. */
export type CheckStatus = "passed" | "failed" | "warning" | "skipped";

export interface CheckOutcome {
  readonly status: CheckStatus;
  /** One line. */
  readonly summary: string;
  /** What it found. */
  readonly details?: readonly string[];
  /** The next step, with the very command. */
  readonly hint?: string | undefined;
}

/** One thing that a pipeline wants to know. */
export interface CiCheck<Context> {
  readonly name: string;
  run(context: Context): Promise<CheckOutcome> | CheckOutcome;
}

/** `1 revision`, `2 revisions`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
