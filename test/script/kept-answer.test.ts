import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, it } from "vitest";
import { revisionFolder } from "../../src/script/index.js";
import { age, projectFolder } from "./project-folder.js";

const count = 220;
const name = (n: number) => `r${String(n).padStart(3, "0")}`;
const text = (id: string) => `export const revision = "${id}";
export const downRevision = null;
export function upgrade() {}
`;

let folder: string;
let cacheDir: string;
let computed: number;
const path = (n: number) => join(folder, `${name(n)}.ts`);

/** The last id, asked for as a new process would. */
function last(): Promise<string> {
  const revisions = revisionFolder(folder, { cacheDir });
  return revisions.unlessChanged("last", async () => {
    computed++;
    return (await revisions.read()).at(-1)!.id;
  });
}

beforeEach(() => {
  const files = Array.from({ length: count }, (_, n) => [`${name(n)}.ts`, text(name(n))]);
  folder = projectFolder(Object.fromEntries(files));
  cacheDir = join(folder, ".cache");
  computed = 0;
  for (let n = 0; n < count; n++) age(path(n));
});

it("is computed once, while nothing changes", async () => {
  expect([await last(), await last()]).toEqual([name(count - 1), name(count - 1)]);
  expect(computed).toBe(1);
});

it("is computed again when a file comes, goes or changes", async () => {
  await last();
  rmSync(path(count - 1));
  expect(await last()).toBe(name(count - 2));
  writeFileSync(path(count), text("new"));
  age(path(count));
  expect(await last()).toBe("new");
  writeFileSync(path(count), text("newer"));
  age(path(count));
  expect([await last(), await last()]).toEqual(["newer", "newer"]);
  expect(computed).toBe(4);
});

it("is not kept of a file that was written a moment ago", async () => {
  writeFileSync(path(3), text("fresh"));
  await last();
  await last();
  expect(computed).toBe(2);
});

it("is not kept of a file that has to run to say who it is", async () => {
  writeFileSync(path(3), text("x").replace('"x"', '["r", 3].join("")'));
  age(path(3));
  await last();
  await last();
  expect(computed).toBe(2);
});

it("is not kept of few files, and nowhere when no place is given", async () => {
  for (let n = 100; n < count; n++) rmSync(path(n));
  await last();
  await last();
  const nowhere = revisionFolder(folder);
  expect(await nowhere.unlessChanged("last", async () => ++computed)).toBe(3);
});

it("does without, where it is damaged or cannot be written", async () => {
  await last();
  const file = join(cacheDir, "last.json");
  writeFileSync(file, readFileSync(file, "utf8").slice(0, -3));
  expect(await last()).toBe(name(count - 1));
  rmSync(cacheDir, { recursive: true });
  writeFileSync(cacheDir, "");
  expect(await last()).toBe(name(count - 1));
  expect(computed).toBe(3);
});
