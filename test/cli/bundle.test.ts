import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import type { BundleReport } from "../../src/index.js";
import { importSpecifiers } from "../../src/script/index.js";
import { cliProject, line, revisionFile } from "./cli-project.js";

it("names files that are there, unless what it writes is compiled as well", async () => {
  const { dir, see, json } = cliProject(line("a"));
  const imported = (module: string) =>
    importSpecifiers(readFileSync(join(dir, module), "utf8"))
      .map(({ specifier }) => specifier)
      .filter((specifier) => specifier.startsWith("."));
  expect(await see("bundle dist/revisions.js")).toBe(
    "exit 0\n+ dist/revisions.js (1 revision)\n  it imports .ts files: for bundlers, Bun and Deno, and Node from 22.18 on",
  );
  expect(imported("dist/revisions.js")).toEqual(["../migrations/a.ts"]);
  expect(existsSync(resolve(dir, "dist", imported("dist/revisions.js")[0]!))).toBe(true);
  expect(await see("bundle")).toBe("exit 0\n+ revisions.ts (1 revision)");
  expect(imported("revisions.ts")).toEqual(["./migrations/a.js"]);
  expect(await json<BundleReport>("bundle dist/revisions.mjs")).toMatchObject({
    importsTypeScript: true,
    upToDate: false,
  });
});

it("of JavaScript runs as it is", async () => {
  const plain = revisionFile("a", null, "").replaceAll(": Operations", "");
  const { dir, see } = cliProject({
    "migrations/a.js": plain.replace(/import .*;\n/, ""),
    "migrations/b.sql": "-- revision: b\n-- down-revision: a\n-- upgrade\nSELECT 1;\n",
  });
  expect(await see("bundle")).toBe("exit 0\n+ revisions.js (2 revisions)");
  const { revisions } = await import(join(dir, "revisions.js"));
  expect(revisions).toMatchObject([{ revision: "a", downRevision: null }, { revision: "b" }]);
});
