import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  buildGraph,
  downgradePath,
  headsAfter,
  type Step,
  upgradePath,
} from "../../src/revision/index.js";

interface Answers {
  readonly graph: readonly [id: string, down: string[], dependsOn: string[], labels: string[]][];
  readonly asked: readonly [
    rows: string[],
    direction: Step["direction"],
    target: string,
    path: string[],
    after: string[],
  ][];
}

/** What Alembic itself answered: alembic/ask.py. */
const answers = readFileSync(join(import.meta.dirname, "alembic/answers.jsonl"), "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Answers);

// Which of several lines is walked first is left to chance there: it keeps them in a set.
it("goes where Alembic goes, and leaves the rows that it leaves", () => {
  let compared = 0;
  for (const { graph: nodes, asked } of answers) {
    const graph = buildGraph(
      nodes.map(([id, down, dependsOn, labels]) => ({ id, down, dependsOn, labels, message: "" })),
    );
    for (const [rows, direction, target, path, after] of asked) {
      const steps = (direction === "upgrade" ? upgradePath : downgradePath)(graph, rows, target);
      const reached = steps.reduce((at, step) => headsAfter(graph, at, step), rows);
      const mine = { path: steps.map((step) => step.revision).sort(), after: [...reached].sort() };
      expect(mine, JSON.stringify({ nodes, rows, direction, target })).toEqual({
        path: [...path].sort(),
        after,
      });
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(400);
});
