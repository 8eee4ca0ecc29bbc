import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LimbeckError } from "../../src/diagnostic/index.js";
import { loadRevision } from "../../src/script/index.js";
import { addFiles, alias, projectFolder, revisionText } from "./project-folder.js";

const top = 'export const revision = "a";\nexport const downRevision = null;\n';

function load(text: string, name = "a.ts", more: Record<string, string> = {}) {
  return loadRevision(join(projectFolder({ [name]: text, ...more }), name), { alias });
}

/** What a revision function sends. */
function sent(run: ((op: never) => unknown) | undefined): string[] {
  const texts: string[] = [];
  run?.({ execute: (text: string) => texts.push(text) } as never);
  return texts;
}

describe("loadRevision", () => {
  it.each(["a.ts", "a.js", "a.mjs"])("loads %s", async (name) => {
    const { header, upgrade, downgrade } = await load(revisionText("a"), name);
    expect(header).toMatchObject({ id: "a", message: "revision a", created: "2026-11-21" });
    expect([sent(upgrade), sent(downgrade)]).toEqual([["up"], ["down"]]);
  });

  it("gives `limbeck` as the running package has it, the same for all", async () => {
    const text = `import { type Operations, sql } from "limbeck";\n${top}
export function upgrade(op: Operations): unknown { return sql; }`;
    const [one, two] = [await load(text), await load(text)];
    const { sql } = await import("../../src/operation/index.js");
    expect(one.upgrade(undefined as never)).toBe(sql);
    expect(two.upgrade(undefined as never)).toBe(sql);
  });

  it("loads what compilers to CommonJS write", async () => {
    const text = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.downRevision = exports.revision = void 0;
exports.upgrade = upgrade;
const limbeck_1 = require("limbeck");
const node_path_1 = require("node:path");
exports.revision = "a";
exports.downRevision = null;
function upgrade(op) { op.execute(node_path_1.posix.join(typeof limbeck_1.sql, "x")); }`;
    const { upgrade, downgrade } = await load(text, "a.js");
    expect(sent(upgrade)).toEqual(["function/x"]);
    expect(downgrade).toBeUndefined();
  });

  it("loads module.exports", async () => {
    const { upgrade } = await load(
      'module.exports = { revision: "a", downRevision: null, upgrade: (op) => op.execute("x") };',
      "a.js",
    );
    expect(sent(upgrade)).toEqual(["x"]);
  });

  it("takes enums, top-level await and import.meta", async () => {
    const text = `${top}enum E { A = "x" }
const value: string = await Promise.resolve(E.A);
export const upgrade = (op: any): void => op.execute(value + import.meta.filename);`;
    const folder = projectFolder({ "a.ts": text });
    const file = join(folder, "a.ts");
    const { upgrade } = await loadRevision(file, { alias });
    expect(sent(upgrade)).toEqual([`x${file}`]);
  });

  it("loads what it imports from the project and from packages", async () => {
    const text = `import { name } from "./shared/name.js";
import { value } from "some-package";
import { sql } from "limbeck";
${top}export const upgrade = (op: any) => op.execute(name + value + typeof sql);`;
    const { upgrade } = await load(text, "a.ts", {
      "shared/name.ts": 'export const name: string = "n";',
      "node_modules/some-package/package.json": '{"type":"module","exports":"./i.js"}',
      "node_modules/some-package/i.js": 'export const value = "v";',
    });
    expect(sent(upgrade)).toEqual(["nvfunction"]);
  });

  it("reads a changed file, and what it imports, anew", async () => {
    const text = (n: number) => `${top}export const upgrade = (op: any) => op.execute("${n}");`;
    const via = `import { n } from "./n.js";\n${top}export const upgrade = (op: any) => op.execute(n);`;
    const folder = projectFolder({ "a.ts": text(1), "b.ts": via, "n.ts": 'export const n = "1";' });
    const both = async () => {
      const modules = [await loadRevision(join(folder, "a.ts"), { alias })];
      modules.push(await loadRevision(join(folder, "b.ts"), { alias }));
      return modules.flatMap(({ upgrade }) => sent(upgrade));
    };
    expect(await both()).toEqual(["1", "1"]);
    addFiles(folder, { "a.ts": text(2), "n.ts": 'export const n = "2";' });
    expect(await both()).toEqual(["2", "2"]);
  });

  it.each([
    ["simple", ""],
    ["with imports of its own", 'import "./empty.js";'],
  ])("keeps line numbers in stack traces: %s", async (_name, first) => {
    const text = `${first}
import { type Operations } from "limbeck";
interface Many {
  lines: string;
}
${top}
type T = {
  a: 1;
};
export function upgrade(op: Operations): void {
  throw new Error("here");
}`;
    const { upgrade } = await load(text, "a.ts", { "empty.ts": "export {};" });
    const line = text.split("\n").findIndex((one) => one.includes("here")) + 1;
    expect(() => upgrade(undefined as never)).toThrow(
      expect.objectContaining({ stack: expect.stringMatching(`a\\.ts:${line}:\\d+`) }),
    );
  });
});

describe("a .sql revision", () => {
  const text =
    "-- revision: a\n-- down-revision: none\n-- upgrade\nSELECT 1;\n-- downgrade\n-- none\n";

  it("executes its sections", async () => {
    const { header, upgrade, downgrade } = await load(text, "a.sql");
    expect(header.id).toBe("a");
    expect(sent(upgrade)).toEqual(["SELECT 1;"]);
    expect(downgrade).toBeTypeOf("function");
    expect(sent(downgrade)).toEqual([]);
  });

  it("without a downgrade section has none", async () => {
    expect((await load(text.replace("-- downgrade", "--"), "a.sql")).downgrade).toBeUndefined();
  });

  it("without an upgrade section is invalid", async () => {
    await expect(load(text.replace("-- upgrade\nSELECT 1;", ""), "a.sql")).rejects.toMatchObject({
      code: "script-invalid",
      message: expect.stringContaining("a.sql: has no `-- upgrade` line"),
    });
  });
});

describe("a revision that cannot be loaded", () => {
  const failing = async (text: string, more: Record<string, string> = {}) => {
    const error = await load(text, "a.ts", more).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LimbeckError);
    return error as LimbeckError;
  };

  it.each([
    ["a syntax error", `${top}\nexport function upgrade( {`, 4, /a\.ts:4: /],
    ["a syntax error only the engine sees", `${top}let x = 1;\nlet x = 2;`, undefined, /x/],
    ["a throw", `${top}\nthrow new Error("no reason");`, 4, /a\.ts:4: no reason$/],
    [
      "a missing name",
      `${top}export const upgrade = nothing;`,
      3,
      /a\.ts:3: nothing is not defined/,
    ],
    ["a missing import", `import "./gone.js";\n${top}`, undefined, /a\.ts.*gone\.js/],
    ["a missing package", `import "gone-package";\n${top}`, undefined, /a\.ts.*gone-package/],
  ])(
    "for %s is script-failed, with file and line, without a stack",
    async (_n, text, line, message) => {
      const error = await failing(text);
      expect(error.code).toBe("script-failed");
      expect(error.message).toMatch(message);
      expect(error.message).not.toMatch(/\n\s+at /);
      if (line !== undefined) expect(error.details).toMatchObject({ line });
    },
  );

  it("names the file where it happened and the one that loaded it", async () => {
    const error = await failing(`import "./b.js";\n${top}`, { "b.ts": "\n\nexport const = 1;" });
    expect(error.message).toMatch(/b\.ts:3: .* \(loaded by .*a\.ts\)$/);
    const thrown = await failing(`import "./b.js";\n${top}`, { "b.ts": '\nthrow new Error("b");' });
    expect(thrown.message).toMatch(/b\.ts:2: b \(loaded by .*a\.ts\)$/);
  });

  it.each([
    ["no upgrade", top, /a\.ts: exports no `upgrade` function/],
    [
      "an upgrade that is no function",
      `${top}export const upgrade = 1;`,
      /`upgrade` must be a function/,
    ],
    [
      "a downgrade that is no function",
      `${top}export const upgrade = () => {};export const downgrade = null;`,
      /`downgrade` must be a function/,
    ],
    [
      "no id",
      "export const downRevision = null; export const upgrade = () => {};",
      /has no `revision`/,
    ],
  ])("for %s is script-invalid", async (_name, text, message) => {
    const error = await failing(text);
    expect(error.code).toBe("script-invalid");
    expect(error.message).toMatch(message);
    expect(error.hint).toBeTruthy();
  });
});
