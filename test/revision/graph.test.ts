import { describe, expect, it } from "vitest";
import {
  basesOf,
  branchPointsOf,
  buildGraph,
  childrenOf,
  currentHeads,
  dependenciesOf,
  dependentsOf,
  headsOf,
  historyOrder,
  labelsOf,
  parentsOf,
  type Revision,
  realHeadsOf,
  resolveOne,
  revisionOf,
  squashedInto,
  unknownHeads,
} from "../../src/revision/index.js";
import { draw, errorOf, hintOf, revisionsOf } from "./draw.js";

describe("heads and bases", () => {
  it.each([
    ["", [], [], []],
    ["a", ["a"], ["a"], ["a"]],
    ["a -> b -> c", ["c"], ["c"], ["a"]],
    ["a -> b, b -> c, b -> d, c d -> e", ["e"], ["e"], ["a"]],
    ["a -> b, a -> c", ["b", "c"], ["b", "c"], ["a"]],
    ["a -> b, x -> y, y ~ b", ["b", "y"], ["y"], ["a", "x"]],
    ["a -> b, x ~ b", ["b", "x"], ["x"], ["a", "x"]],
  ])("%s", (drawing, heads, realHeads, bases) => {
    const graph = draw(drawing);
    expect(headsOf(graph)).toEqual(heads);
    expect(realHeadsOf(graph)).toEqual(realHeads);
    expect(basesOf(graph)).toEqual(bases);
  });

  it("knows the neighbours of a revision", () => {
    const graph = draw("a -> b, b -> c, b -> d, c d -> e, x -> y, y ~ main c, b = main");
    expect(childrenOf(graph, "b")).toEqual(["c", "d"]);
    expect(parentsOf(graph, "e")).toEqual(["c", "d"]);
    expect(dependenciesOf(graph, "y")).toEqual(["b", "c"]);
    expect(dependentsOf(graph, "b")).toEqual(["y"]);
    expect(dependentsOf(graph, "a")).toEqual([]);
    expect(branchPointsOf(graph)).toEqual(["b"]);
    expect(revisionOf(graph, "a").message).toBe("make a");
    expect(errorOf(() => childrenOf(graph, "zz"))).toBe(
      'revision-unknown: no revision has the id "zz"',
    );
  });

  it("walks one branch as far as possible before the next", () => {
    const graph = draw("a -> b1 -> b2, a -> c1 -> c2, b2 c2 -> d");
    expect(historyOrder(graph)).toEqual(["d", "c2", "c1", "b2", "b1", "a"]);
  });

  it("names rows the folder lacks, and heads that only another row implies", () => {
    const graph = draw("a -> b, x -> y, y ~ b");
    expect(unknownHeads(graph, ["b", "gone"])).toEqual(["gone"]);
    expect(currentHeads(graph, ["y"])).toEqual(["b", "y"]);
  });
});

describe("branch labels", () => {
  it.each([
    ["a -> b -> c, b = L", { a: ["L"], b: ["L"], c: ["L"] }],
    ["a -> b, a -> c, b = L, b -> d", { a: [], b: ["L"], c: [], d: ["L"] }],
    ["a -> b, a -> c, b = L, c = M, b c -> e", { a: [], b: ["L"], c: ["M"], e: ["L", "M"] }],
    ["a b -> m -> n, n = L", { a: [], b: [], m: [], n: ["L"] }],
    ["a -> b -> c, x ~ a, c = L", { a: [], b: ["L"], c: ["L"], x: [] }],
    ["a -> b, b -> c, b -> d, b = L", { a: [], b: ["L"], c: ["L"], d: ["L"] }],
    ["a -> b -> c, a = L, c = M", { a: ["L", "M"], b: ["L", "M"], c: ["L", "M"] }],
  ])("%s", (drawing, expected) => {
    const graph = draw(drawing);
    for (const [id, labels] of Object.entries(expected)) {
      expect([id, labelsOf(graph, id)]).toEqual([id, labels]);
    }
  });
});

