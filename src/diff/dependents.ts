import { type Catalog, childrenOf, type ObjectId } from "../catalog/index.js";

const reversed = new WeakMap<Catalog, Map<ObjectId, ObjectId[]>>();

/** The objects that name `id` among their dependencies. */
export function dependents(catalog: Catalog, id: ObjectId): readonly ObjectId[] {
  let index = reversed.get(catalog);
  if (!index) {
    index = new Map();
    for (const object of catalog.objects.values())
      for (const dependency of object.dependsOn) {
        const known = index.get(dependency);
        if (known) known.push(object.id);
        else index.set(dependency, [object.id]);
      }
    reversed.set(catalog, index);
  }
  return index.get(id) ?? [];
}

/**
 * The given objects with their children and, of everything that depends on any of them, what
 * `goesWith` says.
 */
export function withDescendants(
  catalog: Catalog,
  ids: Iterable<ObjectId>,
  goesWith: (dependent: ObjectId, on: ObjectId) => readonly ObjectId[],
): Set<ObjectId> {
  const found = new Set<ObjectId>();
  const pending = [...ids];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id) || !catalog.objects.has(id)) continue;
    found.add(id);
    for (const child of childrenOf(catalog, id)) pending.push(child.id);
    for (const dependent of dependents(catalog, id)) pending.push(...goesWith(dependent, id));
  }
  return found;
}
