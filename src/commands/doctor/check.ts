import { LimbeckError, messageOf } from "../../diagnostic/index.js";
import type { Examined } from "./examined.js";

/** One thing that should be so. */
export interface Check {
  /** Stable: for `--skip`, for machines, and for `needs` of others. */
  readonly id: string;
  /** What should be so, as a sentence: "the models are read". */
  readonly title: string;
  /** Checks without which this one says nothing; they come before it. */
  readonly needs?: readonly string[];
  readonly run: (examined: Examined) => Finding | Promise<Finding>;
}

/** What a check found. `absent`: nothing is wrong with what is not there, unless it is asked for. */
export interface Finding {
  readonly status: "ok" | "failed" | "skipped" | "absent";
  readonly text?: string | undefined;
  /** The way out. */
  readonly hint?: string | undefined;
}

export function ok(text?: string): Finding {
  return { status: "ok", text };
}

export function failed(text: string, hint: string): Finding {
  return { status: "failed", text, hint };
}

export function skipped(reason: string): Finding {
  return { status: "skipped", text: reason };
}

export function absent(text: string, hint: string): Finding {
  return { status: "absent", text, hint };
}

/** Whatever goes wrong in a check is what it found, never the end of the examination. */
export function thrown(error: unknown): Finding {
  const { hint } = error instanceof LimbeckError ? error : { hint: undefined };
  return { status: "failed", text: messageOf(error), hint };
}

/** `3 revisions`, `1 revision`. */
export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
