import { fileURLToPath } from "node:url";

/** A folder of revisions that can be loaded as they are: compiled `.js`, and `.sql`. */
export interface RevisionFolder {
  readonly folder: string;
}

/**
 * Names a folder of revisions. Nothing is read before it is needed.
 *
 * @param path relative to the working directory, or a `file:` URL
 * @example
 * folder(new URL("./migrations", import.meta.url));
 */
export function folder(path: string | URL): RevisionFolder {
  const url = path instanceof URL || path.startsWith("file:");
  return { folder: url ? fileURLToPath(path) : path };
}
