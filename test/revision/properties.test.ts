import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  appliedRevisions,
  buildGraph,
  downgradePath,
  headsAfter,
  headsAfterStamp,
  historyOrder,
  type RevisionGraph,
  realHeadsOf,
  resolveOne,
  type Step,
  trackRows,
  upgradePath,
} from "../../src/revision/index.js";
import { randomGraph, randomRevisions } from "./random-graph.js";

const someIds = (graph: RevisionGraph) => fc.subarray(graph.nodes.map(({ id }) => id));

/** A graph and the rows of a database where some of its revisions were applied. */
const graphAndRows = randomGraph().chain((graph) =>
  someIds(graph).map((ids) => {
    let rows: string[] = [];
    for (const id of ids) rows = walk(graph, rows, upgradePath(graph, rows, id));
    return { graph, rows };
  }),
);

function walk(graph: RevisionGraph, rows: readonly string[], steps: readonly Step[]): string[] {
  return steps.reduce<string[]>((at, step) => headsAfter(graph, at, step), [...rows]);
}

/** What the rows of a set of applied revisions are by definition. */
function uncovered(graph: RevisionGraph, applied: ReadonlySet<string>): string[] {
  return [...applied]
    .filter((id) => !graph.byId.get(id)!.above.some((upper) => applied.has(upper.id)))
    .sort();
}

describe("on random graphs", () => {
  it("an upgrade applies what is needed, once, after all it needs", () => {
    fc.assert(
      fc.property(graphAndRows, fc.nat(), ({ graph, rows }, pick) => {
        const target = graph.nodes[pick % graph.nodes.length]!.id;
        const applied = new Set(appliedRevisions(graph, rows));
        for (const { revision } of upgradePath(graph, rows, target)) {
          expect(applied.has(revision)).toBe(false);
          for (const lower of graph.byId.get(revision)!.below) {
            expect(applied.has(lower.id)).toBe(true);
          }
          applied.add(revision);
        }
        expect(applied.has(target)).toBe(true);
        expect([...applied].sort()).toEqual(
          appliedRevisions(graph, walk(graph, rows, upgradePath(graph, rows, target))).sort(),
        );
      }),
    );
  });

  it("up to the heads and down to the base visits every revision once each way", () => {
    fc.assert(
      fc.property(randomGraph(), (graph) => {
        const steps = upgradePath(graph, [], "heads");
        const heads = walk(graph, [], steps);
        expect([...heads].sort()).toEqual(realHeadsOf(graph).sort());
        const back = downgradePath(graph, heads, "base");
        expect(steps.map(({ revision }) => revision)).toEqual(historyOrder(graph).reverse());
        expect(back.map(({ revision }) => revision)).toEqual(historyOrder(graph));
        expect(walk(graph, heads, back)).toEqual([]);
      }),
    );
  });

  it("the rows are the applied revisions no other applied one needs, at every step", () => {
    fc.assert(
      fc.property(graphAndRows, fc.nat(), ({ graph, rows }, pick) => {
        const target = graph.nodes[pick % graph.nodes.length]!.id;
        const up = upgradePath(graph, rows, target);
        const top = walk(graph, rows, up);
        const down = downgradePath(graph, top, target);
        const tracker = trackRows(graph, rows);
        const table = new Set(rows);
        const applied = new Set(appliedRevisions(graph, rows));
        for (const step of [...up, ...down]) {
          if (step.direction === "upgrade") applied.add(step.revision);
          else applied.delete(step.revision);
          const change = tracker.take(step);
          for (const id of [...change.delete, ...change.update.map(({ from }) => from)]) {
            expect(table.delete(id)).toBe(true);
          }
          for (const id of [...change.insert, ...change.update.map(({ to }) => to)]) {
            expect(table.has(id)).toBe(false);
            table.add(id);
          }
          expect([...table].sort()).toEqual(uncovered(graph, applied));
          expect([...tracker.rows()].sort()).toEqual([...table].sort());
        }
      }),
    );
  });

  it("a downgrade leaves the target and nothing that follows it", () => {
    fc.assert(
      fc.property(graphAndRows, fc.nat(), ({ graph, rows }, pick) => {
        const applied = appliedRevisions(graph, rows);
        fc.pre(applied.length > 0);
        const target = graph.byId.get(applied[pick % applied.length]!)!;
        const left = appliedRevisions(
          graph,
          walk(graph, rows, downgradePath(graph, rows, target.id)),
        );
        expect(left).toContain(target.id);
        for (const child of target.children) expect(left).not.toContain(child.id);
        const again = walk(graph, rows, downgradePath(graph, rows, target.id));
        expect(appliedRevisions(graph, again)).toEqual(left);
        for (const id of applied) {
          if (!left.includes(id)) expect(dropsWith(graph, id, target.id)).toBe(true);
        }
      }),
    );
  });

  it("any unique start of an id names it", () => {
    fc.assert(
      fc.property(randomGraph(), fc.nat(), fc.nat(), (graph, pick, length) => {
        const { id } = graph.nodes[pick % graph.nodes.length]!;
        const start = id.slice(0, 1 + (length % id.length));
        const fits = graph.nodes.filter((node) => node.id.startsWith(start));
        if (fits.length === 1) expect(resolveOne(graph, start)).toBe(id);
        else expect(() => resolveOne(graph, start)).toThrow(`${fits.length} names`);
      }),
    );
  });

  it("stamping reaches the rows that running would", () => {
    fc.assert(
      fc.property(graphAndRows, ({ graph, rows }) => {
        expect(headsAfterStamp(graph, [], rows).sort()).toEqual([...rows].sort());
        expect(headsAfterStamp(graph, rows, ["heads"]).sort()).toEqual(realHeadsOf(graph).sort());
      }),
    );
  });

  it("a cycle is found wherever it is, and is one", () => {
    fc.assert(
      fc.property(randomRevisions(), fc.nat(), fc.nat(), (revisions, low, high) => {
        const graph = buildGraph(revisions);
        const lower = graph.order[low % graph.order.length]!;
        const closing = [lower, ...graph.order.filter((node) => node.below.includes(lower))];
        const upper = closing[high % closing.length]!;
        const broken = revisions.map((revision) =>
          revision.id === lower.id ? { ...revision, down: [...revision.down, upper.id] } : revision,
        );
        try {
          buildGraph(broken);
          expect.unreachable();
        } catch (thrown) {
          const { details } = thrown as { details: { cycle: string[] } };
          const { cycle } = details;
          expect(cycle.at(-1)).toBe(cycle[0]);
          for (let at = 1; at < cycle.length; at++) {
            const node = broken.find(({ id }) => id === cycle[at])!;
            expect([...node.down, ...node.dependsOn]).toContain(cycle[at - 1]);
          }
        }
      }),
    );
  });
});

function dropsWith(graph: RevisionGraph, id: string, target: string): boolean {
  const children = new Set(graph.byId.get(target)!.children);
  const todo = [graph.byId.get(id)!];
  for (let node = todo.pop(); node !== undefined; node = todo.pop()) {
    if (children.has(node)) return true;
    todo.push(...node.below);
  }
  return false;
}
