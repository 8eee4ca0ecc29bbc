import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  importFrom,
  loadFault,
  loadModule,
  loadModules,
  runningPackage,
} from "../../src/script/index.js";
import { addFiles, alias, projectFolder } from "./project-folder.js";

async function load(files: Record<string, string>, entry = "entry.ts") {
  const folder = projectFolder(files);
  const { exports, closure } = await loadModule(join(folder, entry), { alias });
  return { exports, closure: closure.map((file) => file.slice(folder.length + 1)) };
}

describe("loadModule", () => {
  it("takes all of TypeScript: enums, decorators, parameter properties, namespaces", async () => {
    const { exports } = await load({
      "entry.ts": `enum Color { Red = "r" }
namespace N { export const x = 1; }
function mark(target: any) { target.marked = true; }
@mark class K { static marked?: boolean; constructor(readonly a: number) {} }
export const all = [Color.Red, N.x, K.marked, new K(3).a];`,
    });
    expect(exports.all).toEqual(["r", 1, true, 3]);
  });

  it("invents no default export", async () => {
    const { exports } = await load({ "entry.ts": "export const a = 1;" });
    expect(Object.keys(exports)).toEqual(["a"]);
    expect(exports.default).toBeUndefined();
  });

  it("follows .js suffixes, no suffixes, folders, CommonJS, JSON, and awaits at the top level", async () => {
    const { exports, closure } = await load({
      "entry.ts": `import { b } from "./b.js"; import { c } from "./c"; import { i } from "./folder";
import d from "./d.cjs"; import e from "./e.json"; export const all = [b, c, i, d.d, e.e];`,
      "b.ts": "export const b: string = await Promise.resolve('b');",
      "c.mts": "export const c = 'never';",
      "c.ts": "export const c = 'c';",
      "folder/index.ts": "export const i = 'i';",
      "d.cjs": "module.exports = { d: 'd' };",
      "e.json": '{ "e": "e" }',
    });
    expect(exports.all).toEqual(["b", "c", "i", "d", "e"]);
    expect(closure).toEqual(["b.ts", "c.ts", "d.cjs", "e.json", "entry.ts", "folder/index.ts"]);
  });

  it("follows paths of a tsconfig, through extends", async () => {
    const { exports, closure } = await load(
      {
        "tsconfig.json": '{ "extends": "./config/base.json" }',
        "config/base.json":
          '{ "compilerOptions": { "baseUrl": "..", "paths": { "@/*": ["src/*"] } } }',
        "src/models/entry.ts": 'import { x } from "@/lib/x"; export const y = x;',
        "src/lib/x.ts": 'import { z } from "@/lib/z.js"; export const x = z;',
        "src/lib/z.ts": "export const z = 'z';",
      },
      "src/models/entry.ts",
    );
    expect(exports.y).toBe("z");
    expect(closure).toEqual(["src/lib/x.ts", "src/lib/z.ts", "src/models/entry.ts"]);
  });

  it("does without a tsconfig whose base is not there", async () => {
    const { exports } = await load({
      "tsconfig.json": '{ "extends": "@gone/tsconfig" }',
      "entry.ts": "export const a = 1;",
    });
    expect(exports.a).toBe(1);
  });

  it("follows imports of the package, named as source or as compiled", async () => {
    const { exports, closure } = await load({
      "package.json": JSON.stringify({
        type: "module",
        imports: {
          "#lib/*": "./src/lib/*.js",
          "#ts/*": "./src/ts/*.ts",
          "#db": { default: "./src/db.js" },
        },
      }),
      "entry.ts":
        'import { a } from "#lib/a"; import { b } from "#ts/b"; import { c } from "#db"; export const all = [a, b, c];',
      "src/lib/a.ts": "export const a = 'a';",
      "src/ts/b.ts": "export const b = 'b';",
      "src/db.ts": "export const c = 'c';",
    });
    expect(exports.all).toEqual(["a", "b", "c"]);
    expect(closure).toEqual(["entry.ts", "src/db.ts", "src/lib/a.ts", "src/ts/b.ts"]);
  });

  it("names every project file in the closure, also JavaScript and what is imported late", async () => {
    const { exports, closure } = await load({
      "package.json": '{ "type": "module" }',
      "entry.ts": `import { a } from "./a.js"; import type { T } from "./types.js";
import { p } from "some-package"; export const late = () => import("./late.js");
const name = "./computed.js"; export const x = (await import(name)).x + a + p;`,
      "a.js": 'export { a } from "./b.js";',
      "b.js": "export const a = 'a';",
      "types.ts": "export type T = 1;",
      "late.ts": "export default 'late';",
      "computed.ts": "export const x = 'x';",
      "node_modules/some-package/package.json": '{"type":"module","exports":"./i.js"}',
      "node_modules/some-package/i.js": 'export const p = "p";',
    });
    expect(exports.x).toBe("xap");
    expect(closure).toEqual(["a.js", "b.js", "computed.ts", "entry.ts", "late.ts"]);
    const late = (await (exports.late as () => Promise<{ default: string }>)()).default;
    expect(late).toBe("late");
  });

  it("reads changed files anew", async () => {
    const folder = projectFolder({
      "entry.ts": 'export * from "./a.js";',
      "a.ts": "export const a = 1;",
    });
    const a = async () => (await loadModule(join(folder, "entry.ts"), { alias })).exports.a;
    expect(await a()).toBe(1);
    addFiles(folder, { "a.ts": "export const a = 2;" });
    expect(await a()).toBe(2);
  });

  it("keeps transpiled files where told to, and sees changes all the same", async () => {
    const folder = projectFolder({
      "entry.ts": 'export * from "./a.js";',
      "a.ts": "export const a = 1;",
    });
    const cacheDir = join(folder, ".cache");
    const loaded = () => loadModule(join(folder, "entry.ts"), { alias, cacheDir });
    const first = await loaded();
    const second = await loaded();
    expect(second).toEqual(first);
    expect(second.closure).toHaveLength(2);
    addFiles(folder, { "a.ts": "export const a = 2;" });
    expect((await loaded()).exports.a).toBe(2);
  });

  it("gives `limbeck` as the running package has it", async () => {
    const { sql } = await import("../../src/operation/index.js");
    const { exports } = await load({
      "entry.ts":
        'import { sql } from "limbeck"; const late = await import("lim" + "beck"); export const all = [sql, late.sql]; export { x } from "./x.js";',
      "x.ts": 'import * as all from "limbeck"; export const x = all.sql;',
    });
    expect(exports.all).toEqual([sql, sql]);
    expect(exports.x).toBe(sql);
  });

  it("lends drizzle-orm to a project that has none", async () => {
    const { exports, closure } = await load({
      "entry.ts": `import { pgTable, integer } from "drizzle-orm/pg-core"; import { sql } from "drizzle-orm";
export const t = pgTable("t", { a: integer().default(sql\`1\`) });`,
    });
    const { getTableConfig } = await import("drizzle-orm/pg-core");
    expect(getTableConfig(exports.t as never).columns[0]?.name).toBe("a");
    expect(closure).toEqual(["entry.ts"]);
  });

  it("leaves a project its own drizzle-orm", async () => {
    const { exports } = await load({
      "entry.ts": 'import { mine } from "drizzle-orm"; export const x = mine;',
      "node_modules/drizzle-orm/package.json":
        '{"type":"module","exports":{".":"./i.js","./package.json":"./package.json"}}',
      "node_modules/drizzle-orm/i.js": "export const mine = true;",
    });
    expect(exports.x).toBe(true);
  });

  it("does not take a workspace package behind a link for a dependency", async () => {
    const folder = projectFolder({
      "app/entry.ts": 'export { shared } from "shared";',
      "shared/package.json": '{"type":"module","exports":"./index.ts"}',
      "shared/index.ts": "export const shared: number = 1;",
    });
    mkdirSync(join(folder, "app/node_modules"));
    symlinkSync(join(folder, "shared"), join(folder, "app/node_modules/shared"));
    const { exports, closure } = await loadModule(join(folder, "app/entry.ts"), { alias });
    expect(exports.shared).toBe(1);
    expect(closure).toContain(join(folder, "shared/index.ts"));
  });
});

