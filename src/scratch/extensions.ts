import type { Catalog } from "../catalog/index.js";

/** Extensions that are part of every PostgreSQL. */
const builtIn = new Set(["plpgsql"]);

const created = [
  /create\s+extension\s+(?:if\s+not\s+exists\s+)?"?([\w-]+)"?/gi,
  /createExtension\(\s*["'`]([\w-]+)["'`]/g,
];

/**
 * The extensions that texts create: SQL or revision source. PGlite has to know them when it starts.
 *
 * @example
 * extensionsIn(['CREATE EXTENSION IF NOT EXISTS "citext"']); // ["citext"]
 */
export function extensionsIn(texts: Iterable<string>): string[] {
  const names = new Set<string>();
  for (const text of texts)
    for (const pattern of created)
      for (const [, name] of text.matchAll(pattern)) if (!builtIn.has(name!)) names.add(name!);
  return [...names].sort();
}

/** The extensions that a catalog holds. */
export function extensionsOf({ objects }: Catalog): string[] {
  const names = [...objects.values()].filter((o) => o.kind === "extension").map((o) => o.name);
  return names.filter((name) => !builtIn.has(name));
}
