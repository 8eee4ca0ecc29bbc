import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { glob } from "../../src/source/glob.js";

const dir = mkdtempSync(join(tmpdir(), "limbeck-glob-"));
for (const file of [
  "a.ts",
  "b.js",
  "10.sql",
  "9.sql",
  ".hidden.sql",
  "src/x.ts",
  "src/deep/er/y.ts",
  "src/deep/.z/z.ts",
  "src/node_modules/n/n.ts",
  "src/[id].ts",
  "with (odd).name/c.ts",
]) {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), "");
}
symlinkSync(join(dir, "a.ts"), join(dir, "src/linked.ts"));
afterAll(() => rmSync(dir, { recursive: true }));

const found = (pattern: string, base = dir) =>
  glob(pattern, base).map((file) => relative(dir, file).replaceAll("\\", "/"));

describe("glob", () => {
  it.each<[string, string[]]>([
    ["*.ts", ["a.ts"]],
    ["./*.{ts,js}", ["a.ts", "b.js"]],
    ["{a,{b,none}}.{ts,js}", ["a.ts", "b.js"]],
    ["?.ts", ["a.ts"]],
    ["*.sql", ["9.sql", "10.sql"]],
    [".*.sql", [".hidden.sql"]],
    ["src/*.ts", ["src/[id].ts", "src/linked.ts", "src/x.ts"]],
    ["src/[id].ts", ["src/[id].ts"]],
    ["src/**/*.ts", ["src/[id].ts", "src/deep/er/y.ts", "src/linked.ts", "src/x.ts"]],
    ["**/y.ts", ["src/deep/er/y.ts"]],
    ["src/*/*/y.ts", ["src/deep/er/y.ts"]],
    ["src/deep/../x.ts", ["src/x.ts"]],
    ["with (odd).name/*.ts", ["with (odd).name/c.ts"]],
    ["a.ts", ["a.ts"]],
    ["src", []],
    ["nowhere/*.ts", []],
    ["a.ts/*.ts", []],
    ["{a.ts", []],
  ])("%s", (pattern, expected) => {
    expect(found(pattern)).toEqual(expected);
  });

  it("starts anywhere", () => {
    expect(found(`${dir}/*.ts`, "/")).toEqual(["a.ts"]);
    expect(found("../*.ts", join(dir, "src"))).toEqual(["a.ts"]);
  });
});
