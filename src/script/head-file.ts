import { existsSync, readFileSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

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
  const file = join(folder, "HEAD");
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.${process.pid}.tmp`, `${id}\n`);
  await rename(`${file}.${process.pid}.tmp`, file);
}
