import type { Catalog } from "../../catalog/index.js";

/**
 * A catalog in which what its role might not read, by what it read itself, is as on the other side:
 * nobody can tell, and reports name it.
 */
export function assumeUnread(catalog: Catalog, raw: Catalog, other: Catalog): Catalog {
  const assumed = [...raw.objects.values()].flatMap(({ id, incidental }) => {
    const { unread } = (incidental ?? {}) as { readonly unread?: readonly string[] };
    const [own, same] = [catalog.objects.get(id), other.objects.get(id)];
    if (!unread || !own || !same) return [];
    const theirs = Object.entries(same.data as object).filter(([name]) => unread.includes(name));
    const read = Object.entries(own.data as object).filter(([name]) => !unread.includes(name));
    return [[id, { ...own, data: Object.fromEntries([...read, ...theirs]) }] as const];
  });
  if (assumed.length === 0) return catalog;
  return { ...catalog, objects: new Map([...catalog.objects, ...assumed]) };
}
