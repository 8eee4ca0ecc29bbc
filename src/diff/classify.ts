import {
  type Catalog,
  type CatalogObject,
  childrenOf,
  type ObjectId,
  sameObject,
} from "../catalog/index.js";
import type { Alteration, DiffContext, Disturbance, Release } from "../operation/index.js";
import { dependents, withDescendants } from "./dependents.js";
import type { AnyKind } from "./diff.js";

export interface Changed {
  readonly dropped: Set<ObjectId>;
  readonly created: Set<ObjectId>;
  readonly altered: Map<ObjectId, Alteration>;
  readonly released: Map<ObjectId, Release>;
  /** Altered, and without what belonged to it. */
  readonly renewed: ReadonlySet<ObjectId>;
  /** What steps aside, or lets go, for each that is altered or lets go. */
  readonly disturbed: ReadonlyMap<ObjectId, readonly ObjectId[]>;
}

/** What goes, comes and changes, with everything that has to step aside for it. */
export function classify(
  from: Catalog,
  to: Catalog,
  kindOf: (object: CatalogObject) => AnyKind,
  context: DiffContext,
): Changed {
  const dropped = new Set<ObjectId>();
  const created = new Set<ObjectId>();
  const altered = new Map<ObjectId, Alteration>();
  const replaced: ObjectId[] = [];
  for (const [id, object] of from.objects) {
    const wanted = to.objects.get(id);
    if (!wanted) dropped.add(id);
    else if (object.kind !== wanted.kind) replaced.push(id);
    else if (!sameObject(object, wanted)) {
      const alteration = kindOf(wanted).alter(object as never, wanted as never, context);
      if (alteration) altered.set(id, alteration);
      else replaced.push(id);
    }
  }
  for (const id of to.objects.keys()) if (!from.objects.has(id)) created.add(id);
  const disturbed = new Map<ObjectId, ObjectId[]>();
  const released = new Map<ObjectId, Release>();
  const unhanded = new Map<ObjectId, Set<ObjectId>>();
  /** What goes when `id` cannot keep `of`: itself, unless it lets go; then whoever that disturbs. */
  const goesWith = (id: ObjectId, of: ObjectId): readonly ObjectId[] => {
    const object = from.objects.get(id)!;
    const known = unhanded.get(id) ?? new Set<ObjectId>();
    if (known.has(of)) return [];
    const all = [...known, of].map((one) => from.objects.get(one)!);
    const release = kindOf(object).release?.(object, all, context);
    if (!release) return [id];
    if (release.leaves) return [];
    released.set(id, release);
    unhanded.set(id, known.add(of));
    return stirredBy(id, release);
  };
  /** Who has to be taken down for a change of `id`; the others that it bothers let go. */
  const stirredBy = (id: ObjectId, { disturbs, loosens, touches = [] }: Disturbance) => {
    const near = [id, ...touches].flatMap((touched) => dependents(from, touched));
    const found = disturbs ? near.filter((one) => disturbs(from.objects.get(one)!)) : [];
    const loose = (loosens?.of ?? []).flatMap((of) =>
      dependents(from, of)
        .filter((one) => loosens!.who(from.objects.get(one)!, from.objects.get(of)!))
        .map((one) => [one, of] as const),
    );
    disturbed.set(id, [
      ...new Set([...(disturbed.get(id) ?? []), ...found, ...loose.map(([one]) => one)]),
    ]);
    return [...found, ...loose.flatMap(([one, of]) => goesWith(one, of))];
  };
  for (const [id, alteration] of altered) replaced.push(...stirredBy(id, alteration));
  // What stays the same while something it needs goes, needs something else by now: a foreign key
  // whose unique constraint became a unique index.
  for (const id of dropped)
    for (const dependent of dependents(from, id)) {
      const object = to.objects.get(dependent);
      if (!object || altered.has(dependent)) continue;
      const going = goesWith(dependent, id);
      if (!going.includes(dependent)) {
        replaced.push(...going);
        continue;
      }
      if (kindOf(object).loses?.(object)) continue;
      // An index whose column leaves the type that goes is rebuilt with it.
      const follows = object.dependsOn.some(
        (other) => altered.has(other) && from.objects.get(other)!.dependsOn.includes(id),
      );
      if (!follows) replaced.push(dependent);
    }
  // Whatever hangs on a replaced object goes and comes back with it, or lets go of it meanwhile.
  const affected = withDescendants(from, replaced, goesWith);
  for (const id of affected) {
    dropped.add(id);
    if (to.objects.has(id)) created.add(id);
    altered.delete(id);
    released.delete(id);
  }
  for (const id of released.keys()) if (dropped.has(id)) released.delete(id);
  const renewed = new Set<ObjectId>();
  for (const [id, { renews }] of altered) {
    if (!renews) continue;
    renewed.add(id);
    for (const child of childrenOf(to, id).filter(renews)) {
      altered.delete(child.id);
      created.add(child.id);
    }
  }
  return { dropped, created, altered, released, disturbed, renewed };
}
