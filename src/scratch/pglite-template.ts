import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";

/**
 * Where booted data directories are kept, shared by every project of the user: `LIMBECK_CACHE`,
 * else the platform's cache folder.
 */
export function cacheHome(): string {
  const { LIMBECK_CACHE, XDG_CACHE_HOME } = process.env;
  return LIMBECK_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir() || tmpdir(), ".cache"), "limbeck");
}

/** The version of PGlite that is installed, or nothing. */
export function pgliteVersion(): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    // The package's own file, found beside its entry: it exports no `package.json`.
    let folder = dirname(require.resolve("@electric-sql/pglite"));
    while (dirname(folder) !== folder) {
      try {
        const { name, version } = require(join(folder, "package.json")) as {
          name?: string;
          version: string;
        };
        if (name === "@electric-sql/pglite") return version;
      } catch {
        // not this folder
      }
      folder = dirname(folder);
    }
  } catch {
    // not installed: whoever opens it says so
  }
  return undefined;
}

/** A data directory that PGlite has already booted once; nothing where none was kept. */
export async function readTemplate(): Promise<Blob | undefined> {
  try {
    return new Blob([await readFile(templateFile())]);
  } catch {
    return undefined;
  }
}

/** Keeps a booted data directory for the next start. Failing to is no error, only slower. */
export async function keepTemplate(dump: Blob): Promise<void> {
  const file = templateFile();
  const partial = `${file}.${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(partial, Buffer.from(await dump.arrayBuffer()));
    await rename(partial, file);
  } catch {
    // a read-only home, a full disk
  }
}

function templateFile(): string {
  return join(cacheHome(), `pglite-${pgliteVersion() ?? "unknown"}.tar`);
}
