import { readFileSync, writeFileSync } from "node:fs";
import type { Outcome, Stage } from "./outcome.js";

/** A case that is known not to hold, and why. */
export interface Pin {
  readonly id: string;
  readonly engine: Outcome["engine"];
  /** Of the server where it was found; another one may know more, or have other extensions. */
  readonly major?: number;
  readonly stage: Stage;
  readonly reason: string;
}

const file = new URL("./pinned.json", import.meta.url);

export function readPins(): Pin[] {
  return JSON.parse(readFileSync(file, "utf8")) as Pin[];
}

/** One line each, so that a change shows as one. */
export function writePins(pins: readonly Pin[]): void {
  const key = ({ id, engine }: Pin) => `${id} ${engine}`;
  const sorted = [...pins].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const lines = sorted.map((pin) => `  ${JSON.stringify(pin)}`);
  writeFileSync(file, lines.length === 0 ? "[]\n" : `[\n${lines.join(",\n")}\n]\n`);
}

/** What fails now, as the pinned file would say it. */
export function pinOf({ id, engine, failed }: Outcome, major?: number): Pin[] {
  if (!failed) return [];
  const [first = ""] = failed.reason.split("\n");
  const of = engine !== "pglite" && major !== undefined ? { major } : {};
  return [{ id, engine, ...of, stage: failed.stage, reason: first.slice(0, 200) }];
}
