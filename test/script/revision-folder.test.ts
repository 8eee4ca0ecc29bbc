import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { revisionFiles, revisionFolder } from "../../src/script/index.js";
import { addFiles, alias, projectFolder, revisionText } from "./project-folder.js";

describe("revisionFolder", () => {
  it("reads every kind of file and passes over what is none", async () => {
    const folder = projectFolder({
      "a.ts": revisionText("a"),
      "b.js": revisionText("b", "a"),
      "c.mjs": revisionText("c", "b"),
      "d.sql": "-- revision: d\n-- down-revision: c\n-- upgrade\n",
      "types.d.ts": "export {};",
      "template.ts": "<% no revision %>",
      "package.json": "{}",
      HEAD: "d",
      ".hidden.ts": "nothing",
      "readme.md": "nothing",
      "a.js.map": "{}",
      "node_modules/x/e.ts": "nothing",
      "below/f.ts": revisionText("f"),
    });
    const revisions = await revisionFolder(folder).read();
    expect(revisions.map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
    expect(revisions[1]).toEqual({
      id: "b",
      down: ["a"],
      dependsOn: [],
      labels: [],
      message: "revision b",
      created: "2026-11-21",
      file: join(folder, "b.js"),
    });
  });

  it("reads several folders, and the folders below when asked", async () => {
    const one = projectFolder({ "a.ts": revisionText("a"), "x/y/b.ts": revisionText("b") });
    const two = projectFolder({ "c.ts": revisionText("c") });
    const ids = async (...args: Parameters<typeof revisionFolder>) =>
      (await revisionFolder(...args).read()).map(({ id }) => id).sort();
    expect(await ids([one, two])).toEqual(["a", "c"]);
    expect(await ids([one, two, one], { recursive: true })).toEqual(["a", "b", "c"]);
    expect(revisionFiles([one, join(one, "x/..")])).toEqual([join(one, "a.ts")]);
  });

  it("runs no file whose constants are literals", async () => {
    const folder = projectFolder({ "a.ts": `${revisionText("a")}throw new Error("ran");` });
    expect(await revisionFolder(folder).read()).toHaveLength(1);
  });

  it("loads a file whose constants are computed", async () => {
    const folder = projectFolder({
      "a.ts": `// made · 2026-11-21
import { sql } from "limbeck";
const n: number = 7;
export const revision = \`r\${n}\`, downRevision = [n, 8].map(String);
export const branchLabels = sql === undefined ? null : "l" + n;`,
    });
    expect((await revisionFolder(folder, { alias }).read())[0]).toMatchObject({
      id: "r7",
      down: ["7", "8"],
      labels: ["l7"],
      message: "made",
      created: "2026-11-21",
    });
  });

  it("loads a CommonJS object", async () => {
    const folder = projectFolder({
      "a.js": 'module.exports = { revision: "a", downRevision: null, upgrade() {} };',
    });
    expect((await revisionFolder(folder).read())[0]?.id).toBe("a");
  });

  it("checks what a loaded file exports as it checks literals", async () => {
    const folder = projectFolder({ "a.ts": "export const revision = 1 + 1, downRevision = null;" });
    await expect(revisionFolder(folder, { alias }).read()).rejects.toMatchObject({
      code: "script-invalid",
      message: expect.stringContaining("a.ts: `revision` must be a string, not 2"),
    });
  });

  it("names the file that is no revision", async () => {
    const folder = projectFolder({ "a.ts": revisionText("a"), "helper.ts": "export const x = 1;" });
    await expect(revisionFolder(folder).read()).rejects.toMatchObject({
      code: "script-invalid",
      message: expect.stringContaining("helper.ts: is not a revision file"),
      details: { file: join(folder, "helper.ts") },
    });
  });

  it("says what to do without the folder", async () => {
    const folder = join(projectFolder(), "migrations");
    await expect(revisionFolder(folder).read()).rejects.toMatchObject({
      code: "script-missing",
      hint: expect.stringContaining("mkdir "),
    });
    await expect(revisionFolder(join(projectFolder({ f: "" }), "f")).read()).rejects.toMatchObject({
      code: "script-missing",
      message: expect.stringContaining("f is a file"),
      hint: expect.stringContaining("Move the file away, and begin"),
    });
  });

  it("sees a change at once", async () => {
    const folder = projectFolder({ "a.ts": revisionText("a") });
    await revisionFolder(folder).read();
    addFiles(folder, { "a.ts": revisionText("z") });
    expect((await revisionFolder(folder).read())[0]?.id).toBe("z");
  });
});
