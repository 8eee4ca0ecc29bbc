import { describe, expect, it } from "vitest";
import { scriptHeader, sqlSections } from "../../src/script/index.js";

const text = `-- create vales · 2026-11-21
-- revision: b
-- down-revision: a, c

-- upgrade
CREATE TABLE vales (id int);
-- a comment that stays
-- downgrade
DROP TABLE vales;
`;
const header = (source: string) => scriptHeader(source, "/m/b_vales.sql");
const sections = (source: string) => sqlSections(source, "/m/b_vales.sql");

describe("the header of a .sql revision", () => {
  it("is read from comments", () => {
    expect(header(text)).toEqual({
      id: "b",
      down: ["a", "c"],
      labels: [],
      dependsOn: [],
      message: "create vales",
      created: "2026-11-21",
    });
  });

  it("takes all settings, in any case, with CRLF and a byte order mark", () => {
    const all =
      "\uFEFF-- Revision: b\r\n--down-revision:none\r\n-- message: add it\r\n-- created: 2026-01-02\r\n-- branch-labels: x, y\r\n-- depends-on: z\r\n-- replaces: v, w\r\n-- upgrade\r\n";
    expect(header(all)).toEqual({
      id: "b",
      down: [],
      labels: ["x", "y"],
      dependsOn: ["z"],
      replaces: ["v", "w"],
      message: "add it",
      created: "2026-01-02",
    });
  });

  it("falls back on the file's name for the message", () => {
    expect(header("-- revision: b\n-- down-revision: none\n")?.message).toBe("vales");
  });

  it.each([
    ["no id", "-- down-revision: a\n", /`-- revision:` is missing/],
    ["no parent", "-- revision: a\n", /`-- down-revision:` is missing/],
    ["an empty id", "-- revision:\n-- down-revision: none", /`-- revision:` is empty/],
    ["a setting twice", "-- revision: a\n-- revision: b\n", /`-- revision:` stands twice/],
    ["a header after the sections", "-- upgrade\n-- revision: a\n", /is not a revision file/],
    ["no header", "CREATE TABLE a ();\n", /is not a revision file/],
  ])("with %s is refused", (_name, source, message) => {
    expect(() => header(source)).toThrow(message);
    expect(() => header(source)).toThrow(
      expect.objectContaining({
        code: "script-invalid",
        hint: expect.stringContaining("-- revision: 1975ea83b712\n"),
      }),
    );
  });
});

describe("sqlSections", () => {
  it("cuts at the section lines", () => {
    expect(sections(text)).toEqual({
      upgrade: "CREATE TABLE vales (id int);\n-- a comment that stays",
      downgrade: "DROP TABLE vales;",
    });
  });

  it("may have no downgrade, and sections in either order", () => {
    expect(sections("-- upgrade\nSELECT 1;").downgrade).toBeUndefined();
    expect(sections("-- DOWNGRADE\nd;\n-- Upgrade\nu;")).toEqual({
      upgrade: "u;",
      downgrade: "d;",
    });
  });

  it.each([
    ["no upgrade", "-- revision: a\n", /no `-- upgrade` line/],
    ["a section twice", "-- upgrade\n-- upgrade\n", /line 2: `-- upgrade` stands twice/],
    ["SQL before them", "-- revision: a\nSELECT 1;\n-- upgrade\n", /line 2: SQL stands before/],
  ])("refuses %s", (_name, source, message) => {
    expect(() => sections(source)).toThrow(message);
  });
});
