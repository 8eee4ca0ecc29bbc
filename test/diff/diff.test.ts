import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Catalog, type CatalogObject, catalogOf } from "../../src/catalog/index.js";
import { type AnyKind, diff } from "../../src/diff/index.js";
import type { AnyOperation } from "../../src/operation/index.js";

/**
 * Kinds made up for the test: a `box` changes in place, a `rock` cannot, a `part` goes inside the
 * creation of its box, and so does a `link`, which can also be created on its own.
 */
interface Data {
  readonly value: number;
  readonly needs: readonly string[];
}

type Thing = CatalogObject<Data>;

const create = (object: CatalogObject): AnyOperation[] => [{ kind: "create", args: [object] }];
const drop = (object: CatalogObject): AnyOperation[] => [{ kind: "drop", args: [object.id] }];
const alter = (_: CatalogObject, to: CatalogObject) => ({
  operations: [{ kind: "alter", args: [to] }],
});
const inside = {
  add: (operation: AnyOperation, object: CatalogObject): AnyOperation => ({
    ...operation,
    args: [...operation.args, object],
  }),
};

const kinds: AnyKind[] = [
  { name: "rock", rank: 1, create, drop, alter: () => undefined },
  { name: "box", rank: 4, create, drop, alter, loses: () => "all" },
  { name: "part", rank: 5, create, drop, alter, inline: { ...inside, separable: false } },
  {
    name: "link",
    rank: 9,
    create,
    drop,
    alter: () => undefined,
    inline: { ...inside, separable: true },
  },
];

/** Runs the operations as a database would: what is missing, or still needed, is an error. */
function apply(from: Catalog, operations: readonly AnyOperation[]): Map<string, Thing> {
  const state = new Map(from.objects as ReadonlyMap<string, Thing>);
  const needs = (o: Thing) => (o.parent === undefined ? o.dependsOn : [o.parent, ...o.dependsOn]);
  const check = (verb: string) => {
    for (const object of state.values())
      for (const needed of needs(object))
        if (!state.has(needed)) throw new Error(`${verb}: ${object.id} needs ${needed}`);
  };
  for (const { kind, args } of operations) {
    if (kind === "drop") {
      if (!state.delete(args[0] as string)) throw new Error(`${args[0]} is gone already`);
      for (const child of [...state.values()]) if (child.parent === args[0]) state.delete(child.id);
    } else
      for (const object of args as Thing[]) {
        if (state.has(object.id) === (kind === "create")) throw new Error(`${kind} ${object.id}`);
        state.set(object.id, object);
      }
    check(`${kind} ${args.map((a) => (a as Thing).id ?? a)}`);
  }
  return state;
}

const plain = (objects: Iterable<Thing>) =>
  [...objects].map(({ id, data }) => ({ id, data })).sort((a, b) => (a.id < b.id ? -1 : 1));

/** One side: what each of the possible objects is there, or is not. */
const side = (count: number, links: "downwards" | "anywhere") =>
  fc
    .array(
      fc.record({
        there: fc.boolean(),
        value: fc.nat(2),
        needs: fc.array(fc.nat(count - 1), { maxLength: 3 }),
        child: fc.constantFrom("none", "part", "link"),
        points: fc.nat(count - 1),
      }),
      { minLength: count, maxLength: count },
    )
    .map((slots): Catalog => {
      const kindOf = (i: number) => (i % 3 === 0 ? "rock" : "box");
      const idOf = (i: number) => `${kindOf(i)} ${i}`;
      const known = (i: number) => slots[i]!.there;
      const objects = slots.flatMap(({ there, value, needs, child, points }, i): Thing[] => {
        if (!there) return [];
        const below = [...new Set(needs)].filter((n) => n < i && known(n)).map(idOf);
        const make = (kind: string, id: string, dependsOn: string[], parent?: string): Thing => ({
          id,
          kind,
          name: id,
          ...(parent && { parent }),
          data: { value, needs: dependsOn },
          dependsOn,
        });
        const own = make(kindOf(i), idOf(i), below);
        const aims = known(points) && (links === "anywhere" || points < i) ? [idOf(points)] : [];
        if (child === "none" || kindOf(i) === "rock") return [own];
        return [own, make(child, `${child} of ${i}`, child === "link" ? aims : below, own.id)];
      });
      return catalogOf(18, objects);
    });

