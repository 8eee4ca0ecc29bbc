import { mkdtempSync, realpathSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { afterAll, expect, it, vi } from "vitest";
import { openCache } from "../../src/scratch/catalog-cache.js";
import { importClosure } from "../../src/script/import-closure.js";
import { revisionFolder } from "../../src/script/index.js";
import { addFiles, revisionText } from "../script/project-folder.js";

const drive = vi.hoisted(() => ({ folder: "" }));

// Paths as Windows has them, and a drive C: that lies in a folder of this machine.
vi.mock("node:fs", async (original) => {
  const fs = await original<typeof import("node:fs")>();
  const here = (path: unknown) =>
    typeof path === "string" && path.startsWith("C:\\")
      ? `${drive.folder}/${path.slice(3).replaceAll("\\", "/")}`
      : path;
  const mapped = Object.entries(fs).map(([name, value]) => [
    name,
    typeof value === "function" && name.endsWith("Sync")
      ? (...all: unknown[]) => (value as (...all: unknown[]) => unknown)(...all.map(here))
      : value,
  ]);
  const all = Object.fromEntries(mapped);
  return { ...all, default: all };
});
vi.mock("node:path", async (original) => {
  const { win32 } = await original<typeof import("node:path")>();
  return { ...win32, default: win32 };
});
vi.spyOn(process, "cwd").mockReturnValue("C:\\app");

drive.folder = realpathSync(mkdtempSync(`${tmpdir()}/limbeck-drive-`));
afterAll(() => rmSync(drive.folder, { recursive: true, force: true }));
addFiles("C:\\app", {
  "migrations\\a.ts": revisionText("a"),
  "migrations\\2026\\b.ts": `import "../../src/names.js";\n${revisionText("b", "a")}`,
  "migrations\\node_modules\\c.ts": revisionText("c"),
});

it("reads the folders of revisions, and those below", async () => {
  const read = await revisionFolder("migrations/", { recursive: true }).read();
  expect(read.map(({ id, file }) => [id, file])).toEqual([
    ["b", "C:\\app\\migrations\\2026\\b.ts"],
    ["a", "C:\\app\\migrations\\a.ts"],
  ]);
  await expect(revisionFolder("C:/app/none").read()).rejects.toThrow(
    "the migrations folder none does",
  );
});

it("keeps headers by the paths of their files", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 200 }, (_, i) => [`many\\r${i}.ts`, revisionText(`r${i}`)]),
  );
  addFiles("C:\\app", many);
  const longAgo = new Date("2026-01-01");
  const write = (files: Readonly<Record<string, string>>) => {
    addFiles("C:\\app", files);
    for (const file of Object.keys(files)) utimesSync(`C:\\app\\${file}`, longAgo, longAgo);
  };
  write(many);
  const options = { cacheDir: "C:\\app\\.limbeck\\cache" };
  const first = await revisionFolder("C:\\app\\many", options).read();
  expect(first).toHaveLength(200);
  // As old and as long as it was: nobody looks into it again.
  write({ "many\\r0.ts": revisionText("x0") });
  expect(await revisionFolder("C:/app/many", options).read()).toEqual(first);
});

it("knows the catalogs of files by what is in them", () => {
  const cache = openCache("C:\\app");
  const files = ["C:\\app\\migrations\\a.ts", "C:\\app\\migrations\\2026\\b.ts"];
  const key = cache.keyOfFiles([], files);
  expect(key).toBeDefined();
  expect(cache.keyOfFiles([], files.toReversed())).toEqual(key);
  expect(cache.keyOfFiles([], files.slice(1))).not.toEqual(key);
});

it("follows imports through the project, and not into packages", () => {
  const entry = "C:\\app\\migrations\\2026\\b.ts";
  const follow = (target: string) => importClosure([entry], () => target).files;
  expect(follow("C:\\app\\src\\names.ts")).toEqual([entry, "C:\\app\\src\\names.ts"]);
  expect(follow("C:\\app\\node_modules\\x\\names.js")).toEqual([entry]);
});
