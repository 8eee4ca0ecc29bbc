import { existsSync } from "node:fs";

let root: URL | undefined;

/**
 * A file of this package: `ownFile("docs/errors/usage.md")`. The way to it is found upwards from
 * here, for what is published has this module at another depth than the source.
 */
export function ownFile(path: string): URL {
  root ??= packageAbove(new URL("./", import.meta.url));
  return new URL(path, root);
}

function packageAbove(folder: URL): URL {
  const above = new URL("../", folder);
  if (existsSync(new URL("package.json", folder)) || above.href === folder.href) return folder;
  return packageAbove(above);
}

/** What runs: the built package, or its source, as in its own tests. */
export const runs = import.meta.url.endsWith(".ts") ? "src" : "dist";
