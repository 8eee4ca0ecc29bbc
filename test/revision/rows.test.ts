import { describe, expect, it } from "vitest";
import { headsAfter, headsAfterStamp, rowChanges } from "../../src/revision/index.js";
import { draw, errorOf } from "./draw.js";

const split = (text: string) => text.split(" ").filter((word) => word !== "");

describe("the version table after a step", () => {
  it.each([
    ["a -> b", "", "+a", "a", "insert a"],
    ["a -> b", "a", "+b", "b", "update a>b"],
    ["a -> b", "b", "-b", "a", "update b>a"],
    ["a -> b", "a", "-a", "", "delete a"],
    ["a -> b, a -> c", "b", "+c", "b c", "insert c"],
    ["a -> b, a -> c", "b c", "-c", "b", "delete c"],
    ["a -> b, a -> c, b c -> m", "b c", "+m", "m", "delete b update c>m"],
    ["a -> b, a -> c, b c -> m", "m", "-m", "b c", "insert b update m>c"],
    ["a -> b, x -> y, y ~ b", "b x", "+y", "y", "delete x update b>y"],
    ["a -> b, x -> y, y ~ b", "y", "-y", "x b", "insert x update y>b"],
    ["a -> b -> c, x ~ b", "c", "+x", "c x", "insert x"],
    ["a -> b -> c, x ~ b", "c x", "-x", "c", "delete x"],
    ["a -> b -> c, x ~ b", "c x", "-c", "x", "delete c"],
    ["a -> b, b c -> m, a -> c, c ~ b", "c", "+m", "m", "update c>m"],
    ["a -> b, b c -> m, a -> c, c ~ b", "m", "-m", "c", "update m>c"],
    ["a -> b", "other", "+a", "a other", "insert a"],
  ])("%s: [%s] %s", (drawing, before, move, after, change) => {
    const graph = draw(drawing);
    const step = {
      revision: move.slice(1),
      direction: move.startsWith("+") ? "upgrade" : "downgrade",
    } as const;
    expect(headsAfter(graph, split(before), step)).toEqual(split(after));
    const changes = rowChanges(graph, split(before), step);
    const shown = [
      ...changes.insert.map((id) => `insert ${id}`),
      ...changes.delete.map((id) => `delete ${id}`),
      ...changes.update.map(({ from, to }) => `update ${from}>${to}`),
    ];
    expect(shown.sort().join(" ")).toBe(change);
  });

  it("refuses to take back what is not on top", () => {
    const graph = draw("a -> b");
    const step = { revision: "a", direction: "downgrade" } as const;
    expect(errorOf(() => headsAfter(graph, ["b"], step))).toContain(
      "revision-range: a cannot be taken back from b",
    );
  });
});

describe("the version table after a stamp", () => {
  const drawing = "a1 -> a2 -> a3, b1 -> b2, b2 ~ a2, c1, b1 = bs";
  it.each([
    ["", "heads", "a3 b2 c1"],
    ["", "a2", "a2"],
    ["a1", "a3", "a3"],
    ["a3", "a1", "a1"],
    ["a3 c1", "a1", "a1 c1"],
    ["a3", "a3", "a3"],
    ["a3 c1", "base", ""],
    ["b2 c1", "bs@base", "c1"],
    ["b2 c1", "a1", "a1 c1"],
    ["c1", "a1 b1", "a1 b1 c1"],
    ["c1", "base a1", "a1"],
  ])("[%s] %s", (before, targets, after) => {
    expect(headsAfterStamp(draw(drawing), split(before), split(targets))).toEqual(split(after));
  });

  it("refuses targets that imply one another", () => {
    expect(errorOf(() => headsAfterStamp(draw(drawing), [], ["b2", "a1"]))).toBe(
      "revision-overlap: b2 and a1 cannot both be stamped: b2 already says that a1 is applied",
    );
  });
});
