import { type Catalog, type CatalogObject, catalogOf, type ObjectId } from "../../catalog/index.js";
import type { ReadOptions } from "../../dialect/index.js";
import { changeOf } from "./comparison.js";

/** A file of SQL models. */
export interface ModelFile {
  /** Numbered, so that the natural order of names is one in which they can run. */
  readonly name: string;
  readonly sql: readonly string[];
}

/** What one file holds on top of those before it. */
interface Part {
  readonly title: string;
  /** All that is there once it has run. */
  readonly upTo: ReadonlySet<ObjectId>;
}

/**
 * A schema as files: one for each table, with its indexes, triggers and policies, and one for each
 * run of other things of one kind. What cannot stand with its table, as a foreign key in a circle,
 * comes in a file of its own behind.
 */
export function modelFiles(catalog: Catalog, read: ReadOptions): ModelFile[] {
  const parts = partsOf(catalog);
  const digits = Math.max(2, String(parts.length).length);
  const { major, objects } = catalog;
  let from = catalogOf(major, []);
  return parts.map(({ title, upTo }, at) => {
    const to = catalogOf(
      major,
      [...objects.values()].filter(({ id }) => upTo.has(id)),
    );
    const { sql } = changeOf({ from, to, major }, read);
    from = to;
    const number = String(at + 1).padStart(digits, "0");
    return { name: `${number}_${title.replace(/[^\p{L}\p{N}_]+/gu, "_")}.sql`, sql };
  });
}

function partsOf({ objects }: Catalog): Part[] {
  const families = familiesOf(objects);
  const placed = new Set<ObjectId>();
  const parts: Part[] = [];
  const ready = ({ dependsOn, parent }: CatalogObject, inside: ReadonlySet<ObjectId> = placed) =>
    [...dependsOn, ...(parent ? [parent] : [])].every(
      (id) => !objects.has(id) || placed.has(id) || inside.has(id),
    );
  const place = (title: string, found: Iterable<CatalogObject>) => {
    for (const { id } of found) placed.add(id);
    const same = parts.at(-1)?.title === title;
    if (same) parts.pop();
    parts.push({ title, upTo: new Set(placed) });
  };
  let waiting = [...families.keys()];
  while (waiting.length > 0) {
    const before = parts.at(-1)?.title;
    const able = waiting.filter((root) => ready(root));
    // Whole ones first, and of those whatever goes on with the file at hand.
    const next = best(able, (root) => [
      families.get(root)!.length === together(root, families.get(root)!, ready).length ? 0 : 1,
      titleOf(root) === before ? 0 : 1,
      readingOrder(root),
    ]);
    const late = [...objects.values()].filter(
      ({ id, parent }) => parent !== undefined && placed.has(parent) && !placed.has(id),
    );
    const linked = late.filter((one) => ready(one));
    if (next) place(titleOf(next), together(next, families.get(next)!, ready));
    else if (linked.length > 0) place("links", linked);
    // What needs one another in a circle: the difference knows how to break it.
    else place("rest", objects.values());
    waiting = waiting.filter(({ id }) => !placed.has(id));
  }
  const left = [...objects.values()].filter(({ id }) => !placed.has(id));
  if (left.length > 0) place("links", left);
  return parts;
}

/** Every object that has no parent, and all that goes away with it. */
function familiesOf(
  objects: ReadonlyMap<ObjectId, CatalogObject>,
): Map<CatalogObject, CatalogObject[]> {
  const families = new Map<CatalogObject, CatalogObject[]>();
  for (const object of objects.values()) {
    let root = object;
    for (let up = root; up.parent !== undefined; ) {
      const parent = objects.get(up.parent);
      if (!parent) break;
      root = up = parent;
    }
    families.set(root, [...(families.get(root) ?? []), object]);
  }
  return families;
}

/** As much of a family as can be made when its root is. */
function together(
  root: CatalogObject,
  family: readonly CatalogObject[],
  ready: (object: CatalogObject, inside: ReadonlySet<ObjectId>) => boolean,
): CatalogObject[] {
  const found = new Set([root]);
  const inside = new Set([root.id]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of family)
      if (!found.has(one) && ready(one, inside)) {
        found.add(one);
        inside.add(one.id);
        grown = true;
      }
  }
  return [...found];
}

/** A table has a file of its own; of the rest, what comes in a row and is alike shares one. */
function titleOf({ kind, schema, name }: CatalogObject): string {
  if (kind === "table") return schema === undefined ? name : `${schema}_${name}`;
  const plural = /[^aeiou]y$/.test(kind) ? `${kind.slice(0, -1)}ies` : kind.replace(/x$/, "xe");
  return plural.endsWith("s") ? plural : `${plural}s`;
}

/** What tables are made of, tables, and what is made of tables. */
function readingOrder({ kind }: CatalogObject): number {
  return kind === "table" ? 1 : kind.endsWith("view") ? 2 : 0;
}

function best<T>(from: readonly T[], rank: (one: T) => readonly number[]): T | undefined {
  let found: { readonly one: T; readonly rank: string } | undefined;
  for (const one of from) {
    const its = rank(one).join();
    if (!found || its < found.rank) found = { one, rank: its };
  }
  return found?.one;
}
