import { existsSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { replaceFile } from "./write-revision.js";

/**
 * The id in `HEAD` of a migrations folder whose revisions form one line; `undefined` without the
 * file, or with one that version control left in conflict.
 */
export function readHeadFile(folder: string): string | undefined {
  const file = join(folder, "HEAD");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split(/\r?\n/);
  const ids = lines.filter((line) => line.trim() !== "");
  return ids.length === 1 ? ids[0]!.trim() : undefined;
}

/** Two branches that add a revision both change this one line: whoever comes second must look. */
export async function writeHeadFile(folder: string, id: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await replaceFile(join(folder, "HEAD"), `${id}\n`);
}
