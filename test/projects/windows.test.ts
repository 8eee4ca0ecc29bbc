import { expect, it, vi } from "vitest";
import { slashes } from "../../src/commands/init/slashes.js";
import { specifier } from "../../src/commands/reading/bundle.js";
import { parseTarget } from "../../src/driver/index.js";
import { lineInStack } from "../../src/operation/stack-line.js";
import { revisionFileName } from "../../src/script/file-name.js";
import { shownPath } from "../../src/script/shown-path.js";
import { shortPath } from "../../src/source/find-files.js";
import { folderBefore } from "../../src/source/glob.js";

// Paths as Windows has them, for the functions that take them apart.
vi.mock("node:path", async (original) => {
  const { win32 } = (await original()) as typeof import("node:path");
  return { ...win32, default: win32 };
});
vi.spyOn(process, "cwd").mockReturnValue("C:\\app");

it("finds an embedded database by a path of either kind", () => {
  const at = (path: string) => {
    const target = parseTarget(`pglite:${path}`, { baseDir: "C:\\app" });
    return target.kind === "embedded" ? [target.directory, target.label] : [];
  };
  const near = ["C:\\app\\.limbeck\\db", "embedded .limbeck/db"];
  expect(at(".limbeck/db")).toEqual(near);
  expect(at(".limbeck\\db")).toEqual(near);
  expect(at("C:\\app\\.limbeck\\db")).toEqual(near);
  expect(at("D:\\data\\db")).toEqual(["D:\\data\\db", "embedded D:\\data\\db"]);
  expect(at("D:/data/db")).toEqual(["D:\\data\\db", "embedded D:\\data\\db"]);
});

it("shows paths near the working directory short, on other drives whole", () => {
  expect(shownPath("C:\\app\\migrations\\a.ts")).toBe("migrations\\a.ts");
  expect(shownPath("D:\\app\\migrations\\a.ts")).toBe("D:\\app\\migrations\\a.ts");
  expect(shortPath("C:\\app\\src\\models\\a.ts", "C:\\app")).toBe("src/models/a.ts");
});

it("looks for models from the configuration's folder, or from a drive's root", () => {
  const from = (path: string) => folderBefore(path.split("/").slice(0, -1), "C:\\app");
  expect(from("./src/models/*.ts")).toBe("C:\\app\\src\\models");
  expect(from("../shared/*.sql")).toBe("C:\\shared");
  expect(from("*.sql")).toBe("C:\\app");
  expect(from("D:/models/*.ts")).toBe("D:\\models");
  expect(from("D:/*.ts")).toBe("D:\\");
  expect(from("//server/share/*.ts")).toBe("\\\\server\\share\\");
  expect(from("/*.ts")).toBe("C:\\");
});

it("makes folders of the slashes in a file template, whichever way they lean", () => {
  const name = (fileTemplate: string, id = "a") =>
    revisionFileName({ id, message: "create vales", date: "2026-11-21", fileTemplate });
  expect(name("%(year)s/%(rev)s_%(slug)s")).toBe("2026/a_create_vales.ts");
  expect(name("%(year)s\\%(rev)s_%(slug)s")).toBe("2026/a_create_vales.ts");
  expect(name("%(rev)s", "a\\b")).toBe("a_b.ts");
  expect(name("%(rev)s", '1:<a>|"b"')).toBe("1__a___b.ts");
  expect(() => name("C:\\%(rev)s/../..")).toThrow("fileTemplate makes the file name");
});

it("writes imports with slashes", () => {
  const from = "C:\\app\\src\\revisions.ts";
  expect(specifier(from, "C:\\app\\migrations\\a.ts")).toBe("../migrations/a.js");
  expect(specifier(from, "C:\\app\\src\\migrations\\a.js")).toBe("./migrations/a.js");
});

it("finds the line of a revision, loaded by us or by Node", () => {
  const file = "C:\\app\\migrations\\a.ts";
  expect(lineInStack(`Error\n    at upgrade (${file}:12:6)`, file)).toBe(12);
  const url = "file:///tmp/my%20app/a.js";
  expect(lineInStack(`Error\n    at upgrade (${url}:7:6)`, "/tmp/my app/a.js")).toBe(7);
});

it("writes paths into a configuration as it is written everywhere", () => {
  expect(slashes("db\\migrations")).toBe("db/migrations");
});
