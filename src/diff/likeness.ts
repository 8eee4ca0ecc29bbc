import { type Catalog, type CatalogObject, childrenOf, sameData } from "../catalog/index.js";

/**
 * How much alike two objects are, from 0 to 1: by what they hold where they hold something, else by
 * their own attributes. Names do not count.
 */
export function likeness(a: CatalogObject, b: CatalogObject, from: Catalog, to: Catalog): number {
  // What has a place of its own among its siblings is what an object is made of.
  const [left, right] = [placed(from, a), placed(to, b)];
  if (left.length + right.length === 0) return attributes(a.data, b.data);
  const shared = left.reduce((sum, child) => {
    const other = right.find((one) => one.name === child.name);
    return sum + (other ? (1 + attributes(child.data, other.data)) / 2 : 0);
  }, 0);
  return shared / Math.max(left.length, right.length);
}

function placed(catalog: Catalog, { id }: CatalogObject): CatalogObject[] {
  return childrenOf(catalog, id).filter((child) => child.position !== undefined);
}

/** The share of attributes that are the same, texts by the share of letters. */
function attributes(a: unknown, b: unknown): number {
  if (sameData(a, b)) return 1;
  if (typeof a === "string" && typeof b === "string") return texts(a, b);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return 0;
  const [left, right] = [a, b] as Record<string, unknown>[];
  const keys = new Set([...Object.keys(left!), ...Object.keys(right!)]);
  keys.delete("comment");
  if (keys.size === 0) return 1;
  let sum = 0;
  for (const key of keys) sum += attributes(left![key], right![key]);
  return sum / keys.size;
}

/** Dice's measure over pairs of letters. */
function texts(a: string, b: string): number {
  const [left, right] = [pairs(a), pairs(b)];
  const rest = [...right];
  const shared = left.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  return left.length + right.length === 0 ? 0 : (2 * shared.length) / (left.length + right.length);
}

function pairs(text: string): string[] {
  return [...text].slice(1).map((letter, i) => `${text[i]}${letter}`);
}
