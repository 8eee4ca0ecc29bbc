import { readFileSync, statSync } from "node:fs";
import { shortPath } from "../find-files.js";
import { glob } from "../glob.js";
import { count } from "../model-source.js";

/** A project can be large; a suggestion may cost a few milliseconds, not more. */
const atMost = { files: 300, bytes: 200_000 };

/**
 * The file of the project that looks most like models and is not among those read, as a message
 * has it: `src/schema.ts (4 tables)`. Only reads text: nothing is run.
 */
export function likelyModels(baseDir: string, read: readonly string[]): string | undefined {
  const known = new Set(read);
  const files = glob("{*,{src,app,lib,db,server}/**/*}.{ts,mts,cts,js,mjs}", baseDir);
  let best: { file: string; tables: number } | undefined;
  for (const file of files.slice(0, atMost.files)) {
    if (known.has(file) || statSync(file).size > atMost.bytes) continue;
    const tables = readFileSync(file, "utf8").match(/\bpgTable\s*\(/g)?.length ?? 0;
    if (tables > (best?.tables ?? 0)) best = { file, tables };
  }
  return best && `${shortPath(best.file, baseDir)} (${count(best.tables, "table")})`;
}
