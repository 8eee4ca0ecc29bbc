import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { revisionFolder } from "../../src/script/index.js";
import { addFiles, age, projectFolder } from "./project-folder.js";

const count = 250;
const name = (n: number) => `r${String(n).padStart(3, "0")}`;
const text = (n: number, id = name(n)) => `// message ${n} · 2026-11-21
export const revision = "${id}";
export const downRevision = ${n === 0 ? "null" : `"${name(n - 1)}"`};
export function upgrade() {}
`;

let folder: string;
let cacheDir: string;
let cacheFile: string;
const path = (n: number) => join(folder, `${name(n)}.ts`);
const read = () => revisionFolder(folder, { cacheDir }).read();
const ids = async () => (await read()).map(({ id }) => id);
const kept = () => readFileSync(cacheFile, "utf8");
beforeEach(() => {
  folder = projectFolder(
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`${name(n)}.ts`, text(n)])),
  );
  cacheDir = join(folder, ".cache");
  cacheFile = join(cacheDir, "headers.json");
  for (let n = 0; n < count; n++) age(path(n));
});

it("gives from the second time on what reading gives", async () => {
  addFiles(folder, {
    "x.ts": `export const revision = "x"; export const downRevision = ["r001", "r002"];
export const branchLabels = "side"; export const dependsOn = ["r003"];
export const replaces = ["w"];`,
  });
  age(join(folder, "x.ts"));
  const plain = await revisionFolder(folder).read();
  expect(await read()).toEqual(plain);
  const before = kept();
  expect(await read()).toEqual(plain);
  expect(kept()).toBe(before);
});

it("is what is read, where nothing changed, and not the file", async () => {
  await read();
  writeFileSync(cacheFile, kept().replace('"message 7"', '"from the cache"'));
  expect((await read())[7]?.message).toBe("from the cache");
});

it("sees files that come, go and change", async () => {
  await read();
  writeFileSync(path(3), text(3, "changed"));
  rmSync(path(count - 1));
  writeFileSync(join(folder, "a.ts"), text(0, "new"));
  const expected = ["new", ...Array.from({ length: count - 1 }, (_, n) => name(n))];
  expected[4] = "changed";
  expect(await ids()).toEqual(expected);
  expect(await ids()).toEqual(expected);
});

it("does not trust a file that was written just before it was read", async () => {
  writeFileSync(path(3), text(3));
  const { atime, mtime } = statSync(path(3));
  await read();
  writeFileSync(path(3), text(3, "abcd")); // as long as before, and no newer
  utimesSync(path(3), atime, mtime);
  expect((await ids())[3]).toBe("abcd");
});

it("does without, where it is damaged or cannot be written", async () => {
  await read();
  writeFileSync(cacheFile, '{"format":1');
  expect(await ids()).toHaveLength(count);
  expect(await revisionFolder(folder, { cacheDir: path(0) }).read()).toHaveLength(count);
});
