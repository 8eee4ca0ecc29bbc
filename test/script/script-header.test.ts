import { describe, expect, it } from "vitest";
import { scriptHeader } from "../../src/script/index.js";

const usual = `// create vales · 2026-11-21
// takes: ACCESS EXCLUSIVE on vales (new)
import { type Operations, sql } from "limbeck";

export const revision = "b";
export const downRevision = "a";

export function upgrade(op: Operations) {}
`;
const header = (text: string, file = "/m/x.ts") => scriptHeader(text, file);
const constants = (revision: string, down = "null") =>
  `export const revision = ${revision};\nexport const downRevision = ${down};\n`;

describe("scriptHeader", () => {
  it("reads the form that is generated", () => {
    expect(header(usual)).toEqual({
      id: "b",
      down: ["a"],
      dependsOn: [],
      labels: [],
      message: "create vales",
      created: "2026-11-21",
    });
  });

  it.each([
    ["single quotes", "'b'"],
    ["a template", "`b`"],
    ["as const", '"b" as const'],
    ["satisfies", '"b" satisfies string'],
    ["a union cast", '"b" as string | null'],
    ["an escape", '"\\u0062"'],
  ])("takes an id with %s", (_name, value) => {
    expect(header(constants(value))?.id).toBe("b");
  });

  it.each([
    ["null", "null", []],
    ["undefined", "undefined", []],
    ["a list", '["a", "b"]', ["a", "b"]],
    ["a list as const", "['a',\n  'b', // the other\n] as const", ["a", "b"]],
    ["one", '"a"', ["a"]],
    ["empty list", "[]", []],
  ])("takes a downRevision that is %s", (_name, value, down) => {
    expect(header(constants('"x"', value))?.down).toEqual(down);
  });

  it("takes annotations, missing semicolons, and constants in one declaration", () => {
    const text = `export const revision: string = "b"
export const downRevision: readonly string[] | null = ["a"]
export let branchLabels: string[] = ["audit"], dependsOn = 'c'
export function upgrade() {}`;
    expect(header(text)).toMatchObject({
      id: "b",
      down: ["a"],
      labels: ["audit"],
      dependsOn: ["c"],
    });
  });

  it("reads a function type in an annotation without stumbling", () => {
    const text = `${constants('"b"')}export const x: (a: string) => { b: 1 } = () => ({ b: 1 });\nexport const dependsOn = "c";`;
    expect(header(text)?.dependsOn).toEqual(["c"]);
  });

  it("finds constants that stand after the functions", () => {
    const text = `${constants('"b"')}export function upgrade() { return /[{"]/.test("}") }
export const dependsOn = "c";\nexport const branchLabels = ["l"];`;
    expect(header(text)).toMatchObject({ dependsOn: ["c"], labels: ["l"] });
  });

  it.each([
    [
      "var and a list",
      'var revision = "b";\nvar downRevision = null;\nexport { revision, downRevision, up as upgrade };',
    ],
    [
      "renamed",
      'var r2="b",d2=null;function u(){}export{r2 as revision,d2 as downRevision,u as upgrade};',
    ],
    [
      "CommonJS",
      '"use strict";\nexports.downRevision = exports.revision = void 0;\nexports.revision = "b";\nexports.downRevision = null;',
    ],
    ["module.exports.x", 'module.exports.revision = "b";\nmodule.exports.downRevision = null;'],
  ])("reads what bundlers and compilers write: %s", (_name, text) => {
    expect(header(text, "/m/b.js")).toMatchObject({ id: "b", down: [] });
  });

  it("is not deceived by comments, strings, templates, regular expressions or nested code", () => {
    const text = `/* export const revision = "no"; */
// export const revision = "no";
const a = 'export const revision = "no";', b = \`
export const revision = "no";
\${ { revision: "}" }["revision"] }
\`;
const c = /["'\`{]/;
function f() { const revision = "no"; return a / 2 / 3; }
${constants('"b"', '"a"')}`;
    expect(header(text)).toMatchObject({ id: "b", down: ["a"] });
  });

  it.each([
    ["a concatenation", '"a" + "b"'],
    ["a substitution", "`${1}`"],
    ["a variable", "name"],
    ["a call", "id()"],
    ["a member", '"b".trim()'],
  ])("leaves %s to loading", (_name, value) => {
    expect(header(constants(value))).toBeUndefined();
  });

  it.each([
    ["re-export", 'export { revision, downRevision } from "./other.js";'],
    ["star", 'export * from "./other.js";'],
    ["module.exports object", 'module.exports = { revision: "b", downRevision: null };'],
    ["an unknown local", "export { revision, downRevision };"],
    ["a list with a variable", constants('"b"', '["a", other]')],
  ])("leaves a %s to loading", (_name, text) => {
    expect(header(text)).toBeUndefined();
  });

  it.each([
    ["no id", "export const downRevision = null;", /x\.ts: has no `revision`/],
    ["no downRevision", 'export const revision = "b";', /x\.ts: has no `downRevision`/],
    ["an id that is a number", constants("5"), /`revision` must be a string, not 5/],
    ["an id that is null", constants("null"), /`revision` must be a string, not null/],
    ["an empty id", constants('""'), /`revision` is an empty string/],
    ["a downRevision that is a number", constants('"b"', "7"), /`downRevision` must be .* not 7/],
    ["a list with a number", constants('"b"', '["a", 1]'), /`downRevision` .* a list with 1/],
    ["an empty downRevision", constants('"b"', '""'), /`downRevision` .* an empty string/],
    [
      "a label that is true",
      `${constants('"b"')}export const branchLabels = true;`,
      /`branchLabels`/,
    ],
    [
      "an id that is not exported",
      'const revision = "b";\nexport const downRevision = null;',
      /not exported/,
    ],
    ["none of them", "export const x = 1;", /x\.ts: is not a revision file/],
    ["an empty file", "", /x\.ts: is not a revision file/],
  ])("refuses %s and names the file", (_name, text, message) => {
    const attempt = () => header(text);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(
      expect.objectContaining({
        code: "script-invalid",
        details: { file: "/m/x.ts" },
        hint: expect.stringContaining('export const revision = "1975ea83b712";\n'),
      }),
    );
  });

  it("says that a file which is no revision belongs elsewhere", () => {
    expect(() => header("export {}")).toThrow(
      expect.objectContaining({ hint: expect.stringContaining("Move it out") }),
    );
  });
});

