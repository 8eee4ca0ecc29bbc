import { describe, expect, it } from "vitest";
import { downgradePath, upgradePath } from "../../src/revision/index.js";
import { draw, errorOf, hintOf } from "./draw.js";

const up = (drawing: string, current: string, target: string) =>
  upgradePath(draw(drawing), split(current), target).map((step) => {
    expect(step.direction).toBe("upgrade");
    return step.revision;
  });
const down = (drawing: string, current: string, target: string) =>
  downgradePath(draw(drawing), split(current), target).map((step) => {
    expect(step.direction).toBe("downgrade");
    return step.revision;
  });
const split = (text: string) => text.split(" ").filter((word) => word !== "");

const line = "a -> b -> c -> d";
const fork = "a -> b1 -> b2, a -> c1 -> c2, b1 = left, c1 = right";
const diamond = "a -> b, a -> c, b c -> m -> n";
const two = "a1 -> a2 -> a3, b1 -> b2 -> b3, b2 ~ a2, a1 = as, b1 = bs";

describe("upgrade", () => {
  it.each([
    [line, "", "head", "a b c d"],
    [line, "b", "heads", "c d"],
    [line, "", "+2", "a b"],
    [line, "b", "+1", "c"],
    [line, "b", "+0", ""],
    [line, "d", "head", ""],
    [line, "d", "b", ""],
    [line, "d", "base", ""],
    [line, "a", "head-1", "b c"],
    [line, "", "b+1", "a b c"],
    [line, "b", "current", ""],
    [fork, "", "heads", "a b1 b2 c1 c2"],
    [fork, "", "right@head", "a c1 c2"],
    [fork, "b2", "right@head", "c1 c2"],
    [fork, "b2", "heads", "c1 c2"],
    [fork, "b1", "right@+1", "c1"],
    [fork, "b1 c1", "right@+1", "c2"],
    [fork, "", "right@+2", "a c1"],
    [fork, "a", "left@+1", "b1"],
    [diamond, "", "head", "a b c m n"],
    [diamond, "b", "m", "c m"],
    [two, "", "bs@head", "a1 a2 b1 b2 b3"],
    [two, "b2", "heads", "a3 b3"],
    [two, "b2", "as@+1", "a3"],
    [two, "b1", "+1", "a1 a2 b2"],
    [two, "", "a2", "a1 a2"],
    ["", "", "heads", ""],
    ["", "", "head", ""],
  ])("%s at [%s] to %s", (drawing, current, target, expected) => {
    expect(up(drawing, current, target)).toEqual(split(expected));
  });

  it.each([
    [line, "b", "-1", "revision-malformed", "an upgrade only goes up"],
    [line, "b", "current-1", "revision-malformed", "an upgrade only goes up"],
    [line, "b", "+3", "revision-range", "only 2 revisions follow b"],
    [line, "d", "+1", "revision-range", "no revision follows d"],
    [line, "", "+5", "revision-range", "only 4 revisions follow the base"],
    [line, "", "a:b", "revision-malformed", '":" makes a range'],
    [line, "gone", "head", "database-ahead", "the database is at gone"],
    [fork, "", "head", "multiple-heads", "there are 2 heads (b2, c2), and head wants one"],
    [fork, "b1 c1", "+1", "revision-ambiguous", "2 are applied side by side: b1, c1"],
    [fork, "a", "+1", "revision-ambiguous", "a is followed by b1, c1"],
    [two, "", "+1", "revision-ambiguous", "the base is followed by a1, b1"],
  ])("%s at [%s] to %s fails", (drawing, current, target, code, message) => {
    const error = errorOf(() => up(drawing, current, target));
    expect(error).toMatch(new RegExp(`^${code}: `));
    expect(error).toContain(message);
  });
});

describe("downgrade", () => {
  it.each([
    [line, "d", "base", "d c b a"],
    [line, "d", "b", "d c"],
    [line, "d", "-1", "d"],
    [line, "d", "-4", "d c b a"],
    [line, "d", "head-2", "d c"],
    [line, "d", "a+1", "d c"],
    [line, "d", "d-4", "d c b a"],
    [line, "d", "d", ""],
    [line, "d", "-0", ""],
    [line, "c", "current", ""],
    [line, "", "base", ""],
    [fork, "b2 c2", "base", "c2 c1 b2 b1 a"],
    [fork, "b2 c2", "a", "c2 c1 b2 b1"],
    [fork, "b2 c2", "left@a", "b2 b1"],
    [fork, "b2 c2", "right@-1", "c2"],
    [fork, "b2 c2", "c2@-2", "c2 c1"],
    [fork, "b2 c2", "b1", "b2"],
    [fork, "b2", "right@a", ""],
    [diamond, "n", "-2", "n m"],
    [diamond, "m", "-1", "m"],
    [diamond, "n", "b", "n m"],
    [diamond, "n", "a", "n m c b"],
    [two, "a3 b3", "bs@base", "b3 b2 b1"],
    [two, "a3 b3", "as@base", "b3 b2 a3 a2 a1"],
    [two, "b3", "as@-1", "b3 b2 a2"],
    [two, "b3", "a2", ""],
    [two, "b3 a3", "a1", "b3 b2 a3 a2"],
    [two, "b3", "base", "b3 b2 b1 a2 a1"],
  ])("%s at [%s] to %s", (drawing, current, target, expected) => {
    expect(down(drawing, current, target)).toEqual(split(expected));
  });

  it.each([
    [
      line,
      "b",
      "c",
      "revision-range",
      "cannot downgrade to c: it is not applied (the database is at b)",
    ],
    [line, "", "a", "revision-range", "the database is at base"],
    [line, "c", "-5", "revision-range", "-5 goes too far: only 3 revisions are applied"],
    [line, "", "-1", "revision-range", "-1 goes too far: no revision is applied"],
    [line, "c", "+1", "revision-malformed", "a downgrade only goes down"],
    [line, "c", "gone", "revision-unknown", '"gone"'],
    [line, "zz", "base", "database-ahead", "zz"],
    [
      fork,
      "b2 c2",
      "-1",
      "revision-ambiguous",
      "-1 is relative to one revision, and 2 are applied",
    ],
    [fork, "b2 c2", "head", "multiple-heads", "2 heads"],
    [fork, "b2", "right@-1", "revision-range", 'no revision is applied on "right"'],
    [diamond, "n", "-3", "revision-ambiguous", "m merges b, c"],
    [two, "a3 b3", "bs@-4", "revision-range", 'only 3 revisions are applied on "bs"'],
    [two, "a3 b3", "bs@a1", "revision-unknown", 'a1 is not on the branch "bs"'],
  ])("%s at [%s] to %s fails", (drawing, current, target, code, message) => {
    const error = errorOf(() => down(drawing, current, target));
    expect(error).toMatch(new RegExp(`^${code}: `));
    expect(error).toContain(message);
  });

  it("asks for the branch with commands to copy", () => {
    expect(hintOf(() => down(fork, "b2 c2", "-1"))).toBe(
      "Name the branch, as in `b2@-1` or `c2@-1`.",
    );
  });
});
