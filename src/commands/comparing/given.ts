import type { Catalog, CatalogObject } from "../../catalog/index.js";

/** A live database: what is given there may have come by itself, whatever its server gives today. */
export function withoutGiven(live: Catalog): Catalog {
  return replaced(live, live, (object, given) => ({
    ...object,
    data: Object.fromEntries(
      Object.entries(object.data as object).filter(([name]) => !(name in given)),
    ),
  }));
}

/** What is given in a live database, not in the one in which it was built anew. */
export function givenIn(live: Catalog, built: Catalog): Catalog {
  return replaced(built, live, (object, given) => ({ ...object, given }));
}

function replaced(
  catalog: Catalog,
  live: Catalog,
  replace: (object: CatalogObject, given: object & CatalogObject["given"]) => CatalogObject,
): Catalog {
  const changed = [...live.objects.values()].flatMap(({ id, given }) => {
    const object = catalog.objects.get(id);
    return object && given ? [replace(object, given)] : [];
  });
  if (changed.length === 0) return catalog;
  const entries = changed.map((object) => [object.id, object] as const);
  return { ...catalog, objects: new Map([...catalog.objects, ...entries]) };
}
