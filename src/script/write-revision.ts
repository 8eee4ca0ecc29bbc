import { link, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { LimbeckError } from "../diagnostic/index.js";
import { type FileNameParts, revisionFileName } from "./file-name.js";
import { type RevisionText, renderRevisionFile } from "./render-revision.js";
import { renderSqlRevision } from "./render-sql-revision.js";
import { type RevisionTemplate, renderTemplate } from "./render-template.js";
import { shownPath } from "./shown-path.js";
import { temporaryBeside } from "./temporary-beside.js";

export interface NewRevision extends RevisionText, FileNameParts {
  /** The text of a template file, in place of the usual form. */
  readonly template?: RevisionTemplate | undefined;
}

/** The whole text of a new revision file. */
export function revisionText(revision: NewRevision): string {
  if (revision.format === "sql") return renderSqlRevision(revision);
  return revision.template
    ? renderTemplate(revision.template, revision)
    : renderRevisionFile(revision);
}

/**
 * Writes a new revision file into the folder, which is created if need be, and gives its path.
 * The file appears whole or not at all, and replaces no other than those in `replaces`, which are
 * gone afterwards.
 *
 * @throws {LimbeckError} `script-exists` when a file of that name is there
 */
export async function writeRevision(
  folder: string,
  revision: NewRevision,
  replaces: readonly string[] = [],
): Promise<string> {
  const file = join(folder, revisionFileName(revision));
  const text = revisionText(revision);
  await (replaces.includes(file) ? replaceFile(file, text) : writeNew(file, text));
  for (const old of replaces) if (old !== file) await rm(old, { force: true });
  return file;
}

/** Gives a file another text; whoever reads it meanwhile sees the one or the other, whole. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = temporaryBeside(file);
  await writeFile(temporary, text, { flush: true });
  await rename(temporary, file);
}

async function writeNew(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const temporary = temporaryBeside(file);
  try {
    await writeFile(temporary, text, { flag: "wx", flush: true });
    // A hard link, unlike a rename, fails where a file is in the way.
    await link(temporary, file).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") throw exists(file);
      if (await isThere(file)) throw exists(file);
      await rename(temporary, file);
    });
  } finally {
    await rm(temporary, { force: true });
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function exists(file: string): LimbeckError {
  return new LimbeckError("script-exists", `${shownPath(file)} exists already`, {
    hint: "Give the revision another message, or another id with --rev-id.",
    details: { file },
  });
}
