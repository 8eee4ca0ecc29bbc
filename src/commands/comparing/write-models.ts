import { existsSync, readdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import type { Catalog } from "../../catalog/index.js";
import { LimbeckError } from "../../diagnostic/index.js";
import type { ReadOptions } from "../../dialect/index.js";
import { sqlFiles } from "../../source/sql-files.js";
import type { Workbench } from "../workbench/workbench.js";
import { type Comparison, compare } from "./comparison.js";
import { modelFiles } from "./model-files.js";

/** Models that were written, and how what they build compares with what they were made from. */
export interface WrittenModels extends Comparison {
  /** Absolute, in their order. */
  readonly files: readonly string[];
}

/**
 * Writes a schema as SQL models, a file for each table, and reads them back.
 *
 * @throws {LimbeckError} `usage` for a folder that holds models already
 */
export async function writeModels(
  bench: Workbench,
  folder: string,
  catalog: Catalog,
  read: ReadOptions,
): Promise<WrittenModels> {
  const files: string[] = [];
  await mkdir(folder, { recursive: true });
  for (const { name, sql } of modelFiles(catalog, read)) {
    const file = join(folder, name);
    await writeFile(file, `${sql.join(";\n\n")};\n`, { flag: "wx" });
    files.push(file);
  }
  if (files.length === 0)
    return { files, ...compare({ from: catalog, to: catalog, major: catalog.major }) };
  const built = await bench.built([sqlFiles({ dir: folder })]);
  return { files, ...compare({ from: catalog, to: built, major: catalog.major }) };
}

/** @throws {LimbeckError} `usage`, before anything is read */
export function emptyFolder(folder: string, cwd: string): string {
  const path = resolve(cwd, folder);
  const there = existsSync(path)
    ? readdirSync(path).filter((name) => /\.(?:sql|ts)$/.test(name))
    : [];
  if (there.length === 0) return path;
  throw new LimbeckError(
    "usage",
    `${relative(cwd, path) || "."} holds models already: ${there[0]}`,
    {
      hint: "Name a folder that is not there yet: models are written anew, never changed.",
      details: { folder: path },
    },
  );
}
