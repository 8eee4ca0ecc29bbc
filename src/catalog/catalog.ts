import type { CatalogObject, ObjectId } from "./object.js";

/** Everything a database holds that migrations can change. */
export interface Catalog {
  /** The server's major version: what the definitions were written by. */
  readonly major: number;
  readonly objects: ReadonlyMap<ObjectId, CatalogObject>;
  /** Objects of kinds that Limbeck does not compare, named so that none is ignored silently. */
  readonly unsupported: readonly string[];
  /** What models say that things were called before: `{ "vales.numero": "folio" }`. */
  readonly formerNames?: Readonly<Record<string, string>>;
  /** Of a live database: objects of the whole server that nobody said to be the project's. */
  readonly shared?: ReadonlySet<ObjectId>;
}

export function emptyCatalog(major: number): Catalog {
  return { major, objects: new Map(), unsupported: [] };
}

export function catalogOf(
  major: number,
  objects: Iterable<CatalogObject>,
  unsupported: readonly string[] = [],
): Catalog {
  return { major, objects: new Map([...objects].map((o) => [o.id, o])), unsupported };
}

/** A catalog without some of its objects. */
export function without(catalog: Catalog, out: ReadonlySet<ObjectId>): Catalog {
  if (out.size === 0) return catalog;
  const kept = [...catalog.objects].filter(([id]) => !out.has(id));
  return { ...catalog, objects: new Map(kept) };
}

/** The objects whose parent is `id`, in position order. */
export function childrenOf(catalog: Catalog, id: ObjectId): CatalogObject[] {
  return [...(childIndex(catalog).get(id) ?? [])];
}

const childIndexes = new WeakMap<Catalog, Map<ObjectId, CatalogObject[]>>();

function childIndex(catalog: Catalog): Map<ObjectId, CatalogObject[]> {
  let index = childIndexes.get(catalog);
  if (!index) {
    index = new Map();
    for (const object of catalog.objects.values()) {
      if (object.parent === undefined) continue;
      const siblings = index.get(object.parent);
      if (siblings) siblings.push(object);
      else index.set(object.parent, [object]);
    }
    for (const siblings of index.values())
      siblings.sort((a, b) => (a.position ?? 0) - (b.position ?? 0));
    childIndexes.set(catalog, index);
  }
  return index;
}

/** For a cache file: `parseCatalog(serializeCatalog(c))` equals `c`. */
export function serializeCatalog(catalog: Catalog): string {
  return JSON.stringify({ ...catalog, objects: [...catalog.objects.values()] });
}

export function parseCatalog(text: string): Catalog {
  const raw = JSON.parse(text) as Omit<Catalog, "objects"> & { objects: CatalogObject[] };
  const catalog = catalogOf(raw.major, raw.objects, raw.unsupported);
  return raw.formerNames ? { ...catalog, formerNames: raw.formerNames } : catalog;
}
