import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
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

/** A data directory that this version of PGlite has already booted once; nothing where none was kept. */
export async function readTemplate(version: string): Promise<Blob | undefined> {
  try {
    return new Blob([await readFile(templateFile(version))]);
  } catch {
    return undefined;
  }
}

/** Keeps a booted data directory for the next start. Failing to is no error, only slower. */
export async function keepTemplate(version: string, dump: Blob): Promise<void> {
  const file = templateFile(version);
  const partial = `${file}.${process.pid}`;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(partial, Buffer.from(await dump.arrayBuffer()));
    await rename(partial, file);
  } catch {
    // a read-only home, a full disk
  }
}

function templateFile(version: string): string {
  return join(cacheHome(), `pglite-${version}.tar`);
}
