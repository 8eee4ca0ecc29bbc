import { tmpdir } from "node:os";
import { describe, expect, it, vi } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import {
  check,
  diff,
  drift,
  dump,
  revision,
  type ScratchPool,
  upgrade,
  withScratch,
} from "../../src/index.js";
import { withDatabase } from "../server.js";
import { cliProject } from "./cli-project.js";

// Throwaway databases on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

/** A configuration with some more settings. */
function config(...settings: readonly string[]): string {
  return `import { defineConfig, sqlFiles } from "limbeck";
export default defineConfig({
  url: "pglite:.limbeck/db",
  models: sqlFiles("./db/*.sql"),
  ${settings.join(",\n  ")}
});
`;
}

const tables = `CREATE TABLE vales (id bigint PRIMARY KEY, folio varchar(20) DEFAULT 'a', payload json);
CREATE TABLE legacy_items (
  id bigint PRIMARY KEY,
  vale bigint NOT NULL UNIQUE REFERENCES vales
);
CREATE TABLE notes (id bigint PRIMARY KEY, item bigint REFERENCES legacy_items (vale));
`;

const texts = (report: { differences: readonly { text: string }[] }) =>
  report.differences.map(({ text }) => text);

describe("includeName", () => {
  it("leaves out what it names, with all that belongs to it, wherever states are compared", () =>
    withDatabase((url) => withScratch({ cwd: tmpdir() }, (scratch) => inAll(url, scratch))));

  async function inAll(url: string, scratch: ScratchPool): Promise<void> {
    const project = cliProject({ "db/models.sql": tables, "limbeck.config.ts": config() });
    const at = { cwd: project.dir, url, scratch };
    const written = { ...at, autogenerate: true };
    expect((await revision({ ...written, revisionId: "001" })).proof).toBeDefined();
    await upgrade(at);

    // The models know nothing of the legacy tables any more, and notes has a column more.
    project.write({
      "db/models.sql": `CREATE TABLE vales (id bigint PRIMARY KEY, folio varchar(20) DEFAULT 'a', payload json);
CREATE TABLE legacy_items (id bigint PRIMARY KEY);
CREATE TABLE notes (id bigint PRIMARY KEY, item bigint, body text);
`,
      "limbeck.config.ts": config(
        `includeName: (name, kind, { table }) =>
    !(kind === "table" && name.startsWith("legacy_")) && !(kind === "foreign key" && table === "notes")`,
      ),
    });
    const expected = ["+ column notes.body"];
    expect(texts(await check(at))).toEqual(expected);
    expect(texts(await check({ ...at, from: "database" }))).toEqual(expected);
    expect(texts(await diff({ ...at, from: "migrations", to: "models" }))).toEqual(expected);
    expect(texts(await diff({ ...at, from: "models", to: "database" }))).toEqual([
      "- column notes.body",
    ]);
    expect((await drift(at)).equal).toBe(true);
    const { sql } = await dump({ ...at, what: "database" });
    expect(sql.join("\n")).not.toMatch(/legacy_items|FOREIGN KEY/);

    // Proved on all that is there: the foreign key of notes needs the table that takes no part.
    expect((await revision({ ...written, revisionId: "002" })).proof).toBeDefined();
    expect((await check(at)).equal).toBe(true);
    await upgrade(at);
    expect((await check({ ...at, from: "database" })).equal).toBe(true);

    // Caches hold what was read, not what was compared: without the filter all of it is back.
    project.write({ "limbeck.config.ts": config() });
    expect(texts(await check(at))).toContain("- column legacy_items.vale");
    expect((await drift(at)).equal).toBe(true);
  }

  it("is asked for schemas, and what fails in it is told as the configuration's", async () => {
    const project = cliProject({
      "db/models.sql": "CREATE SCHEMA audit; CREATE TABLE audit.events (id int);",
      "limbeck.config.ts": config(
        `includeName: (name, kind) => kind !== "schema" || name !== "audit"`,
      ),
    });
    expect((await check({ cwd: project.dir })).equal).toBe(true);
    project.write({ "limbeck.config.ts": config(`includeName: () => { throw new Error("no") }`) });
    expect(await project.fails("check")).toMatchInlineSnapshot(`
      "exit 2
      ! error includeName fails on schema audit: no
      !   → It is a function of the configuration, which is called for every object.
      !   config-failed"
    `);
  });
});

