import { LimbeckError } from "../diagnostic/index.js";

/** Extensions that PGlite ships under another name than PostgreSQL has for them. */
const moduleNames: Readonly<Record<string, string>> = { "uuid-ossp": "uuid_ossp" };

/**
 * The PGlite modules of extensions, by PostgreSQL's names, as PGlite's own option takes them.
 *
 * @throws {LimbeckError} `unsupported` for one that PGlite does not have
 */
export async function pgliteExtensions(names: readonly string[]): Promise<Record<string, unknown>> {
  const loaded: Record<string, unknown> = {};
  for (const name of names) {
    const module = moduleNames[name] ?? name;
    try {
      const exports = (await import(`@electric-sql/pglite/contrib/${module}`)) as Record<
        string,
        unknown
      >;
      loaded[module] = exports[module];
    } catch (cause) {
      throw new LimbeckError("unsupported", `the embedded database has no extension ${name}`, {
        hint: 'Use a PostgreSQL server that has it: as the database with DATABASE_URL, and for proofs with\n  scratch: { url: env("SCRATCH_URL") } in limbeck.config.ts',
        cause,
      });
    }
  }
  return loaded;
}
