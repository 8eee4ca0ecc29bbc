import { describe, expect, it } from "vitest";
import { parseRange, rangeNeedsRows, revisionRange } from "../../src/revision/index.js";
import { draw, errorOf, hintOf } from "./draw.js";

const line = "a -> b -> c -> d -> e";
const fork = "a -> b1 -> b2, a -> c1 -> c2, b1 = left, c1 = right";
const two = "a1 -> a2 -> a3, b1 -> b2 -> b3, b2 ~ a2, a1 = as, b1 = bs";

describe("a range of the history", () => {
  it.each([
    [line, "c", "b:d", "d c b"],
    [line, "c", "c:c", "c"],
    [line, "c", "base:b", "b a"],
    [line, "c", ":b", "b a"],
    [line, "c", "d:", "e d"],
    [line, "c", ":", "e d c b a"],
    [line, "c", "-2:current", "c b a"],
    [line, "d", "-2:current", "d c b"],
    [line, "c", "current:+1", "d c"],
    [line, "c", "current-1:current+1", "d c b"],
    [line, "c", "current:", "e d c"],
    [line, "c", "-30:current", "c b a"],
    [line, "c", "current:+30", "e d c"],
    [line, "c", "-2:", "e d c"],
    [line, "c", ":+2", "b a"],
    [line, "c", "head-1:head", "e d"],
    [line, "", "current:", "e d c b a"],
    [line, "", ":current", ""],
    [fork, "b1 c2", ":current", "c2 c1 b1 a"],
    [fork, "", "a:", "c2 c1 b2 b1 a"],
    [fork, "", "c1:", "c2 c1"],
    [fork, "", "left@base:", "b2 b1 a"],
    [fork, "", ":right@head-1", "c1 a"],
    [fork, "", "a:right@+1", "c1 a"],
    [two, "", "bs@base:", "b3 b2 b1 a2 a1"],
    [two, "", "as@base:", "a3 a2 a1"],
    [two, "", "b1:b3", "b3 b2 b1"],
  ])("%s at [%s]: %s", (drawing, current, range, expected) => {
    const rows = current.split(" ").filter((word) => word !== "");
    const ids = expected.split(" ").filter((word) => word !== "");
    expect(revisionRange(draw(drawing), range, rows)).toEqual(ids);
  });

  it.each([
    [line, "d:b", "revision-range: d:b: d does not lie below b"],
    [line, "d:base", "revision-range: d:base: d does not lie below base"],
    [fork, "b1:c2", "revision-range: b1:c2: b1 does not lie below c2"],
    [line, "b", 'revision-malformed: "b" is not a revision identifier: a range has a ":"'],
    [line, "1:2:3", 'a range has one ":", and this has 2'],
    [line, "+1:d", "the start counts down from the end"],
    [line, "b:-1", "the end counts up from the start"],
    [line, "-1:+1", "one end must be a revision"],
    [line, "zz:", "revision-unknown"],
    [line, ":current", "no database is consulted here"],
  ])("%s: %s fails", (drawing, range, message) => {
    expect(errorOf(() => revisionRange(draw(drawing), range))).toContain(message);
  });

  it("offers to turn a range round", () => {
    expect(hintOf(() => revisionRange(draw(line), "d:b"))).toContain("`b:d`");
  });

  it("is taken apart for callers that treat the ends themselves", () => {
    expect(parseRange("a:b")).toEqual({ from: "a", to: "b" });
    expect(parseRange("a:")).toEqual({ from: "a" });
    expect(parseRange(":")).toEqual({});
  });
});

it.each([
  ["current:", true],
  ["-3:current", true],
  ["current-1:current+1", true],
  ["left@current:", true],
  ["a:b", false],
  ["-3:head", false],
  [":", false],
  ["currently:x-current", false],
  ["a:current b", false],
])("whether %s needs rows: %s", (range, needs) => {
  expect(rangeNeedsRows(range)).toBe(needs);
});
