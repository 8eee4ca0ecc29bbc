import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, relative, resolve } from "node:path";
import { expect, it } from "vitest";
import { importSpecifiers } from "../../../src/script/index.js";
import { buildCli, builtFile } from "../../cli/built-cli.js";

buildCli();

/** Every file that an import leads to from here, of whichever form, and every package. */
function reached(entry: string): { files: string[]; packages: string[]; unknown: string[] } {
  const files = new Set<string>();
  const packages = new Set<string>();
  const unknown: string[] = [];
  const follow = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    const text = readFileSync(file, "utf8");
    const imports = importSpecifiers(text);
    for (const { specifier } of imports)
      if (!specifier.startsWith(".")) packages.add(specifier);
      else if (existsSync(resolve(dirname(file), specifier)))
        follow(resolve(dirname(file), specifier));
      else unknown.push(`${file}: ${specifier}`);
    // What no tracer can follow has no name to follow.
    const calls = text.match(/\bimport\s*\(|\brequire\s*\(|createRequire\([^)]*\)\(/g)?.length ?? 0;
    const named = imports.filter(({ form }) => form !== "static").length;
    if (calls !== named) unknown.push(relative(builtFile("dist"), file));
  };
  follow(entry);
  return {
    files: [...files].map((file) => relative(builtFile("dist"), file)),
    packages: [...packages].filter((name) => !builtinModules.includes(name.replace("node:", ""))),
    unknown,
  };
}

it("reaches no engine, no transformer, no command line and no source of models", () => {
  const { files, packages, unknown } = reached(builtFile("dist/runtime/app/index.js"));
  expect(packages).toEqual([]);
  const heavy = /^(?:source|scratch|config|commands|cli|testing)\/|load-revision|pglite\.|engines/;
  expect(files.filter((file) => heavy.test(file))).toEqual([]);
  expect(files).toContain("runtime/run.js");
  // `pg` for an embedded database the application brings, and the files of `folder()`.
  expect(unknown.sort()).toEqual(["driver/load-pg.js", "runtime/app/read-folder.js"]);
});

it("would find them: the whole package does reach them", () => {
  const { files, packages } = reached(builtFile("dist/index.js"));
  expect(packages).toEqual(expect.arrayContaining(["jiti", "sucrase", "dotenv"]));
  // The engine itself is looked for in the project: no import names it, but the file that does so.
  expect(files).toContain("driver/pglite.js");
});
