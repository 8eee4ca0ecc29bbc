import type { Catalog, ObjectId } from "../../catalog/index.js";

/**
 * A live database without what belongs to its whole server and to nobody here, as the roles of other
 * applications: what counts is what one of `claimants` has of its own, or names.
 */
export function ofProject(live: Catalog, claimants: readonly Catalog[]): Catalog {
  const { shared } = live;
  if (!shared) return live;
  const claimed = new Set(claimants.flatMap(claims));
  const counts = (id: ObjectId): boolean => {
    if (!shared.has(id) || claimed.has(id)) return true;
    // What ties together objects that count, as a membership does.
    const { dependsOn } = live.objects.get(id)!;
    return dependsOn.length > 0 && dependsOn.every(counts);
  };
  const objects = [...live.objects].filter(([id]) => counts(id));
  return { ...live, objects: new Map(objects) };
}

function claims({ objects, shared }: Catalog): ObjectId[] {
  const own = [...objects.values()].filter(({ id }) => !shared?.has(id));
  return own.flatMap(({ id, dependsOn }) => [id, ...dependsOn]);
}
