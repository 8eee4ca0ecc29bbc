import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  checksum,
  loadRevision,
  newRevisionId,
  renderRevisionFile,
  revisionFileName,
  revisionFolder,
  slugOf,
  writeRevision,
} from "../../src/script/index.js";
import { addFiles, alias, projectFolder } from "./project-folder.js";

const revision = {
  id: "1975ea83b712",
  down: ["001_create_initial"],
  message: "create vales",
  date: "2026-11-21",
  notes: ["takes: ACCESS EXCLUSIVE on vales (new) · rewrites: nothing"],
  upgradeBody: 'op.createTable("vales", {\n  columns: { at: { default: sql`now()` } },\n});',
  downgradeBody: 'op.dropTable("vales");',
};

describe("renderRevisionFile", () => {
  it("gives the whole text of the file", () => {
    expect(renderRevisionFile(revision)).toBe(`// create vales · 2026-11-21
// takes: ACCESS EXCLUSIVE on vales (new) · rewrites: nothing
import { type Operations, sql } from "limbeck";

export const revision = "1975ea83b712";
export const downRevision = "001_create_initial";

export function upgrade(op: Operations) {
  op.createTable("vales", {
    columns: { at: { default: sql\`now()\` } },
  });
}

export function downgrade(op: Operations) {
  op.dropTable("vales");
}
`);
  });

  it("says when there is nothing to do, and names what is not used so", () => {
    const empty = { id: "a", down: [], message: "start", date: "2026-11-21" };
    expect(
      renderRevisionFile({ ...empty, upgradeBody: "", downgradeBody: "\n// later\n" }),
    ).toBe(`// start · 2026-11-21
import type { Operations } from "limbeck";

export const revision = "a";
export const downRevision = null;

export function upgrade(_op: Operations) {
  // nothing to do
}

export function downgrade(_op: Operations) {
  // later
}
`);
  });

  it("writes merges, labels, dependencies and imports only where there are any", () => {
    const text = renderRevisionFile({
      ...revision,
      down: ["a", "b"],
      labels: ["audit"],
      dependsOn: ["c", "d"],
      imports: ['import { x } from "./x.js";'],
    });
    expect(text).toContain('import { x } from "./x.js";\n\nexport const revision');
    expect(text).toContain(`export const downRevision = ["a", "b"];
export const branchLabels = "audit";
export const dependsOn = ["c", "d"];
`);
  });

  it("imports sql only when a body uses it", () => {
    const imports = (upgradeBody: string) =>
      renderRevisionFile({ ...revision, upgradeBody }).split("\n")[2];
    const without = 'import type { Operations } from "limbeck";';
    expect(imports('op.execute("sql`x`"); // sql`x`')).toBe(without);
    expect(imports("op.x.sql(1);")).toBe(without);
    expect(imports("op.execute(sql.raw(1));")).toBe(
      'import { type Operations, sql } from "limbeck";',
    );
    expect(imports("op.execute(`${sql.raw(1)}`);")).toContain("sql }");
  });

  it("indents code but not what stands in a template literal", () => {
    const upgradeBody = "op.execute(sql`\nSELECT 1;\n  SELECT 2;\n`);\nop.x();";
    expect(renderRevisionFile({ ...revision, upgradeBody })).toContain(
      "{\n  op.execute(sql`\nSELECT 1;\n  SELECT 2;\n`);\n  op.x();\n}",
    );
  });

  it("is async when the body itself awaits", () => {
    const first = (upgradeBody: string) =>
      /export .*function upgrade/.exec(renderRevisionFile({ ...revision, upgradeBody }))?.[0];
    expect(first("if (true) {\n  await op.query(sql`x`);\n}")).toContain("async function");
    expect(first('op.run("x", async (tx) => {\n  await tx.x();\n});')).not.toContain("async");
  });

  it("can leave the way back out", () => {
    expect(renderRevisionFile({ ...revision, downgradeBody: null })).not.toContain("downgrade");
  });
});

