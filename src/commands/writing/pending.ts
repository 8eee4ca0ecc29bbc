import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import {
  type NewRevision,
  type RevisionModule,
  revisionFileName,
  revisionText,
} from "../../script/index.js";
import type { Project } from "../project/project.js";

/**
 * Gives `run` a revision that is still to be written, loaded from the very text that will be: what
 * is proved of it holds for the file.
 */
export async function withPending<Result>(
  project: Project,
  revision: NewRevision,
  run: (module: RevisionModule, file: string) => Promise<Result>,
): Promise<Result> {
  const folder = join(project.cacheDir, "pending");
  const file = join(folder, revisionFileName(revision));
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, revisionText(revision));
    return await run(await project.load(file), file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
