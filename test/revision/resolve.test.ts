import { describe, expect, it } from "vitest";
import { parseIdentifier, resolveOne, resolveRevisions } from "../../src/revision/index.js";
import { draw, errorOf, hintOf } from "./draw.js";

//   base1 -> main2 -> main3 -> main4      bill1 -> bill2 -> bill3
//                  \-> side3               bill3 depends on main3
const graph = draw(
  "base1 -> main2 -> main3 -> main4, main2 -> side3, bill1 -> bill2 -> bill3, bill3 ~ main3, bill1 = billing, side3 = side",
);

describe("an identifier resolves", () => {
  it.each<[string, string[]]>([
    ["main3", ["main3"]],
    ["bas", ["base1"]],
    ["si", ["side3"]],
    ["billing", ["bill1"]],
    ["billi", ["bill1"]],
    ["heads", ["main4", "side3", "bill3"]],
    ["base", []],
    ["current", ["main2", "bill1"]],
    ["billing@head", ["bill3"]],
    ["billing@heads", ["bill3"]],
    ["main3@head", ["main4"]],
    ["main2@heads", ["main4", "side3"]],
    ["billing@base", []],
    ["billing@current", ["bill1"]],
    ["billing@bill2", ["bill2"]],
    ["side@main2", ["main2"]],
    ["side@mai", ["main2"]],
    ["main3+1", ["main4"]],
    ["main4-2", ["main2"]],
    ["main4-4", []],
    ["main3-0", ["main3"]],
    ["billing@head-2", ["bill1"]],
    ["billing@head-3", []],
    ["billing@base+2", ["bill2"]],
    ["side@main2+1", ["side3"]],
    ["side@base+3", ["side3"]],
    ["billing@+1", ["bill2"]],
    ["side@+1", ["side3"]],
    ["billing@-1", []],
    ["side@-1", ["base1"]],
    ["billing@current-1", []],
  ])("%s", (identifier, expected) => {
    expect(resolveRevisions(graph, identifier, ["main2", "bill1"])).toEqual(expected);
  });

  it.each([
    ["head", "ccc"],
    ["head-2", "aaa"],
    ["+1", "ccc"],
    ["-1", "aaa"],
    ["current-1", "aaa"],
    ["aaa+2", "ccc"],
  ])("%s on one line", (identifier, expected) => {
    expect(resolveOne(draw("aaa -> bbb -> ccc"), identifier, ["bbb"])).toBe(expected);
  });

  it("finds short ids only whole, and a revision once though its label starts alike", () => {
    const short = draw("001 -> 002, abcdef = abcxyz");
    expect(resolveOne(short, "001")).toBe("001");
    expect(errorOf(() => resolveOne(short, "00"))).toContain("revision-unknown");
    expect(hintOf(() => resolveOne(short, "00"))).toContain("only found whole: 001, 002.");
    expect(resolveOne(short, "ab")).toBe("abcdef");
  });

  it("gives nothing for the heads of an empty graph, and says so when one is wanted", () => {
    expect(resolveRevisions(draw(""), "heads")).toEqual([]);
    expect(errorOf(() => resolveOne(draw(""), "head"))).toBe(
      "revision-unknown: head: there are no revisions yet",
    );
  });
});

describe("an identifier that does not resolve", () => {
  it.each([
    ["b", 'revision-ambiguous: "b" is the start of 5 names'],
    ["main9", 'revision-unknown: no revision or branch is called "main9"'],
    ["nope@head", 'revision-unknown: no revision or branch is called "nope"'],
    ["main", 'revision-ambiguous: "main" is the start of 3 names: main2, main3, main4'],
    ["bill", "names: bill1, bill2, bill3, billing"],
    ["head", "multiple-heads: there are 3 heads (main4, side3, bill3), and head wants one"],
    ["heads-1", "multiple-heads: there are 3 heads"],
    ["main2@head", 'there are 2 heads on the branch "main2" (main4, side3)'],
    ["billing@main3", 'revision-unknown: main3 is not on the branch "billing"'],
    ["main2+1", "revision-ambiguous: main2+1 could go several ways: main2 is followed by"],
    ["main4+1", "revision-range: main4+1 goes too far: no revision follows main4"],
    ["base1+9", "revision-ambiguous"],
    ["main3+9", "revision-range: main3+9 goes too far: only 1 revision follows main3"],
    ["main2-9", "revision-range: main2-9 goes too far: only 2 revisions can be counted down"],
    ["base-1", "revision-range"],
    ["+1", "no database is consulted here"],
    ["current", "no database is consulted here"],
    ["main3+99999999999999999999", "revision-range"],
  ])("%s", (identifier, message) => {
    expect(errorOf(() => resolveRevisions(graph, identifier))).toContain(message);
  });

  it("suggests what was meant", () => {
    expect(hintOf(() => resolveOne(graph, "mian3"))).toMatch(/^Did you mean main3/);
    expect(hintOf(() => resolveOne(graph, "haed"))).toMatch(/^Did you mean head/);
    expect(hintOf(() => resolveOne(graph, "bill2_add_totals.ts"))).toMatch(/^Did you mean bill2/);
    expect(hintOf(() => resolveOne(graph, "quite_else"))).toBe(
      "`limbeck history` lists all revisions.",
    );
    expect(hintOf(() => resolveOne(graph, "head"))).toContain("`limbeck merge`");
  });

  it("wants exactly one where one is wanted", () => {
    expect(errorOf(() => resolveOne(graph, "heads"))).toContain("multiple-heads");
    expect(errorOf(() => resolveOne(graph, "base"))).toContain("revision-unknown: base is no revi");
    expect(errorOf(() => resolveOne(graph, "current", ["main2", "bill1"]))).toContain(
      "revision-ambiguous: the database is at 2 revisions (main2, bill1)",
    );
    expect(errorOf(() => resolveOne(graph, "current", ["gone"]))).toBe(
      "database-ahead: the database is at gone, which the migrations folder lacks",
    );
  });

  it.each([
    ["", "it is empty"],
    ["abc@", 'what follows "@" is missing'],
    ["@head", 'the branch before "@" is missing'],
    ["@", 'the branch before "@" is missing'],
    ["ab cd", "it holds a space"],
    [" ab", "it holds a space"],
    ["+x", '"+" and "-" must be followed by a number'],
    ["abcd+1x", '"+" and "-" must be followed by a number'],
    ["a--1", '"+" and "-" must be followed by a number'],
    ["+", '"+" and "-" must be followed by a number'],
    ["a@b@c", 'more than one "@"'],
    ["head@main", '"head" is not a branch'],
  ])("refuses %j", (identifier, problem) => {
    const error = errorOf(() => resolveRevisions(graph, identifier));
    expect(error).toMatch(/^revision-malformed: ".*" is not a revision identifier: /);
    expect(error).toContain(problem);
    expect(hintOf(() => parseIdentifier(identifier))).toMatch(/^A revision is .*\.$/);
  });

  it("says where a range would do", () => {
    expect(errorOf(() => parseIdentifier("1:2"))).toContain(
      'one revision is wanted, and ":" makes',
    );
    expect(hintOf(() => parseIdentifier("1:2"))).toContain("ranges are for `--sql`");
  });
});
