import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { type Catalog, parseCatalog, serializeCatalog } from "../catalog/index.js";
// A file, not an index: nothing is opened here.
import { pgliteLibrary } from "../driver/pglite-library.js";
import { toolVersion } from "../runtime/index.js";
import { writeCache } from "../script/cache-file.js";

/** A hash over everything that a catalog was made from. */
export type CacheKey = string;

/** Catalogs that were read before, by what they were made from. */
export interface CatalogCache {
  key(parts: readonly string[]): CacheKey;
  /** As `key`, over the files' contents; nothing when one of them cannot be read. */
  keyOfFiles(parts: readonly string[], files: readonly string[]): CacheKey | undefined;
  read(key: CacheKey): Catalog | undefined;
  keep(key: CacheKey, catalog: Catalog): void;
  /** Small facts beside the catalogs, by name. */
  readFact<T>(name: string): T | undefined;
  keepFact(name: string, fact: unknown): void;
}

const kept = 16;

/**
 * Opens the cache in a project's `.limbeck/cache`. Losing it costs time, nothing else: whatever
 * cannot be read or written is as if it were not there.
 */
export function openCache(folder: string): CatalogCache {
  const engine = `${toolVersion} ${pgliteLibrary(folder)?.version ?? ""}`;
  const hashOf = (parts: readonly string[]) =>
    createHash("sha256")
      .update([engine, ...parts].join("\0"))
      .digest("hex")
      .slice(0, 32);
  const fileOf = (key: string) => join(folder, `catalog-${key}.json`);
  return {
    key: hashOf,
    keyOfFiles: (parts, files) =>
      quietly(() => {
        const contents = [...files].sort().map((file) => {
          const content = createHash("sha256").update(readFileSync(file)).digest("hex");
          return `${file} ${content}`;
        });
        return hashOf([...parts, ...contents]);
      }),
    read: (key) =>
      quietly(() => {
        const catalog = parseCatalog(readFileSync(fileOf(key), "utf8"));
        utimesSync(fileOf(key), new Date(), new Date());
        return catalog;
      }),
    keep(key, catalog) {
      writeCache(fileOf(key), serializeCatalog(catalog));
      quietly(() => prune(folder));
    },
    readFact: (name) =>
      quietly(() => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"))),
    keepFact: (name, fact) => void writeCache(join(folder, `${name}.json`), JSON.stringify(fact)),
  };
}

/** The least recently used ones go. */
function prune(folder: string): void {
  const files = readdirSync(folder)
    .filter((name) => /^catalog-.*\.json$/.test(name))
    .map((name) => ({ file: join(folder, name), used: statSync(join(folder, name)).mtimeMs }));
  files.sort((a, b) => b.used - a.used);
  for (const { file } of files.slice(kept)) rmSync(file, { force: true });
}

function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
