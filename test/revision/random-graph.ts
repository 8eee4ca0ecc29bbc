import fc from "fast-check";
import { buildGraph, type Revision, type RevisionGraph } from "../../src/revision/index.js";

/** Random revisions in no particular order: several bases, branches, merges and dependencies. */
export function randomRevisions(most = 14): fc.Arbitrary<Revision[]> {
  const node = fc.record({
    down: fc.array(fc.nat(), { maxLength: 3 }),
    dependsOn: fc.array(fc.nat(), { maxLength: 2 }),
    isBase: fc.integer({ min: 0, max: 4 }),
    depends: fc.integer({ min: 0, max: 3 }),
  });
  return fc
    .array(node, { minLength: 1, maxLength: most })
    .map((nodes) =>
      nodes.map((picks, at): Revision => {
        const pick = (numbers: readonly number[]) =>
          at === 0 ? [] : [...new Set(numbers.map((number) => name(number % at)))];
        const down = picks.isBase === 0 ? [] : pick(picks.down);
        const dependsOn = picks.depends > 0 ? [] : pick(picks.dependsOn);
        return {
          id: name(at),
          down,
          dependsOn: dependsOn.filter((id) => !down.includes(id)),
          labels: [],
          message: "",
        };
      }),
    )
    .chain((revisions) =>
      fc.shuffledSubarray(revisions, {
        minLength: revisions.length,
        maxLength: revisions.length,
      }),
    );
}

export function randomGraph(most?: number): fc.Arbitrary<RevisionGraph> {
  return randomRevisions(most).map((revisions) => buildGraph(revisions));
}

/** Ids that share long starts, to make partial ids interesting. */
function name(at: number): string {
  return `r${(at * 7919).toString(2).padStart(17, "0")}`;
}