describe("loadModules", () => {
  it("shares what several files import, and gives each once", async () => {
    const folder = projectFolder({
      "a.ts": 'import { base } from "./base.js"; export const a = base;',
      "b.ts":
        'import { base } from "./base.js"; import { a } from "./a.js"; export const b = [base, a];',
      "base.ts": "export const base = {};",
    });
    const files = ["a.ts", "b.ts"].map((name) => join(folder, name));
    const { modules, closure } = await loadModules(files, { alias });
    const [a, b] = modules.map((module) => Object.values(module)[0]);
    expect(b).toEqual([a, a]);
    expect((b as unknown[])[0]).toBe(a);
    expect((b as unknown[])[1]).toBe(a);
    expect(closure).toHaveLength(3);
    expect(await loadModules([])).toEqual({ modules: [], closure: [] });
  });
});

describe("importFrom", () => {
  it("resolves as the importing file would, and says what is not there", async () => {
    const folder = projectFolder({ "x/a.ts": "export const a = 1;" });
    const from = join(folder, "config.ts");
    expect((await importFrom("./x/a.js", from, { alias })).exports.a).toBe(1);
    await expect(importFrom("./x/b.js", from, { alias })).rejects.toThrow("./x/b.js");
  });
});

describe("loadFault", () => {
  it.each([
    ["a syntax error", "const a = 1;\nconst = 2;", "entry.ts", 2, /Unexpected token/],
    ["a throw", "\n\nthrow new TypeError('why');", "entry.ts", 3, /^why$/],
    ["a throw deeper in", 'import "./deep.js";', "deep.ts", 2, /^deep$/],
    ["a syntax error deeper in", 'import "./broken.js";', "broken.ts", 1, /./],
    ["a missing module", 'import "./gone.js";', "entry.ts", undefined, /gone\.js/],
    ["a thrown string", "throw 'text';", "entry.ts", undefined, /^text$/],
    ["a thrown nothing", "throw undefined;", "entry.ts", undefined, /^undefined$/],
    ["an empty error", "throw new Error();", "entry.ts", 1, /without a message/],
  ])("finds file and line of %s", async (_name, text, file, line, message) => {
    const folder = projectFolder({
      "entry.ts": text,
      "deep.ts": "\nthrow new Error('deep');",
      "broken.ts": "let let = {",
    });
    const entry = join(folder, "entry.ts");
    const thrown: unknown = await loadModule(entry, { alias }).catch((error: unknown) => error);
    const fault = loadFault(thrown, entry);
    expect(fault.file).toBe(join(folder, file));
    expect(fault.message).toMatch(message);
    expect(fault.message).not.toContain("\n");
    if (line !== undefined) expect(fault.line).toBe(line);
  });
});

it("knows the files of the running package by the names users import", () => {
  const files = runningPackage();
  const root = fileURLToPath(new URL("../../", import.meta.url));
  expect(files.limbeck).toBe(join(root, "src/index.ts"));
  expect(files["limbeck/drizzle"]).toBe(join(root, "src/source/drizzle/index.ts"));
});
