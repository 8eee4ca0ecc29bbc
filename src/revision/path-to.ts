import { downgradePath } from "./downgrade-path.js";
import type { RevisionGraph } from "./graph-node.js";
import type { Step } from "./step.js";
import { upgradePath } from "./upgrade-path.js";

/**
 * The way to a target, from wherever a run finds the database. A relative target is fixed by the
 * first heads it is asked with, so that `+1` stays one revision when another run has been faster.
 */
export function pathTo(
  graph: RevisionGraph,
  direction: Step["direction"],
  target: string,
): (heads: readonly string[]) => Step[] {
  let first: Step[] | undefined;
  return (heads) => {
    const walk = direction === "upgrade" ? upgradePath : downgradePath;
    if (!first) {
      first = walk(graph, heads, target);
      return first;
    }
    const wanted = new Set(first.map((step) => step.revision));
    const whole = walk(graph, heads, direction === "upgrade" ? "heads" : "base");
    return whole.filter((step) => wanted.has(step.revision));
  };
}
