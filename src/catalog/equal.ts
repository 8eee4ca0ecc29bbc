import { createHash } from "node:crypto";
import type { Catalog } from "./catalog.js";
import type { CatalogObject, ObjectId } from "./object.js";

/** Equality of plain data; the order of keys does not matter, the order of lists does. */
export function sameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a).filter(([, v]) => v !== undefined);
  const right = new Map(Object.entries(b).filter(([, v]) => v !== undefined));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && sameData(value, right.get(key)))
  );
}

/** Whether nothing of an object has to change for it to be the other one. */
export function sameObject(a: CatalogObject, b: CatalogObject): boolean {
  return sameData(a.data, b.data) || sameData(beside(a, b), beside(b, a));
}

/** What an object says, and what is given there of all that the other one says. */
function beside({ data, given }: CatalogObject, other: CatalogObject): unknown {
  if (!given) return data;
  const said = Object.keys(other.data as object).map((name) => [name, given[name]]);
  return { ...Object.fromEntries(said), ...(data as object) };
}

export interface ObjectDifference {
  readonly id: ObjectId;
  readonly from?: CatalogObject;
  readonly to?: CatalogObject;
}

/** The objects that differ, by id; physical positions and dependencies are not compared. */
export function differences(from: Catalog, to: Catalog): ObjectDifference[] {
  const found: ObjectDifference[] = [];
  for (const [id, object] of from.objects) {
    const other = to.objects.get(id);
    if (!other) found.push({ id, from: object });
    else if (!sameObject(object, other))
      found.push({
        id,
        from: { ...object, data: beside(object, other) },
        to: { ...other, data: beside(other, object) },
      });
  }
  for (const [id, object] of to.objects) if (!from.objects.has(id)) found.push({ id, to: object });
  return found;
}

/** One hash over everything that is compared. Equal catalogs have equal hashes. */
export function hashCatalog(catalog: Catalog): string {
  const hash = createHash("sha256");
  for (const id of [...catalog.objects.keys()].sort())
    hash.update(`${id}\0${canonical(catalog.objects.get(id)!.data)}\n`);
  return hash.digest("hex");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(",")}}`;
}