it("schemas of the database are compared where they are named, and named where they are not", () =>
  withDatabase(async (url) => {
    await withConnection(url, {}, (connection) =>
      connection.script(
        "CREATE TABLE t (id int); CREATE SCHEMA audit; CREATE TABLE audit.events (id int)",
      ),
    );
    const files = { "db/models.sql": "CREATE TABLE t (id int);", "limbeck.config.ts": config() };
    const project = cliProject(files);
    const at = { cwd: project.dir, url, from: "database" } as const;
    const { equal, notCompared } = await check(at);
    expect([equal, notCompared]).toEqual([true, ["schema audit"]]);
    project.write({ "limbeck.config.ts": config('schemas: ["audit"]') });
    expect(texts(await check(at))).toContain("- table audit.events");
  }));

describe("what is compared", () => {
  /** What differs between two files of SQL, under some settings. */
  async function differing(settings: readonly string[], files: { a: string; b: string }) {
    const project = cliProject({
      "a.sql": files.a,
      "b.sql": files.b,
      "limbeck.config.ts": config(...settings),
    });
    const report = await withScratch({ cwd: project.dir }, (scratch) =>
      diff({ cwd: project.dir, from: "a.sql", to: "b.sql", scratch }),
    );
    return { texts: texts(report), sql: report.sql };
  }

  it("includeObject sees both sides: nothing that only the database has is dropped", async () => {
    const files = {
      a: `CREATE TABLE kept (id int); CREATE VIEW v AS SELECT id FROM kept;`,
      b: "CREATE TABLE come (id int);",
    };
    const rule = (body: string) => [
      `includeObject: (object, name, kind, reflected, compareTo) => ${body}`,
    ];
    const neverDrop = await differing(rule("!reflected || compareTo !== undefined"), files);
    expect(neverDrop.texts).toEqual(["+ table come", "+ column come.id"]);
    const notWanted = await differing(rule(`reflected || object.data.comment !== "skip"`), {
      a: "CREATE DOMAIN d AS int",
      b: "CREATE DOMAIN d AS int; CREATE TABLE come (id int); COMMENT ON TABLE come IS 'skip'",
    });
    expect(notWanted.texts).toEqual([]);
  });

  it("compareType, compareServerDefault and compareAttribute let differences be", async () => {
    const files = {
      a: `CREATE TABLE t (a int DEFAULT 1, b int DEFAULT 1, c text); CREATE INDEX i ON t (a);
        COMMENT ON COLUMN t.c IS 'old'`,
      b: `CREATE TABLE t (a bigint DEFAULT 2, b bigint DEFAULT 2, c text NOT NULL); CREATE INDEX i ON t (a) WHERE a > 1;
        COMMENT ON COLUMN t.c IS 'new'`,
    };
    expect((await differing([], files)).texts).toMatchInlineSnapshot(`
      [
        "~ column t.c: comment is "old", should be "new"; notNull is not set, should be true",
        "~ column t.a: type is "integer", should be "bigint"; default is 1, should be 2",
        "~ column t.b: type is "integer", should be "bigint"; default is 1, should be 2",
        "~ index i: where is not set, should be "a > 1"",
      ]
    `);
    const some = await differing(
      [
        `compareType: (found) => found.name === "a"`,
        "compareServerDefault: false",
        `compareAttribute: (attribute, found) => found.kind !== "index" && attribute !== "comment"`,
      ],
      files,
    );
    expect(some).toMatchInlineSnapshot(`
      {
        "sql": [
          "ALTER TABLE t
        ALTER COLUMN a DROP DEFAULT,
        ALTER COLUMN a TYPE bigint,
        ALTER COLUMN a SET DEFAULT 1",
          "ALTER TABLE t ALTER COLUMN c SET NOT NULL",
        ],
        "texts": [
          "~ column t.c: notNull is not set, should be true",
          "~ column t.a: type is "integer", should be "bigint"",
        ],
      }
    `);
  });
});
