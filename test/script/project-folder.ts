import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** A real folder with the given files, gone after the tests. */
export function projectFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "limbeck-project-")));
  folders.push(folder);
  addFiles(folder, files);
  return folder;
}

export function addFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** As if it had been written an hour ago: what was read of it may be kept. */
export function age(file: string): void {
  const then = Date.now() / 1000 - 3600;
  utimesSync(file, then, then);
}

/** What `limbeck` means in the tests: the folder that defines `sql`, without the rest. */
export const alias = {
  limbeck: fileURLToPath(new URL("../../src/operation/index.ts", import.meta.url)),
};

/** The text of a revision file that follows `down`. */
export function revisionText(id: string, down: string | null = null): string {
  return [
    `// revision ${id} · 2026-11-21`,
    `export const revision = "${id}";`,
    `export const downRevision = ${JSON.stringify(down)};`,
    "export function upgrade(op) { op.execute('up'); }",
    "export function downgrade(op) { op.execute('down'); }",
    "",
  ].join("\n");
}
