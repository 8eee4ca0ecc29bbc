import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/index.js";
import { addFiles, projectFolder } from "../script/project-folder.js";
import { installedPackage, load, source } from "./config-project.js";

const simple =
  'import { defineConfig } from "limbeck";\nexport default defineConfig({ url: "pglite::memory:" });';
const exporting = (value: string) => `export default ${value};`;

describe("loadConfig", () => {
  it("fills in defaults, paths from the config's folder", async () => {
    const loaded = await load({ "limbeck.config.ts": simple });
    const { dir } = loaded;
    expect(loaded).toEqual({
      dotenv: {},
      file: join(dir, "limbeck.config.ts"),
      dir,
      config: { url: "pglite::memory:" },
      sources: [],
      migrationsDir: join(dir, "migrations"),
      versionLocations: [join(dir, "migrations")],
      versionTable: "limbeck_version",
      versionSchema: "public",
      schema: "public",
      schemas: undefined,
    });
  });

  it("takes what is set", async () => {
    const model = '{ name: "m", load: async () => ({}) }';
    const loaded = await load({
      "limbeck.config.ts":
        exporting(`{ url: "x", migrations: "db/m", versionTable: "v", schema: "app",
        schemas: ["app", "audit"], models: ${model}, lockTimeout: "30s", revisionId: "%04d",
        fileTemplate: "%(rev)s", scratch: { url: "y" }, environments: { live: { url: "z", protect: true } } }`),
    });
    expect(loaded).toMatchObject({
      migrationsDir: join(loaded.dir, "db/m"),
      versionTable: "v",
      versionSchema: "app",
      schema: "app",
      schemas: ["app", "audit"],
      sources: [{ name: "m" }],
    });
  });

  it.each([
    ["an object", '{ url: "u" }'],
    ["a promise", 'Promise.resolve({ url: "u" })'],
    ["a function", '() => ({ url: "u" })'],
    ["an async function", 'async () => ({ url: "u" })'],
    ["an awaited object", 'await Promise.resolve({ url: "u" })'],
  ])("accepts %s", async (_name, value) => {
    expect((await load({ "limbeck.config.ts": exporting(value) })).config.url).toBe("u");
  });

  const commonjs = { "package.json": '{ "name": "app" }' };
  const esm = { "package.json": '{ "type": "module" }' };
  it.each([
    ["limbeck.config.ts", simple, commonjs],
    ["limbeck.config.ts", simple, esm],
    ["limbeck.config.mts", simple, commonjs],
    ["limbeck.config.mjs", simple, commonjs],
    ["limbeck.config.js", simple, esm],
    ["limbeck.config.js", 'module.exports = { url: "pglite::memory:" };', commonjs],
    ["limbeck.config.cjs", 'module.exports = { url: "pglite::memory:" };', esm],
    [
      "limbeck.config.cjs",
      'const { defineConfig } = require("limbeck"); module.exports = defineConfig({ url: "pglite::memory:" });',
      esm,
    ],
    [
      "limbeck.config.js",
      '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nexports.default = { url: "pglite::memory:" };',
      commonjs,
    ],
  ])("loads %s: %s in a project with %j", async (name, text, manifest) => {
    for (const alias of [source, installedPackage()]) {
      const { config } = await load({ ...manifest, [name]: text }, alias);
      expect(config.url).toBe("pglite::memory:");
    }
  });

  it("follows relative imports, aliases of tsconfig and .js suffixes", async () => {
    const files = {
      "tsconfig.json": '{ "compilerOptions": { "paths": { "~/*": ["./src/*"] } } }',
      "limbeck.config.ts": `import { defineConfig } from "limbeck"; import { a } from "./src/a.js"; import { b } from "~/b";
export default defineConfig({ url: a + b });`,
      "src/a.ts": "export const a: string = await Promise.resolve('a');",
      "src/b.ts": "export const b: string = 'b';",
    };
    expect((await load(files)).config.url).toBe("ab");
    expect((await load(files, installedPackage())).config.url).toBe("ab");
    const aliased = {
      ...files,
      "limbeck.config.ts": 'import { b } from "~/b"; export default { url: b };',
    };
    expect((await load(aliased, installedPackage())).config.url).toBe("b");
  });

  it("follows a JavaScript config to TypeScript", async () => {
    const { config } = await load({
      "limbeck.config.mjs": 'import { a } from "./a.js"; export default { url: a };',
      "a.ts": "export const a: string = 'a';",
    });
    expect(config.url).toBe("a");
  });
});

