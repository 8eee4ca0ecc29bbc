import { engines } from "../engines.js";
import { sourceOf, subjectOf } from "./cases.js";
import type { Outcome } from "./outcome.js";
import type { Verdict } from "./verdict.js";

/** Counts by source and subject, columns aligned, with sums. */
export function countsTable(verdicts: readonly Verdict[]): string {
  const rows = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const row = `${sourceOf(verdict.id)} ${subjectOf(verdict.id)}`;
    rows.set(row, [...(rows.get(row) ?? []), verdict]);
  }
  const sources = [...new Set(verdicts.map((v) => sourceOf(v.id)))].sort();
  const lines = sources.flatMap((source) => [
    ...[...rows.keys()]
      .filter((row) => row.startsWith(`${source} `))
      .sort()
      .map((row) => [...row.split(" "), ...counts(rows.get(row)!)]),
    [source, "all", ...counts(verdicts.filter((v) => sourceOf(v.id) === source))],
  ]);
  if (sources.length > 1) lines.push(["all", "", ...counts(verdicts)]);
  return aligned([["source", "kind", "cases", "loaded", "passed", "pinned", "failed"], ...lines]);
}

/** `server: 900 of 929 loaded (96.9 %), of these 897 passed (99.7 %)`, for each engine that took part. */
export function engineLines(outcomes: readonly Outcome[]): string[] {
  return engines.flatMap((engine) => {
    const own = outcomes.filter((o) => o.engine === engine);
    const loaded = own.filter(({ failed }) => failed?.stage !== "load");
    const passed = loaded.filter(({ failed }) => !failed).length;
    if (own.length === 0) return [];
    const of = `${loaded.length} of ${own.length} loaded (${share(loaded.length, own.length)})`;
    return [`${engine}: ${of}, of these ${passed} passed (${share(passed, loaded.length)})`];
  });
}

function counts(list: readonly Verdict[]): string[] {
  const loaded = list.filter((v) => v.loaded).length;
  const passed = list.filter((v) => v.passed).length;
  const pinned = list.filter((v) => v.pinned.length > 0).length;
  const failed = list.filter((v) => v.unpinned.length > 0 || v.green.length > 0).length;
  return [list.length, loaded, passed, pinned, failed].map(String);
}

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  const cell = (text: string, i: number) =>
    i < 2 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!);
  return rows.map((row) => row.map(cell).join("  ")).join("\n");
}

/** `98.3 %`. */
export function share(part: number, whole: number): string {
  return whole === 0 ? "none" : `${((100 * part) / whole).toFixed(1)} %`;
}
