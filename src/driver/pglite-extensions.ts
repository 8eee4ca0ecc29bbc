import { LimbeckError } from "../diagnostic/index.js";
import { type PgliteLibrary, type PgliteModule, pgliteLibrary } from "./pglite-library.js";

/** Extensions that PGlite ships under another name than PostgreSQL has for them. */
const moduleNames: Readonly<Record<string, string>> = { "uuid-ossp": "uuid_ossp" };

/** Those that come in a package of their own, made for one version of PGlite. */
const packages: Readonly<Record<string, string>> = {
  postgis: "@electric-sql/pglite-postgis",
  vector: "@electric-sql/pglite-pgvector",
};

/** What PGlite has of some extensions. */
export interface FoundExtensions {
  /** The modules, as PGlite's own option takes them. */
  readonly modules: Readonly<Record<string, unknown>>;
  readonly missing: readonly string[];
}

/**
 * Looks for extensions among those that come with the PGlite of a project or beside it, by PostgreSQL's
 * names.
 *
 * @throws {LimbeckError} `unsupported` for one that was built for another PGlite
 */
export async function findExtensions(
  names: readonly string[],
  baseDir: string,
): Promise<FoundExtensions> {
  const library = names.length > 0 ? pgliteLibrary(baseDir) : undefined;
  const modules: Record<string, unknown> = {};
  const missing: string[] = [];
  for (const name of names) {
    const module = moduleNames[name] ?? name;
    const found = library?.find(packages[name] ?? `@electric-sql/pglite/contrib/${module}`);
    if (library && found) {
      refuseOtherPair(name, found, library);
      modules[module] = (await found.load<Record<string, unknown>>())[module];
    } else missing.push(name);
  }
  return { modules, missing };
}

/**
 * The PGlite modules of extensions, for a database that is to hold more than a schema.
 *
 * @throws {LimbeckError} `unsupported` for one that PGlite does not have
 */
export async function pgliteExtensions(
  names: readonly string[],
  baseDir: string,
): Promise<FoundExtensions["modules"]> {
  const { modules, missing } = await findExtensions(names, baseDir);
  const [first] = missing;
  if (first === undefined) return modules;
  const server = "Use a PostgreSQL server that has it: name it in DATABASE_URL.";
  const install = installExtensions(missing);
  throw new LimbeckError("unsupported", `the embedded database has no extension ${first}`, {
    hint:
      install === undefined
        ? server
        : `${install}\nOr use a server that has it: name it in DATABASE_URL.`,
    details: { missing },
  });
}

/** How PGlite comes to have some extensions: only for those that have a package of their own. */
export function installExtensions(names: readonly string[]): string | undefined {
  const found = names.flatMap((name) => packages[name] ?? []);
  if (found.length === 0 || found.length < names.length) return undefined;
  return `Install what PGlite has of it: npm install --save-dev ${found.join(" ")}`;
}

/** The part of PGlite's file system that is written to. */
interface FileSystem {
  writeFile(path: string, text: string): void;
}

/**
 * Lets `CREATE EXTENSION` make extensions that hold nothing: enough for a schema that has them and
 * uses nothing of them, as with `pg_stat_statements`.
 */
export function addEmptyExtensions(instance: object, names: readonly string[]): void {
  if (names.length === 0) return;
  const { FS } = (instance as { Module: { FS: FileSystem } }).Module;
  for (const name of names.filter((n) => /^[\w-]+$/.test(n))) {
    const file = `/pglite/share/postgresql/extension/${name}`;
    FS.writeFile(`${file}.control`, "default_version = '1.0'\nrelocatable = true\n");
    FS.writeFile(`${file}--1.0.sql`, "");
  }
}

/** Beside another PGlite it would load, and then spoil every other extension. */
function refuseOtherPair(name: string, { manifest }: PgliteModule, { version }: PgliteLibrary) {
  const builtFor = manifest.peerDependencies?.["@electric-sql/pglite"];
  if (builtFor === undefined || !/^\d/.test(builtFor) || builtFor === version) return;
  throw new LimbeckError(
    "unsupported",
    `the extension ${name} of ${manifest.name} ${manifest.version} is built for PGlite ${builtFor}, and PGlite ${version} is installed`,
    { hint: `Run \`npm install --save-exact @electric-sql/pglite@${builtFor}\`.` },
  );
}