describe("the cached config", () => {
  const withCache = async (text: string, more: Record<string, string> = {}) => {
    const alias = installedPackage();
    const cwd = projectFolder({ "package.json": "{}", "limbeck.config.ts": text, ...more });
    const cache = join(cwd, ".limbeck/cache");
    const names = () =>
      existsSync(cache) ? readdirSync(cache).filter((n) => n.endsWith(".mjs")) : [];
    return { cwd, cache, names, load: () => loadConfig({ cwd, alias }) };
  };

  it("is one JavaScript file, kept out of git, replaced when the config changes", async () => {
    const project = await withCache(simple);
    await project.load();
    const [first] = project.names();
    expect(project.names()).toEqual([
      expect.stringMatching(/^config-[0-9a-f]{8}-[0-9a-f]{16}\.mjs$/),
    ]);
    expect(readFileSync(join(project.cwd, ".limbeck/.gitignore"), "utf8")).toBe("*\n");
    await project.load();
    expect(project.names()).toEqual([first]);
    addFiles(project.cwd, { "limbeck.config.ts": simple.replace("pglite::memory:", "changed") });
    expect((await project.load()).config.url).toBe("changed");
    expect(project.names()).toHaveLength(1);
    expect(project.names()).not.toEqual([first]);
  });

  it("leaves the cache of another config in the folder alone", async () => {
    const project = await withCache(simple, { "other.ts": exporting('{ url: "other" }') });
    await project.load();
    const other = await loadConfig({
      cwd: project.cwd,
      file: "other.ts",
      alias: installedPackage(),
    });
    expect(other.config.url).toBe("other");
    expect(project.names()).toHaveLength(2);
  });

  it("never takes away what another process writes or has just written", async () => {
    const project = await withCache(simple);
    await Promise.all([project.load(), project.load()]);
    const [name = ""] = project.names();
    const others = {
      [`${name}.1.tmp`]: "",
      [name.replace(/-[0-9a-f]{16}/, `-${"0".repeat(16)}`)]: "",
    };
    addFiles(project.cache, others);
    await project.load();
    expect(readdirSync(project.cache)).toEqual(expect.arrayContaining(Object.keys(others)));
    addFiles(project.cwd, { "limbeck.config.ts": simple.replace("pglite::memory:", "changed") });
    await project.load();
    expect(project.names()).toHaveLength(1);
    expect(readdirSync(project.cache)).toContain(`${name}.1.tmp`);
  });

  it("may be gone before Node reads it: the source is still there", async () => {
    const project = await withCache(`import { readdirSync, rmSync } from "node:fs";
const cache = import.meta.dirname + "/.limbeck/cache/";
const [cached] = readdirSync(cache).filter((name) => name.endsWith(".mjs"));
if (cached !== undefined) {
  rmSync(cache + cached);
  throw Object.assign(new Error("no such file"), { code: "ENOENT" });
}
export default { url: "from the source" };`);
    expect((await project.load()).config.url).toBe("from the source");
  });

  it("is what runs: the source is not transformed again", async () => {
    const project = await withCache(simple);
    await project.load();
    const [name = ""] = project.names();
    addFiles(project.cache, { [name]: 'export default { url: "from the cache" };' });
    expect((await project.load()).config.url).toBe("from the cache");
  });

  it("imports packages and built-ins from the project", async () => {
    const project = await withCache(
      'import { join } from "node:path"; import { x } from "some-package"; import type { T } from "gone"; export default { url: join(x, "b") };',
      {
        "node_modules/some-package/package.json": '{"type":"module","exports":"./i.js"}',
        "node_modules/some-package/i.js": 'export const x = "a";',
      },
    );
    expect((await project.load()).config.url).toBe("a/b");
    expect(project.names()).toHaveLength(1);
  });

  it("means the config's own place by import.meta, and reads the environment each time", async () => {
    const project = await withCache(
      "export default { url: import.meta.filename, schema: process.env.LIMBECK_TEST_SCHEMA ?? 'none' };",
    );
    expect((await project.load()).config.url).toBe(join(project.cwd, "limbeck.config.ts"));
    process.env.LIMBECK_TEST_SCHEMA = "later";
    expect((await project.load()).schema).toBe("later");
    delete process.env.LIMBECK_TEST_SCHEMA;
    expect(project.names()).toHaveLength(1);
  });

  it("imports models lazily from where the config lies", async () => {
    const project = await withCache(
      `import { defineConfig, lazy } from "limbeck";
export default defineConfig({ models: [lazy(() => import("./src/models.js"))] });`,
      { "src/models.ts": "export const vales: string = 'vales';" },
    );
    const { sources } = await project.load();
    expect(project.names()).toHaveLength(1);
    expect(await sources[0]?.load(undefined as never)).toMatchObject({ vales: "vales" });
  });

  it("is passed over where nothing can be written", async () => {
    const project = await withCache(simple, { ".limbeck": "a file in the way" });
    expect((await project.load()).config.url).toBe("pglite::memory:");
    expect(project.names()).toEqual([]);
  });

  // Root may write anywhere, so there it would show nothing.
  it.runIf(process.getuid?.() !== 0)(
    "is passed over on a read-only folder (not as root, who may write anywhere)",
    async () => {
      const project = await withCache(simple);
      chmodSync(project.cwd, 0o555);
      expect((await project.load()).config.url).toBe("pglite::memory:");
      chmodSync(project.cwd, 0o755);
    },
  );

  it.each([
    [
      "CommonJS",
      'const p = require("node:path"); module.exports = { url: p.posix.join("a", "b") };',
    ],
    ["__dirname", 'const a: string = __dirname ? "a/b" : ""; export default { url: a };'],
    ["an assignment to exports", 'export = { url: "a/b" };'],
  ])("is not made of what Node cannot import so: %s", async (_name, text) => {
    const project = await withCache(text);
    expect((await project.load()).config.url).toBe("a/b");
    expect(project.names()).toEqual([]);
  });
});