describe("a graph that does not hold together", () => {
  it.each([
    ["missing dependency", "a -> b, b ~ zz", 'graph-parent-missing: b depends on "zz"'],
    ["one of two missing", "a -> b, c ~ b nope", 'graph-parent-missing: c depends on "nope"'],
    ["self", "a -> a", "graph-cycle: the revisions form a cycle: a -> a"],
    ["two", "a -> b -> a", "graph-cycle: the revisions form a cycle: a -> b -> a"],
    ["with a tail", "r -> a, c -> a -> b -> c, b -> h", "a -> b -> c -> a"],
    ["own dependency", "a -> b, b ~ b", "b -> b (b depends on b)"],
    ["dependency", "a -> b, a ~ b", "a -> b -> a (a depends on b)"],
    ["label twice", "a = L, b = L", 'two revisions carry the branch label "L": a and b'],
    ["label is an id", "a = b, b", 'the branch label "b" of a is also the id of b'],
    ["label is own id", "a = a", 'the branch label "a" of a is also the id of that revision'],
  ])("%s", (_name, drawing, message) => {
    expect(errorOf(() => draw(drawing))).toContain(message);
  });

  it("names the files", () => {
    const at = (id: string, file: string, rest: Partial<Revision> = {}): Revision => {
      return { id, file, down: [], dependsOn: [], labels: [], message: "", ...rest };
    };
    const build = (...revisions: Revision[]) => errorOf(() => buildGraph(revisions));
    expect(build(at("a", "one.ts"), at("a", "two.ts"))).toBe(
      "graph-duplicate-id: two revisions have the id a: one.ts and two.ts",
    );
    expect(build(at("a", "one.ts", { down: ["b"] }), at("b", "two.ts", { down: ["a"] }))).toBe(
      "graph-cycle: the revisions form a cycle: a -> b -> a, in one.ts, two.ts",
    );
    expect(build(at("a", "one.ts", { down: ["ae10"] }), at("b", "two.ts", { down: ["x"] }))).toBe(
      'graph-parent-missing: a (one.ts) follows "ae10"; b (two.ts) follows "x": no such revision is in the migrations folder',
    );
    expect(build(at("a b", "one.ts"))).toBe(
      'revision-malformed: "a b" in one.ts cannot be a revision id: it holds a space',
    );
  });

  it("knows what was squashed into what", () => {
    const of = (id: string, down: string[], replaces?: string[]): Revision => {
      return { id, down, dependsOn: [], labels: [], message: "", ...(replaces && { replaces }) };
    };
    const build = (...revisions: Revision[]) => buildGraph(revisions);
    const squashed = of("ccccc", [], ["aaaaa", "bbbbb"]);
    const graph = build(squashed, of("d", ["ccccc"]));
    expect(squashedInto(graph, "aaaaa")).toBe("ccccc");
    expect(squashedInto(graph, "d")).toBeUndefined();
    expect(errorOf(() => resolveOne(graph, "bbbb"))).toBe(
      "revision-unknown: bbbbb was squashed into ccccc",
    );
    expect(errorOf(() => build(squashed, of("aaaaa", [])))).toContain(
      "graph-duplicate-id: aaaaa was squashed into ccccc, and its file is there again",
    );
    expect(errorOf(() => build(squashed, of("x", [], ["bbbbb"])))).toContain(
      "bbbbb was squashed into two revisions: ccccc and x",
    );
    expect(hintOf(() => build(squashed, of("x", ["aaaaa"])))).toBe(
      "aaaaa was squashed into ccccc: name that instead in x.",
    );
  });

  it("says what was probably meant", () => {
    expect(hintOf(() => draw("ae1027a6acf1 -> x, y ~ ae1027a6acf2"))).toMatch(
      /^Did you mean ae1027a6acf1\?/,
    );
    const byLabel = [
      ...revisionsOf("a = main"),
      { id: "b", down: ["main"], dependsOn: [], labels: [], message: "" },
    ];
    expect(hintOf(() => buildGraph(byLabel))).toBe(
      '"main" is a branch label; downRevision takes an id, such as "a".',
    );
  });

  it.each([
    ["", "it is empty"],
    ["head", '"head" is a word of the identifier grammar'],
    ["current", '"current" is a word of the identifier grammar'],
    ["a@b", 'it holds "@"'],
    ["2026-01:x", 'it holds "-", ":"'],
    ["a\u0000", "it holds a control character"],
    ["é".repeat(128), "it is 256 bytes long, and 255 is the most"],
  ])("refuses the name %j", (name, problem) => {
    const node = { id: "ok", down: [], dependsOn: [], labels: [], message: "" };
    expect(errorOf(() => buildGraph([{ ...node, id: name }]))).toContain(
      `cannot be a revision id: ${problem}`,
    );
    expect(errorOf(() => buildGraph([{ ...node, labels: [name] }]))).toContain(
      `in revision ok cannot be a branch label: ${problem}`,
    );
  });

  it("accepts names of the longest length and of any script", () => {
    const ids = ["x".repeat(255), "001_create_initial", "v1.2", "añadir", "変更"];
    const graph = draw(ids.join(" -> "));
    expect(headsOf(graph)).toEqual(["変更"]);
  });
});
