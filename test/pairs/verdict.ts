import { differences, parseCatalog } from "../../src/catalog/index.js";
import { describeDifference } from "../../src/scratch/index.js";
import type { Outcome } from "./outcome.js";
import { type Pin, pinOf } from "./pinned.js";

/** What all engines together say of a case. */
export interface Verdict {
  readonly id: string;
  /** On one engine at least. */
  readonly loaded: boolean;
  /** On every engine where it loads, and alike on all. */
  readonly passed: boolean;
  /** What fails as the pinned file says. */
  readonly pinned: readonly Pin[];
  /** What fails and is not in that file. */
  readonly unpinned: readonly Pin[];
  /** What that file says and is no longer so. */
  readonly green: readonly Pin[];
}

/** Judges the outcomes of one case. `dumped`: dumps were compared, so that such a pin can turn green. */
export function verdictOf(
  outcomes: readonly Outcome[],
  pins: readonly Pin[],
  dumped: boolean,
): Verdict {
  const { id } = outcomes[0]!;
  const found = [...outcomes.flatMap(pinOf), ...betweenEngines(outcomes)];
  const about = (pin: Pin) =>
    pin.engine === "both" || outcomes.some((o) => o.engine === pin.engine);
  const own = pins.filter((pin) => pin.id === id && about(pin));
  const known = (pin: Pin) => own.some((other) => other.engine === pin.engine);
  const loaded = outcomes.filter(({ failed }) => failed?.stage !== "load");
  return {
    id,
    loaded: loaded.length > 0,
    passed:
      loaded.length > 0 &&
      loaded.every(({ failed }) => !failed) &&
      found.every(({ stage }) => stage !== "engines"),
    pinned: found.filter(known),
    unpinned: found.filter((pin) => !known(pin)),
    green: own.filter(
      (pin) =>
        !found.some((other) => other.engine === pin.engine) &&
        (dumped || pin.stage !== "dump") &&
        (outcomes.length > 1 || pin.engine !== "both"),
    ),
  };
}

/** Servers of two versions have to read the same SQL alike. */
function betweenEngines(outcomes: readonly Outcome[]): Pin[] {
  const [one, other] = outcomes.map(({ catalogs }) => catalogs.map(parseCatalog));
  if (!one || !other || one.length === 0 || other.length === 0) return [];
  const { id } = outcomes[0]!;
  const left = one.flatMap((catalog, i) => differences(catalog, other[i]!));
  const reason = `engines differ: ${left[0] && describeDifference(left[0]).trim()}`;
  return left.length === 0 ? [] : [{ id, engine: "both", stage: "engines", reason }];
}
