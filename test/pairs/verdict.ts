import type { Outcome } from "./outcome.js";
import { type Pin, pinOf } from "./pinned.js";

/** What all engines together say of a case. */
export interface Verdict {
  readonly id: string;
  /** On one engine at least. */
  readonly loaded: boolean;
  /** On every engine where it loads, and alike on all. */
  readonly passed: boolean;
  /** What fails where the pinned file says. */
  readonly pinned: readonly Pin[];
  /** What fails and is not in that file, or at another stage than it says. */
  readonly unpinned: readonly Pin[];
  /** What that file says and is no longer so. */
  readonly green: readonly Pin[];
}

/** What decides whether a pin can turn green in this run. */
export interface Judging {
  readonly pins: readonly Pin[];
  /** Of the server, if one took part. */
  readonly major: number | undefined;
  /** Whether dumps were compared. */
  readonly dumped: boolean;
}

/** Judges the outcomes of one case. */
export function verdictOf(outcomes: readonly Outcome[], { pins, major, dumped }: Judging): Verdict {
  const { id } = outcomes[0]!;
  const engines = outcomes.map(({ engine }) => engine);
  const compared = engines.includes("pglite") && engines.includes("server");
  const own = pins.filter(
    (pin) => pin.id === id && (pin.engine === "both" ? compared : engines.includes(pin.engine)),
  );
  const found = outcomes.flatMap((outcome) => pinOf(outcome, major));
  const fails = ({ engine }: Pin) => found.some((pin) => pin.engine === engine);
  const alike = (one: Pin) => (pin: Pin) => pin.engine === one.engine && pin.stage === one.stage;
  const loaded = outcomes.filter(({ failed }) => failed?.stage !== "load");
  return {
    id,
    loaded: loaded.length > 0,
    passed: loaded.length > 0 && loaded.every(({ failed }) => !failed),
    pinned: own.filter((pin) => found.some(alike(pin))),
    unpinned: found.filter((pin) => !own.some(alike(pin))),
    green: own.filter(
      (pin) =>
        !fails(pin) &&
        (pin.major === undefined || pin.major === major) &&
        (dumped || pin.stage !== "dump"),
    ),
  };
}