describe("the title", () => {
  const title = (first: string, file = "/m/b_add_folio.ts") => {
    const { message, created } = header(`${first}\n${constants('"b"')}`, file) ?? {};
    return [message, created];
  };

  it.each([
    ["// create vales · 2026-11-21", "create vales", "2026-11-21"],
    ["// a · b · 2026-11-21", "a · b", "2026-11-21"],
    ["// create vales · 2026-11-21T10:30:00Z", "create vales", "2026-11-21T10:30:00Z"],
    ["// · 2026-11-21", "", "2026-11-21"],
    ["// two\\nlines · 2026-11-21", "two\nlines", "2026-11-21"],
    ["// # fix · 2026-11-21", "# fix", "2026-11-21"],
    ["// create vales", "create vales", undefined],
    ["/** create vales */", "create vales", undefined],
    ["/**\n * create vales\n * and more\n */", "create vales", undefined],
    ["\uFEFF// create vales · 2026-11-21", "create vales", "2026-11-21"],
    ['"use strict";\n// @ts-nocheck\n// create vales', "create vales", undefined],
    ["/* eslint-disable */\n// create vales", "create vales", undefined],
    ["", "add folio", undefined],
  ])("of %j", (first, message, created) => {
    expect(title(first)).toEqual([message, created]);
  });

  it("is never looked for after the first code", () => {
    expect(title("export {};\n// not this · 2026-11-21")[0]).toBe("add folio");
  });

  it("is empty when nothing says it", () => {
    expect(title("", "/m/b.ts")[0]).toBe("");
  });
});
