import { readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeCache } from "../../src/script/cache-file.js";
import { projectFolder } from "./project-folder.js";

it("takes away what was left half written long ago, and not what may be in the making", () => {
  const folder = projectFolder({
    "cache/.headers.json.0a1b2c3d.tmp": "{",
    "cache/.headers.json.4e5f6a7b.tmp": "{",
    "cache/catalog-1.json": "{}",
  });
  const daysAgo = Date.now() / 1000 - 2 * 24 * 3600;
  for (const old of [".headers.json.0a1b2c3d.tmp", "catalog-1.json"])
    utimesSync(join(folder, "cache", old), daysAgo, daysAgo);
  expect(writeCache(join(folder, "cache/headers.json"), "[]")).toBe(true);
  expect(readdirSync(join(folder, "cache")).sort()).toEqual([
    ".headers.json.4e5f6a7b.tmp",
    "catalog-1.json",
    "headers.json",
  ]);
  expect(readFileSync(join(folder, ".gitignore"), "utf8")).toBe("*\n");
});

it("says that it could not, and leaves nothing", () => {
  const folder = projectFolder({ "cache/headers.json/in-the-way": "" });
  expect(writeCache(join(folder, "cache/headers.json"), "[]")).toBe(false);
  expect(readdirSync(join(folder, "cache"))).toEqual(["headers.json"]);
  writeFileSync(join(folder, "file"), "");
  expect(writeCache(join(folder, "file/cache/headers.json"), "[]")).toBe(false);
});