describe("the order of operations", () => {
  for (const links of ["downwards", "anywhere"] as const)
    it(`lets every operation run, with links ${links}`, () => {
      fc.assert(
        fc.property(side(9, links), side(9, links), (from, to) => {
          const { operations } = diff(from, to, kinds);
          const reached = apply(from, operations);
          expect(plain(reached.values())).toEqual(plain(to.objects.values() as Iterable<Thing>));
        }),
        { numRuns: 1500, seed: 1 },
      );
    });

  it("is the same whichever order the catalogs are in", () => {
    fc.assert(
      fc.property(side(6, "anywhere"), side(6, "anywhere"), (from, to) => {
        const turned = (c: Catalog) => catalogOf(18, [...c.objects.values()].reverse());
        expect(diff(turned(from), turned(to), kinds).operations).toEqual(
          diff(from, to, kinds).operations,
        );
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("does nothing between equal catalogs", () => {
    fc.assert(
      fc.property(side(6, "anywhere"), (catalog) => {
        expect(diff(catalog, catalog, kinds)).toEqual({
          operations: [],
          loses: [],
          conversions: [],
        });
      }),
      { numRuns: 50, seed: 3 },
    );
  });

  const thing = (id: string, dependsOn: string[], parent?: string): Thing => ({
    id,
    kind: id.split(" ")[0]!,
    name: id,
    ...(parent && { parent }),
    data: { value: 0, needs: dependsOn },
    dependsOn,
  });

  it("ends with an error where no order exists", () => {
    const ring = (size: number) =>
      Array.from({ length: size }, (_, i) => thing(`box ${i}`, [`box ${(i + 1) % size}`]));
    for (const size of [2, 3, 500])
      expect(() => diff(catalogOf(18, []), catalogOf(18, ring(size)), kinds)).toThrow(
        expect.objectContaining({
          code: "dependency-cycle",
          message: expect.stringContaining("create box 0"),
        }),
      );
  });

  it("takes one link of a ring out, and no other", () => {
    const ring = Array.from({ length: 40 }, (_, i) => [
      thing(`box ${i}`, []),
      thing(`link ${i}`, [`box ${(i + 1) % 40}`], `box ${i}`),
    ]).flat();
    const waits = [thing("box last", []), thing("link last", ["box 3"], "box last")];
    const { operations } = diff(catalogOf(18, []), catalogOf(18, [...ring, ...waits]), kinds);
    expect(operations.filter(({ args }) => args.length === 1)).toHaveLength(2);
    expect(operations).toHaveLength(42);
    expect(apply(catalogOf(18, []), operations).size).toBe(82);
  });

  it("orders ten thousand objects in a few seconds", () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      thing(`box ${i}`, i === 0 ? [] : [`box ${(i * 7919) % i}`, `box ${i - 1}`]),
    );
    const { operations } = diff(catalogOf(18, []), catalogOf(18, many), kinds);
    expect(operations).toHaveLength(10_000);
  });
});

describe("what is lost", () => {
  const box = (value: number): Thing => ({
    id: "box a",
    kind: "box",
    name: "a",
    data: { value, needs: [] },
    dependsOn: [],
  });
  it("is named, unless it is only changed", () => {
    expect(diff(catalogOf(18, [box(1)]), catalogOf(18, []), kinds).loses).toEqual(["all of box a"]);
    expect(diff(catalogOf(18, [box(1)]), catalogOf(18, [box(2)]), kinds).loses).toEqual([]);
  });
});
