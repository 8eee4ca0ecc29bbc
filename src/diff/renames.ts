import type { Catalog, CatalogObject, ObjectId } from "../catalog/index.js";
import { sameData } from "../catalog/index.js";
import type { AnyOperation } from "../operation/index.js";
import type { AnyKind } from "./diff.js";
import { likeness } from "./likeness.js";

/** Something that goes and something like it that comes: perhaps the same under another name. */
export interface PossibleRename {
  /** What goes: `column vales.folio`, `enum place, value norte`. */
  readonly what: string;
  /** What goes, as people name it: `vales.folio`. */
  readonly from: string;
  /** What comes, as people name it: `vales.numero`. */
  readonly to: string;
  /** The new name alone. */
  readonly name: string;
  /** From 0 to 1. */
  readonly likeness: number;
  /** Nothing but the name differs, and nothing could be lost: no need to ask. */
  readonly certain: boolean;
  /** Something would be lost if it were none. */
  readonly asks: boolean;
  /** Lower ones come first: what is inside a renamed object is looked at after it. */
  readonly rank: number;
  /** Where a whole object is renamed; absent for a part of one. */
  readonly ids?: { readonly from: ObjectId; readonly to: ObjectId };
  /** Where a part of an object is renamed: its names, old and new. */
  readonly part?: { readonly of: ObjectId; readonly from: string; readonly to: string };
  readonly operations: readonly AnyOperation[];
  /** What takes it back. */
  readonly back: readonly AnyOperation[];
}

/**
 * Every pair of an object that goes and one of its kind, in the same place, that comes; the likest
 * first. Which of them are renames nobody can know: see `certain`, and ask for the rest.
 */
export function possibleRenames(
  from: Catalog,
  to: Catalog,
  kinds: readonly AnyKind[],
): PossibleRename[] {
  const found = kinds.flatMap((kind) =>
    kind.renaming ? [...wholeOnes(from, to, kind), ...partsOf(from, to, kind)] : [],
  );
  return found.sort((a, b) => b.likeness - a.likeness);
}

function wholeOnes(from: Catalog, to: Catalog, kind: AnyKind): PossibleRename[] {
  const gone = missing(from, to, kind);
  const come = missing(to, from, kind);
  return gone.flatMap((former) =>
    come.flatMap((wanted) => {
      if (former.parent !== wanted.parent || former.schema !== wanted.schema) return [];
      if (former.parent !== undefined && !to.objects.has(former.parent)) return [];
      const operations = kind.renaming!.rename(former, wanted.name, from);
      const back = kind.renaming!.rename(wanted, former.name, to);
      if (operations.length === 0 || back.length === 0) return [];
      const loses = kind.loses?.(former);
      return {
        what: former.id,
        from: addressOf(former),
        to: addressOf(wanted),
        name: wanted.name,
        likeness: likeness(former, wanted, from, to),
        certain: loses === undefined && sameData(former.data, wanted.data),
        asks: loses !== undefined,
        rank: kind.rank,
        ids: { from: former.id, to: wanted.id },
        operations,
        back,
      };
    }),
  );
}

function missing(here: Catalog, there: Catalog, kind: AnyKind): CatalogObject[] {
  return [...here.objects.values()].filter((o) => o.kind === kind.name && !there.objects.has(o.id));
}

/** Parts that go and come between the same neighbours. */
function partsOf(from: Catalog, to: Catalog, kind: AnyKind): PossibleRename[] {
  const parts = kind.renaming?.parts;
  if (!parts) return [];
  return [...from.objects.values()].flatMap((former) => {
    const wanted = former.kind === kind.name ? to.objects.get(former.id) : undefined;
    if (!wanted || wanted.kind !== kind.name) return [];
    const [before, after] = [parts.names(former), parts.names(wanted)];
    const place = (names: readonly string[], name: string) =>
      names.slice(0, names.indexOf(name)).filter((n) => before.includes(n) && after.includes(n));
    return before
      .filter((name) => !after.includes(name))
      .flatMap((name) =>
        after
          .filter((other) => !before.includes(other))
          .map((other) => ({
            what: `${former.id}, value ${name}`,
            from: `${addressOf(former)}.${name}`,
            to: `${addressOf(former)}.${other}`,
            name: other,
            likeness: sameData(place(before, name), place(after, other)) ? 1 : 0,
            certain: false,
            asks: true,
            rank: kind.rank,
            part: { of: former.id, from: name, to: other },
            operations: [parts.rename(former, name, other)],
            back: [parts.rename(wanted, other, name)],
          })),
      );
  });
}

/** An id without the word for its kind. */
function addressOf({ id, kind }: CatalogObject): string {
  return id.slice(id.indexOf(" ", id.startsWith(`${kind} `) ? kind.length : 0) + 1);
}
