import { LimbeckError } from "../diagnostic/index.js";

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
};

/**
 * A duration in milliseconds: `"500ms"`, `"30s"`, `"5m"`; a bare number in a text is seconds, a
 * number is milliseconds already.
 *
 * @throws {LimbeckError} `usage`
 */
export function milliseconds(duration: string | number): number;
export function milliseconds(duration: string | number | undefined): number | undefined;
export function milliseconds(duration: string | number | undefined): number | undefined {
  if (duration === undefined || typeof duration === "number") return duration;
  const [, amount, unit = "s"] = /^(\d+(?:\.\d+)?)\s*(ms|s|min|m|h)?$/.exec(duration.trim()) ?? [];
  if (amount !== undefined) return Number(amount) * units[unit]!;
  throw new LimbeckError("usage", `"${duration}" is not a duration`, {
    hint: "Write 500ms, 30s or 5m.",
  });
}
