import { without } from "../../catalog/index.js";
import type { ReadOptions } from "../../dialect/index.js";
import type { Difference } from "../../diff/index.js";
import type { Renamed } from "../../scratch/index.js";
import { difference } from "../comparing/comparison.js";
import type { States } from "../comparing/read-states.js";
import type { Workbench } from "../workbench/workbench.js";
import { settleConversions } from "./settle-conversions.js";
import { settleRenames } from "./settle-renames.js";
import type { WriteOptions } from "./write-difference.js";

export interface BothWays {
  readonly up: Difference;
  readonly back: Difference;
  /** Where there are renames: what they make of the first state. */
  readonly renamed: Renamed | undefined;
}

/** What leads there and back: renames first, and last on the way back. */
export async function bothWays(
  bench: Workbench,
  states: States,
  read: ReadOptions,
  { startsFrom, answers = {}, ask }: Pick<WriteOptions, "startsFrom" | "answers" | "ask">,
): Promise<BothWays> {
  const said = { ...answers, ask };
  const { base = states.from, leftOut = new Set<never>() } = states.narrowed ?? {};
  const settled = await settleRenames(states, said, async (operations) =>
    without(await bench.after(base, operations, startsFrom), leftOut),
  );
  const middle = { from: settled?.renamed.after ?? states.from, to: states.to };
  const using = await settleConversions(
    (given) => difference(middle, read, { using: given }).conversions,
    said,
  );
  const up = difference(middle, read, { using });
  const back = difference({ from: middle.to, to: middle.from }, read);
  if (!settled) return { up, back, renamed: undefined };
  return {
    up: { ...up, operations: [...settled.operations, ...up.operations] },
    back: { ...back, operations: [...back.operations, ...settled.back] },
    renamed: settled.renamed,
  };
}
