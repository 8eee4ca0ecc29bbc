import { describe, expect, it } from "vitest";
import {
  buildGraph,
  downgradePath,
  labelsOf,
  type Revision,
  realHeadsOf,
  resolveOne,
  trackRows,
  upgradePath,
} from "../../src/revision/index.js";

const id = (at: number) => `r${((at * 2654435761) % 2 ** 32).toString(16).padStart(8, "0")}x${at}`;

const revision = (at: number, down: number[], dependsOn: number[] = []): Revision => ({
  id: id(at),
  down: [...new Set(down)].map(id),
  dependsOn: [...new Set(dependsOn)].map(id),
  labels: at % 1000 === 0 ? [`label${at}`] : [],
  message: "",
});

function shape(name: string, count: number): Revision[] {
  let seed = 42;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor((seed / 2 ** 31) * below);
  };
  return Array.from({ length: count }, (_, at) => {
    if (at === 0) return revision(at, []);
    if (name === "chain") return revision(at, [at - 1]);
    if (name === "star") return revision(at, [0]);
    if (name === "ladder") return revision(at, at < 2 ? [] : [at - 2], at > 2 ? [at - 1] : []);
    const down = random(50) === 0 ? [] : Array.from({ length: 1 + random(3) }, () => random(at));
    return revision(at, down, random(4) === 0 ? [random(at)] : []);
  });
}

/** Build, heads, up to the heads and back with the version table, in milliseconds. */
function roundTrip(name: string, count: number): number {
  const revisions = shape(name, count);
  const started = process.cpuUsage(); // other work on the machine does not count
  const graph = buildGraph(revisions);
  const up = upgradePath(graph, [], "heads");
  const tracker = trackRows(graph, []);
  for (const step of up) tracker.take(step);
  const top = tracker.rows();
  const down = downgradePath(graph, top, "base");
  for (const step of down) tracker.take(step);
  const { user, system } = process.cpuUsage(started);
  const spent = (user + system) / 1000;
  expect(up).toHaveLength(count);
  expect(down).toHaveLength(count);
  expect(top.sort()).toEqual(realHeadsOf(graph).sort());
  expect(tracker.rows()).toEqual([]);
  expect(resolveOne(graph, id(count - 1).slice(0, 10))).toBe(id(count - 1));
  labelsOf(graph, id(0));
  return spent;
}

describe("large graphs", () => {
  it.each(["chain", "random", "star", "ladder"])(
    "%s: time grows with size, not its square",
    (name) => {
      roundTrip(name, 2_000);
      const best = (count: number) => Math.min(...[1, 2, 3].map(() => roundTrip(name, count)));
      // Sixteen times the size: linear work takes about 16 times as long, quadratic work 256 times.
      expect(best(32_000) / Math.max(best(2_000), 2)).toBeLessThan(100);
    },
  );

  it("10,000 revisions are ready well within a second", () => {
    for (const name of ["chain", "random"]) expect(roundTrip(name, 10_000)).toBeLessThan(2_000);
  });

  it("a cycle of 100,000 revisions is an error of bearable length", () => {
    const ring = shape("chain", 100_000);
    ring[0] = revision(0, [99_999]);
    const message = errorMessage(() => buildGraph(ring));
    expect(message).toContain("-> … ->");
    expect(message.length).toBeLessThan(500);
  });
});

function errorMessage(call: () => unknown): string {
  try {
    call();
  } catch (thrown) {
    return (thrown as Error).message;
  }
  throw new Error("nothing was thrown");
}
