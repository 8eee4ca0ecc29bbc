import { readFileSync } from "node:fs";
import { importSpecifiers } from "./import-specifiers.js";

export interface ImportClosure {
  /** The project's files, absolute; nothing below `node_modules`. */
  readonly files: readonly string[];
  /** Every bare specifier met on the way: `drizzle-orm/pg-core`, `limbeck`, `node:fs`. */
  readonly packages: ReadonlySet<string>;
}

/**
 * Follows literal imports from some files through the project, reading but running nothing.
 *
 * @param resolve gives the absolute file a specifier means, or `undefined`
 */
export function importClosure(
  entries: readonly string[],
  resolve: (specifier: string, from: string) => string | undefined,
): ImportClosure {
  const files = new Set(entries);
  const packages = new Set<string>();
  for (const file of files) {
    if (!/\.[cm]?[jt]sx?$/.test(file)) continue;
    for (const { specifier, typeOnly } of importSpecifiers(readText(file))) {
      if (typeOnly) continue;
      const bare = !/^[./#]/.test(specifier);
      if (bare) packages.add(specifier);
      if (specifier.startsWith("node:")) continue;
      const target = resolve(specifier, file);
      if (target !== undefined && isProjectFile(target)) files.add(target);
    }
  }
  return { files: [...files], packages };
}

export function isProjectFile(file: string): boolean {
  return !/[\\/]node_modules[\\/]/.test(file);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