describe("writeRevision", () => {
  it("writes a file that reads back as what was given", async () => {
    const folder = join(projectFolder(), "new", "migrations");
    const message = 'two\nlines \\n "quoted" */ · 1999-01-01\r\u2028x';
    const file = await writeRevision(folder, {
      ...revision,
      message,
      id: 'odd"id',
      notes: ["a\nb"],
      labels: ["l"],
      dependsOn: ["d"],
    });
    expect(file).toBe(join(folder, "odd_id_two_lines_n_quoted_1999_01_01_x.ts"));
    expect(readdirSync(folder)).toHaveLength(1);
    const [read] = await revisionFolder(folder).read();
    expect(read).toEqual({
      id: 'odd"id',
      down: ["001_create_initial"],
      dependsOn: ["d"],
      labels: ["l"],
      message: message.replace("\u2028", "\n"),
      created: "2026-11-21",
      file,
    });
    expect((await loadRevision(file, { alias })).downgrade).toBeTypeOf("function");
  });

  it("never writes over a file", async () => {
    const folder = projectFolder({ "1975ea83b712_create_vales.ts": "mine" });
    await expect(writeRevision(folder, revision)).rejects.toMatchObject({
      code: "script-exists",
      message: expect.stringContaining("1975ea83b712_create_vales.ts exists already"),
    });
    expect(readFileSync(join(folder, "1975ea83b712_create_vales.ts"), "utf8")).toBe("mine");
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it("lets one of many win that write the same file at once", async () => {
    const folder = projectFolder();
    const all = await Promise.allSettled(
      [1, 2, 3, 4, 5].map(() => writeRevision(folder, revision)),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it("makes folders the template asks for", async () => {
    const folder = projectFolder();
    const file = await writeRevision(folder, { ...revision, fileTemplate: "%(year)s/%(slug)s" });
    expect(file).toBe(join(folder, "2026/create_vales.ts"));
    expect(existsSync(file)).toBe(true);
  });
});

describe("revisionFileName", () => {
  const name = (
    fileTemplate: string | undefined,
    message = "Añade el Folio!",
    slugLength?: number,
  ) =>
    revisionFileName({
      id: "ab12",
      message,
      date: "2026-01-02T03:04:05Z",
      fileTemplate,
      slugLength,
    });

  it.each([
    [undefined, "ab12_añade_el_folio.ts"],
    ["%(year)d_%(month).2d_%(day).2d-%(rev)s", "2026_01_02-ab12.ts"],
    ["%(hour)s%(minute)s%(second)s_%(slug)s.ts", "030405_añade_el_folio.ts"],
    ["%(epoch)s", "1767323045.ts"],
    ["V%(rev)s__%(slug)s", "Vab12__añade_el_folio.ts"],
  ])("from %s", (template, expected) => {
    expect(name(template)).toBe(expected);
  });

  it("ends with the id when the message has no word", () => {
    expect(name(undefined, "!!!")).toBe("ab12.ts");
  });

  it("says what is id and message at once only once", () => {
    expect(name(undefined, "AB12")).toBe("ab12.ts");
    expect(name(undefined, "ab12 add folio")).toBe("ab12_add_folio.ts");
    expect(name(undefined, "ab123 folio")).toBe("ab12_ab123_folio.ts");
    expect(name("%(slug)s", "ab12 add folio")).toBe("ab12_add_folio.ts");
  });

  it.each(["%(nope)s", "../%(rev)s", "/%(rev)s", ".%(rev)s", "a//b", ""])(
    "refuses %j",
    (template) => {
      expect(() => name(template)).toThrow(expect.objectContaining({ code: "config-invalid" }));
    },
  );

  it("keeps an id with a slash in one file name", () => {
    expect(revisionFileName({ id: "../x", message: "", date: "", fileTemplate: "a%(rev)s" })).toBe(
      "a.._x.ts",
    );
  });
});

describe("slugOf", () => {
  it.each([
    ["Create Vales", "create_vales"],
    ["  a -- b__c  ", "a_b_c"],
    ["создать таблицу", "создать_таблицу"],
    ["表を作る", "表を作る"],
    ["cafe\u0301", "café"],
    ["", ""],
    ["one two three four five six seven eight nine", "one_two_three_four_five_six_seven_eight"],
    ["x".repeat(50), "x".repeat(40)],
  ])("of %j", (message, slug) => {
    expect(slugOf(message)).toBe(slug);
  });

  it("keeps a word that ends exactly at the limit", () => {
    expect(slugOf("abc def ghi", 7)).toBe("abc_def");
    expect(slugOf("abc defg hi", 7)).toBe("abc");
  });
});

it("makes ids of 12 hexadecimal digits, all different", () => {
  const ids = Array.from({ length: 1000 }, newRevisionId);
  expect(new Set(ids).size).toBe(1000);
  expect(ids.every((id) => /^[0-9a-f]{12}$/.test(id))).toBe(true);
});

describe("checksum", () => {
  it("does not see line ends and byte order marks, and sees everything else", () => {
    const unix = checksum("a\nb\n");
    expect(unix).toMatch(/^[0-9a-f]{64}$/);
    for (const same of ["a\r\nb\r\n", "a\rb\r", "\uFEFFa\nb\n"]) expect(checksum(same)).toBe(unix);
    for (const other of ["a\nb", "a \nb\n", "a\n\nb\n"]) expect(checksum(other)).not.toBe(unix);
  });

  it("is stable: recorded in databases", () => {
    expect(checksum("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });
});

it("reads back what an editor made of it: CRLF", async () => {
  const folder = projectFolder();
  addFiles(folder, { "a.ts": renderRevisionFile(revision).replace(/\n/g, "\r\n") });
  expect((await revisionFolder(folder).read())[0]).toMatchObject({
    id: "1975ea83b712",
    message: "create vales",
    created: "2026-11-21",
  });
});
