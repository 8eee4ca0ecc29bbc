import { readFileSync } from "node:fs";
import { evaluateRevision } from "./evaluate-revision.js";
import type { RevisionHeader } from "./revision-header.js";
import {
  headerOfExports,
  moduleOf,
  ownExports,
  type RevisionModule,
  sqlModule,
} from "./revision-module.js";
import { type Alias, runningPackage } from "./running-package.js";
import { scriptFailed } from "./script-failed.js";

export interface LoadRevisionOptions {
  /** Bare specifiers and the files that stand for them; default: `limbeck` is the running package. */
  readonly alias?: Alias;
}

/**
 * Loads one revision file, TypeScript, JavaScript or SQL, as it is now.
 *
 * @throws {LimbeckError} `script-failed` when it does not compile or throws while loading, with
 * file and line; `script-invalid` when it has no `upgrade` or its header cannot be used
 */
export async function loadRevision(
  file: string,
  options: LoadRevisionOptions = {},
): Promise<RevisionModule> {
  if (file.endsWith(".sql")) return sqlModule(readFileSync(file, "utf8"), file);
  const exports = await exportsOf(file, options.alias ?? runningPackage());
  return moduleOf(exports, readFileSync(file, "utf8"), file);
}

/** The header of a file whose constants are computed: only loading tells. */
export async function loadHeader(
  file: string,
  options: LoadRevisionOptions = {},
): Promise<RevisionHeader> {
  const exports = await exportsOf(file, options.alias ?? runningPackage());
  return headerOfExports(exports, readFileSync(file, "utf8"), file);
}

async function exportsOf(file: string, alias: Alias): Promise<Record<string, unknown>> {
  try {
    return ownExports(await evaluateRevision(file, alias));
  } catch (error) {
    throw scriptFailed(error, file);
  }
}
