import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const library = "@electric-sql/pglite";

/** PGlite as a project has it: its own copy, with the extensions built for that; else the one beside this package. */
export interface PgliteLibrary {
  readonly version: string;
  /** A module of PGlite or of a package beside it: `@electric-sql/pglite/contrib/citext`. */
  find(module: string): PgliteModule | undefined;
}

export interface PgliteModule {
  /** The `package.json` of the package it is part of. */
  readonly manifest: PackageManifest;
  load<Exports>(): Promise<Exports>;
}

interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The PGlite of the project in a folder; nothing where none is installed. */
export function pgliteLibrary(baseDir: string): PgliteLibrary | undefined {
  for (const from of [resolve(baseDir, "_.js"), import.meta.url]) {
    const found = findModule(library, from);
    if (found)
      return { version: found.manifest.version, find: (module) => findModule(module, from) };
  }
  return undefined;
}

function findModule(module: string, from: string): PgliteModule | undefined {
  let required: string;
  try {
    required = createRequire(from).resolve(module);
  } catch {
    return undefined;
  }
  // `require` is led to the CommonJS build; what the application imports is the other one.
  const imported = required.replace(/\.cjs$/, ".js");
  const file = pathToFileURL(existsSync(imported) ? imported : required).href;
  const manifest = manifestOf(required, module.split("/").slice(0, 2).join("/"));
  return manifest && { manifest, load: () => import(file) };
}

/** Found above the module: packages need not export their `package.json`. */
function manifestOf(file: string, name: string): PackageManifest | undefined {
  for (let folder = dirname(file); dirname(folder) !== folder; folder = dirname(folder)) {
    const path = join(folder, "package.json");
    const manifest =
      existsSync(path) && (JSON.parse(readFileSync(path, "utf8")) as PackageManifest);
    if (manifest && manifest.name === name) return manifest;
  }
  return undefined;
}