describe(".env", () => {
  it("is read beside the config, silently, and never overrides", async () => {
    process.env.LIMBECK_TEST_REAL = "real";
    const config = exporting(
      "{ url: process.env.LIMBECK_TEST_DOT, schema: process.env.LIMBECK_TEST_REAL }",
    );
    const files = {
      ".env": "\uFEFFLIMBECK_TEST_DOT='dot'\nLIMBECK_TEST_REAL=dot\n",
      "limbeck.config.ts": config,
    };
    const loaded = await load({ ...files, "below/x": "" });
    expect(loaded.config).toEqual({ url: "dot", schema: "real" });
    addFiles(loaded.dir, { ".env": "LIMBECK_TEST_DOT=changed" });
    const again = await loadConfig({ cwd: join(loaded.dir, "below"), alias: source });
    expect(again.config.url).toBe("changed");
    delete process.env.LIMBECK_TEST_REAL;
  });

  it("of one project does not reach the next", async () => {
    await load({ ".env": "LIMBECK_TEST_DOT=one", "limbeck.config.ts": simple });
    await load({ "limbeck.config.ts": simple });
    expect(process.env.LIMBECK_TEST_DOT).toBeUndefined();
  });
});

describe("a config that cannot be loaded", () => {
  const failing = async (text: string, alias = source, more: Record<string, string> = {}) => {
    return load({ "limbeck.config.ts": text, ...more }, alias).catch((error: unknown) => error);
  };

  it.each([
    [
      "throws",
      'const a: string = "";\n\nthrow new Error("no reason");\nexport default a;',
      3,
      /^limbeck\.config\.ts:3: no reason$/,
    ],
    ["does not compile", "export default {\n  url: ,\n};", 2, /^limbeck\.config\.ts:2: /],
    [
      "throws when called",
      "export default () => {\n  throw new Error('called');\n};",
      2,
      /:2: called$/,
    ],
    ["rejects", "export default Promise.reject(new Error('rejected'));", 1, /:1: rejected$/],
    ["imports what is not there", 'import "./gone.js";\nexport default {};', undefined, /gone\.js/],
    [
      "imports a package that is not there",
      'import x from "gone-package";\nexport default x;',
      undefined,
      /gone-package/,
    ],
    [
      "uses what is not defined",
      "export default {\n  url: nothing };",
      2,
      /:2: nothing is not defined$/,
    ],
  ])(
    "because it %s is config-failed, from source and from the cache",
    async (_n, text, line, message) => {
      for (const alias of [source, installedPackage()]) {
        expect(await failing(text, alias)).toMatchObject({
          code: "config-failed",
          message: expect.stringMatching(message),
          ...(line === undefined ? {} : { details: { line } }),
        });
      }
    },
  );

  it("names the file that threw when it is another", async () => {
    const error = await failing('import "./b.js";\nexport default {};', source, {
      "b.ts": "\nthrow new Error('b');",
    });
    expect(error).toMatchObject({ code: "config-failed", message: "b.ts:2: b" });
  });

  it("lets our own errors through", async () => {
    const text = 'import { env } from "limbeck";\nexport default { url: env("") };';
    expect(await failing(text)).toMatchObject({ code: "config-invalid", message: /env\(\)/ });
  });

  it.each([
    ["has no default export", "export const url = 1;", /has no default export/],
    ["is empty", "", /has no default export/],
    ["exports a string", 'export default "x";', /exports a string, not a configuration/],
    ["exports null", "export default null;", /exports null, not a configuration/],
    ["exports a list", "export default [];", /exports a list, not a configuration/],
    ["gives nothing", "export default () => {};", /exports undefined, not a configuration/],
  ])("because it %s is config-invalid", async (_name, text, message) => {
    for (const alias of [source, installedPackage()]) {
      expect(await failing(text, alias)).toMatchObject({
        code: "config-invalid",
        message: expect.stringMatching(message),
        hint: expect.stringContaining("export default defineConfig"),
      });
    }
  });
});
