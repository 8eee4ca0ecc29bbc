import type { SequenceOptions, SequenceSpec } from "../../../operation/index.js";
import { spec } from "../kind.js";

/** A sequence's options as the catalog has them. */
export interface SequenceOptionsRow {
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly min: string;
  readonly max: string;
  readonly cache: string;
  readonly cycle: boolean;
}

const limits = new Map([
  ["smallint", ["-32768", "32767"]],
  ["integer", ["-2147483648", "2147483647"]],
  ["bigint", ["-9223372036854775808", "9223372036854775807"]],
]);

/** The options that differ from what a sequence of this type has by itself. */
export function sequenceOptions(row: SequenceOptionsRow): SequenceOptions {
  const usual = usualLimits(row.type, row.increment);
  const start = row.increment.startsWith("-") ? row.max : row.min;
  return spec<SequenceOptions>({
    start: row.start === start ? undefined : numberOf(row.start),
    increment: row.increment === "1" ? undefined : numberOf(row.increment),
    min: row.min === usual.min ? undefined : numberOf(row.min),
    max: row.max === usual.max ? undefined : numberOf(row.max),
    cache: row.cache === "1" ? undefined : numberOf(row.cache),
    cycle: row.cycle,
  });
}

/** The options that lead from one sequence to another; the type is left to the caller. */
export function sequenceChanges(
  from: SequenceSpec,
  to: SequenceSpec,
): SequenceOptions & { readonly restart?: number | string } {
  const former = allOptions(from);
  const wanted = allOptions(to);
  const retyped = former.type !== wanted.type;
  const changed = (name: "min" | "max") =>
    // With its type a sequence's limits change by themselves, if they were the type's.
    retyped ? to[name] !== undefined || from[name] !== undefined : former[name] !== wanted[name];
  const outside =
    BigInt(former.start) < BigInt(wanted.min) || BigInt(former.start) > BigInt(wanted.max);
  return {
    ...(former.increment !== wanted.increment && { increment: numberOf(wanted.increment) }),
    ...(changed("min") && { min: numberOf(wanted.min) }),
    ...(changed("max") && { max: numberOf(wanted.max) }),
    ...(former.start !== wanted.start && { start: numberOf(wanted.start) }),
    ...(former.cache !== wanted.cache && { cache: numberOf(wanted.cache) }),
    ...(former.cycle !== wanted.cycle && { cycle: wanted.cycle }),
    // PostgreSQL refuses limits that the next value is not within.
    ...(outside && { restart: numberOf(wanted.start) }),
  };
}

function usualLimits(type: string, increment: string) {
  const [lowest, highest] = (limits.get(type) ?? limits.get("bigint")) as [string, string];
  return increment.startsWith("-") ? { min: lowest, max: "-1" } : { min: "1", max: highest };
}

function allOptions(given: SequenceSpec): SequenceOptionsRow {
  const type = given.type ?? "bigint";
  const increment = String(given.increment ?? 1);
  const usual = usualLimits(type, increment);
  const min = String(given.min ?? usual.min);
  const max = String(given.max ?? usual.max);
  const start = String(given.start ?? (increment.startsWith("-") ? max : min));
  const cache = String(given.cache ?? 1);
  return { type, increment, min, max, start, cache, cycle: given.cycle ?? false };
}

/** A number where JavaScript has it exactly. */
export function numberOf(text: string): number | string {
  return String(Number(text)) === text && Number.isSafeInteger(Number(text)) ? Number(text) : text;
}

/** `INCREMENT BY 2`, `START WITH 10` … for sequences and identity columns. */
export function sequenceClauses(
  options: SequenceOptions & { readonly restart?: number | string },
): string[] {
  return [
    options.increment !== undefined && `INCREMENT BY ${options.increment}`,
    options.min !== undefined && `MINVALUE ${options.min}`,
    options.max !== undefined && `MAXVALUE ${options.max}`,
    options.start !== undefined && `START WITH ${options.start}`,
    options.cache !== undefined && `CACHE ${options.cache}`,
    options.cycle !== undefined && (options.cycle ? "CYCLE" : "NO CYCLE"),
    options.restart !== undefined && `RESTART WITH ${options.restart}`,
  ].filter((clause) => clause !== false);
}
