import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, resolve } from "node:path";
import { expect, it } from "vitest";
import { importSpecifiers } from "../../../src/script/index.js";
import { buildCli, builtFile } from "../../cli/built-cli.js";

buildCli();

/** Every module that an import leads to from here, of whichever form, and every package. */
function reached(entry: string): { modules: string[]; packages: string[]; unknown: string[] } {
  const files = new Set<string>();
  const modules: string[] = [];
  const packages = new Set<string>();
  const unknown: string[] = [];
  const follow = (file: string) => {
    if (files.has(file)) return;
    files.add(file);
    const text = readFileSync(file, "utf8");
    const inside = text.split(/^\/\/(?:#region)? ?src\/(?=\S+\.ts$)/m).slice(1);
    modules.push(...inside.map((module) => module.slice(0, module.indexOf(".ts\n"))));
    const imports = importSpecifiers(text);
    for (const { specifier } of imports)
      if (!specifier.startsWith(".")) packages.add(specifier);
      else if (existsSync(resolve(dirname(file), specifier)))
        follow(resolve(dirname(file), specifier));
      else unknown.push(`${file}: ${specifier}`);
    // What no tracer can follow has no name to follow.
    for (const module of inside) {
      const calls = module.match(/\bimport\s*\(|\brequire\s*\(|createRequire\([^)]*\)\(/g) ?? [];
      const named = importSpecifiers(module).filter(({ form }) => form !== "static");
      if (calls.length !== named.length) unknown.push(module.slice(0, module.indexOf(".ts\n")));
    }
  };
  follow(entry);
  return {
    modules,
    packages: [...packages].filter((name) => !builtinModules.includes(name.replace("node:", ""))),
    unknown,
  };
}

it("reaches no engine, no transformer, no command line and no source of models", () => {
  const { modules, packages, unknown } = reached(builtFile("dist/runtime/app/index.js"));
  expect(packages).toEqual([]);
  const heavy = /^(?:source|scratch|config|commands|cli|testing)\/|load-revision|pglite$|engines/;
  expect(modules.filter((module) => heavy.test(module))).toEqual([]);
  expect(modules).toContain("runtime/run");
  // `pg` for an embedded database the application brings, and the files of `folder()`.
  expect(unknown.sort()).toEqual(["driver/load-pg", "runtime/app/read-folder"]);
});

it("would find them: the whole package does reach them", () => {
  const { modules, packages } = reached(builtFile("dist/index.js"));
  expect(packages).toEqual(expect.arrayContaining(["jiti", "sucrase", "dotenv"]));
  // The engine itself is looked for in the project: no import names it, but the file that does so.
  expect(modules).toContain("driver/pglite");
});
