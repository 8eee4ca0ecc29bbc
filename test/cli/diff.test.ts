import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { ci, diff, type ScratchPool, withScratch } from "../../src/index.js";
import { withDatabase } from "../server.js";
import { cliProject, line } from "./cli-project.js";

const a = `CREATE TABLE vales (id bigint PRIMARY KEY, folio varchar(20) NOT NULL);
CREATE VIEW recent AS SELECT id, folio FROM vales WHERE folio <> '';
`;
const b = `CREATE TYPE place AS ENUM ('norte', 'sur');
CREATE TABLE vales (id bigint PRIMARY KEY, folio varchar(40) NOT NULL, place place);
CREATE VIEW recent AS SELECT id, folio FROM vales WHERE folio <> '';
CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1';
`;

describe("limbeck diff", () => {
  const folder = cliProject({ "a.sql": a, "b/1.sql": b });
  folder.remove("limbeck.config.ts");

  it("shows what makes one file into another, in a folder that is no project", async () => {
    expect(await folder.see("diff a.sql b")).toMatchInlineSnapshot(`
      "exit 3
      -- what makes a.sql into b: 5 objects to change

      SET check_function_bodies = off;
      CREATE TYPE place AS ENUM ('norte', 'sur');
      CREATE FUNCTION one()
      RETURNS integer
      LANGUAGE sql
      AS $$SELECT 1$$;
      ALTER TABLE vales ADD COLUMN place place;
      DROP VIEW recent;
      ALTER TABLE vales ALTER COLUMN folio TYPE varchar(40);
      CREATE VIEW recent AS
      SELECT id,
          folio
         FROM vales
        WHERE folio::text <> ''::text;"
    `);
    expect(await folder.see("diff a.sql b --ts -q")).toMatchInlineSnapshot(`
      "exit 3
      op.createEnum("place", { values: ["norte", "sur"] });
      op.createFunction("one", { returns: "integer", body: "SELECT 1" });
      op.addColumn("vales", "place", { type: "place" });
      op.dropView("recent");
      op.alterColumn("vales", "folio", { type: "varchar(40)" });
      op.createView("recent", {
        as: sql\`SELECT id,
          folio
         FROM vales
        WHERE folio::text <> ''::text\`,
      });"
    `);
    expect(await folder.see("diff b b/1.sql")).toMatchInlineSnapshot(`
      "exit 0
      -- equal: b and b/1.sql, 8 objects"
    `);
  });

  it("writes nothing into that folder", () => {
    expect(existsSync(join(folder.dir, ".limbeck"))).toBe(false);
  });

  it("compares with nothing at all, and begins no database by looking", async () => {
    expect(await folder.see("diff pglite::memory: a.sql -q")).toContain("CREATE TABLE vales");
    expect(await folder.fails("diff pglite:nowhere a.sql")).toContain("there is no database in");
    expect(existsSync(join(folder.dir, "nowhere"))).toBe(false);
  });

  it("says what is wrong with what it is given", async () => {
    folder.write({
      "broken.sql": `${a}CREATE TABLE items (\n  vale bigint REFERENCES nothing\n);\n`,
      "empty.sql": "-- nothing yet\n",
      "notes/README": "",
    });
    const cases = [
      "diff a.sql c.sql",
      "diff a.sql nowhere",
      "diff a.sql a.sql",
      "diff a.sql broken.sql",
      "diff a.sql postgresql://postgres@localhost:1/app",
      "diff a.sql mysql://localhost/app",
      "diff a.sql models",
      "diff a.sql migration@head-1",
      "diff a.sql none/*.sql",
      "diff a.sql notes",
      "diff a.sql empty.sql",
      "diff a.sql pglite:notes",
      "diff a.sql",
    ];
    const said: string[] = [];
    for (const command of cases) said.push(`$ limbeck ${command}\n${await folder.fails(command)}`);
    expect(said.join("\n\n")).toMatchInlineSnapshot(`
      "$ limbeck diff a.sql c.sql
      exit 2
      ! error there is no file c.sql
      !   → Name an SQL file, or a folder of them.
      !   usage

      $ limbeck diff a.sql nowhere
      exit 2
      ! error nowhere names no schema
      !   → Name two of: models, migrations, migrations@REVISION, database, a URL such as postgresql://… or pglite:PATH, or an SQL file or folder.
      !   usage

      $ limbeck diff a.sql a.sql
      exit 2
      ! error a.sql and a.sql are the same: a.sql
      !   → Name two different states: limbeck diff migrations models
      !   usage

      $ limbeck diff a.sql broken.sql
      exit 1
      ! error broken.sql:3: relation "nothing" does not exist
      !   CREATE TABLE items (
      !     vale bigint REFERENCES nothing
      !   )
      !   models-invalid

      $ limbeck diff a.sql postgresql://postgres@localhost:1/app
      exit 4
      ! error could not reach localhost:PORT (connection refused)
      !   → Is a server running there, and is the URL right?
      !   database-unreachable

      $ limbeck diff a.sql mysql://localhost/app
      exit 2
      ! error "mysql://localhost/app" is not a database URL Limbeck knows
      !   → Use postgresql://user:password@host:5432/database for a server, pglite:PATH for a database in a folder, or pglite::memory: for one that is gone when the process ends.
      !   url-invalid

      $ limbeck diff a.sql models
      exit 2
      ! error there is no limbeck.config.ts in .
      !   → \`npx limbeck init\` writes one; --config names one that lies elsewhere.
      !   config-missing

      $ limbeck diff a.sql migration@head-1
      exit 2
      ! error migration@head-1 names no schema
      !   → Did you mean migrations@head-1?
      !   usage

      $ limbeck diff a.sql none/*.sql
      exit 2
      ! error there is no file that matches none/*.sql
      !   → Name an SQL file, or a folder of them.
      !   usage

      $ limbeck diff a.sql notes
      exit 2
      ! error the folder notes holds no .sql file
      !   → Name an SQL file, or a folder of them.
      !   usage

      $ limbeck diff a.sql empty.sql
      exit 2
      ! error empty.sql defines nothing
      !   → Is it the right file? A schema with nothing in it is pglite::memory:
      !   models-empty

      $ limbeck diff a.sql pglite:notes
      exit 2
      ! error there is no database in notes
      !   → The path of pglite: starts from DIR.
      !   usage

      $ limbeck diff a.sql
      exit 2
      ! error limbeck diff needs <from> and <to>
      !   → For instance: limbeck diff migrations models
      !   usage"
    `);
  });

  it("finds no difference between servers of two versions", () =>
    withDatabase(async (url) => {
      const sql = [
        a,
        "CREATE TABLE limits (n integer CHECK (n IN (1, 2)), s varchar CHECK (s IN ('x', 'y')));",
        "CREATE MATERIALIZED VIEW sums AS SELECT count(*) AS n, max(folio) AS last FROM recent;",
      ].join("\n");
      folder.write({ "old.sql": sql });
      await withConnection(url, {}, (connection) => connection.script(sql));
      const report = await diff({ cwd: folder.dir, from: url, to: "old.sql" });
      expect(report.differences).toEqual([]);
      expect(report.sql).toEqual([]);
      expect(report.scratch).toBe(true);
    }));

  it("compares two databases of one server without a throwaway one", () =>
    withDatabase((left) =>
      withDatabase(async (right) => {
        await withConnection(left, {}, (connection) => connection.script(a));
        await withConnection(right, {}, (connection) =>
          connection.script(
            `${a}; CREATE SCHEMA audit; CREATE TABLE audit.log (id bigint); CREATE CONVERSION quiet FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8`,
          ),
        );
        const report = await diff({ cwd: folder.dir, from: left, to: right });
        expect(report.sql).toEqual([
          "CREATE SCHEMA audit",
          "CREATE TABLE audit.log (\n  id bigint\n)",
        ]);
        expect(report.notCompared).toEqual(["conversion public.quiet"]);
        expect(report.scratch).toBe(false);
        expect(await folder.see(`diff ${right} a.sql -q`)).toBe("exit 0");
        expect(await folder.see(`diff ${right} a.sql`)).toContain(
          "-- not compared: conversion public.quiet, schema audit",
        );
      }),
    ));

  it("names what the role may not read, and takes it to be as on the other side", () =>
    withDatabase(async (url) => {
      const role = `reader_${randomBytes(4).toString("hex")}`;
      await withConnection(url, {}, (connection) =>
        connection.script(`${a}; CREATE ROLE ${role} LOGIN; GRANT USAGE ON SCHEMA public TO ${role};
          CREATE FOREIGN DATA WRAPPER files;
          CREATE SERVER disk FOREIGN DATA WRAPPER files;
          CREATE USER MAPPING FOR postgres SERVER disk OPTIONS ("user" 'app', password 's3cret');
          CREATE SUBSCRIPTION ventas CONNECTION 'host=nowhere.invalid password=s3cret' PUBLICATION ventas
            WITH (connect = false, slot_name = NONE);`),
      );
      const reader = new URL(url);
      reader.username = role;
      const unread = [
        "connection of subscription ventas",
        "options of user mapping postgres on disk",
      ];
      try {
        for (const [from, to] of [
          [url, reader.href],
          [reader.href, url],
        ] as const) {
          const report = await diff({ cwd: folder.dir, from, to });
          expect(report).toMatchObject({ equal: true, sql: [], notCompared: unread });
        }
        const shown = await folder.see(`dump ${reader.href}`);
        expect(shown).toContain(`-- not included: ${unread.join(", ")}`);
        expect(shown).not.toContain("s3cret");
      } finally {
        await withConnection(url, {}, (connection) =>
          connection.script(`DROP SUBSCRIPTION ventas; DROP OWNED BY ${role}; DROP ROLE ${role}`),
        );
      }
    }));

  it("needs no right but to use the target schema", () =>
    withDatabase(async (url) => {
      const role = `reader_${randomBytes(4).toString("hex")}`;
      await withConnection(url, {}, (connection) =>
        connection.script(
          `${a}; CREATE SCHEMA audit; CREATE TABLE audit.log (id bigserial, s text DEFAULT lower('X'), CHECK (s <> '')); CREATE ROLE ${role} LOGIN; REVOKE ALL ON SCHEMA public FROM PUBLIC`,
        ),
      );
      const reader = new URL(url);
      reader.username = role;
      try {
        await expect(diff({ cwd: folder.dir, from: url, to: reader.href })).rejects.toMatchObject({
          code: "database-refused",
          message: `the schema public cannot be read: ${role} may not use it`,
          hint: `Give it the right to: GRANT USAGE ON SCHEMA public TO ${role};`,
        });
        await withConnection(url, {}, (connection) =>
          connection.script(`GRANT USAGE ON SCHEMA public TO ${role}`),
        );
        const report = await diff({ cwd: folder.dir, from: url, to: reader.href });
        expect(report.objects).toBeGreaterThan(8);
        expect(report.differences).toEqual([]);
      } finally {
        await withConnection(url, {}, (connection) =>
          connection.script(`DROP OWNED BY ${role}; DROP ROLE ${role}`),
        );
      }
    }));
});

describe("limbeck diff, in a project", () => {
  const project = cliProject({
    ...line("one", "two", "three"),
    "db/models.sql": "CREATE TABLE one (id bigint); CREATE TABLE two (id bigint);",
  });

  it("names revisions", async () => {
    const run = (words: string) => project.see(`diff ${words} -q`);
    expect(await run("migrations@one migrations")).toMatchInlineSnapshot(`
      "exit 3
      CREATE TABLE three (
        id bigint
      );
      CREATE TABLE two (
        id bigint
      );"
    `);
    expect(await run("migrations models")).toMatchInlineSnapshot(`
      "exit 3
      DROP TABLE three;"
    `);
    expect(await run("migrations@two models")).toBe("exit 0");
    expect(await run("migrations@base migrations@one --ts")).toMatchInlineSnapshot(`
      "exit 3
      op.createTable("one", {
        columns: {
          id: { type: "bigint" },
        },
      });"
    `);
    expect(await project.fails("diff migrations@-1 migrations@two")).toContain("are the same");
    expect(await project.fails("diff migrations@four models")).toMatchInlineSnapshot(`
      "exit 2
      ! error no revision or branch is called "four"
      !   → \`limbeck history\` lists all revisions.
      !   revision-unknown"
    `);
    expect(await project.fails("diff migrations@three migrations@head")).toMatchInlineSnapshot(`
      "exit 2
      ! error migrations@three and migrations@head are the same: migrations@three
      !   → Name two different states: limbeck diff migrations models
      !   usage"
    `);
  });

  it("uses one throwaway database for many calls", async () => {
    const pairs = ["one", "two", "three"].map((id) => `migrations@${id}`);
    await withScratch({ cwd: project.dir }, async (scratch) => {
      const found: number[] = [];
      const from = "db/models.sql";
      for (const to of ["models", ...pairs]) {
        const report = await diff({ cwd: project.dir, scratch, cache: false, from, to });
        found.push(report.differences.length);
      }
      expect(found).toEqual([0, 2, 0, 2]);
      const first = await scratch.empty([]);
      await diff({ cwd: project.dir, scratch, cache: false, from, to: "models" });
      expect(await scratch.empty([])).toBe(first);
    });
  });

  it("gives those that are started at once their turns, and is gone afterwards", async () => {
    const { dir } = project;
    project.write({ "broken.sql": "CREATE TABLE a (n nope);" });
    let kept: ScratchPool | undefined;
    await withScratch({ cwd: dir }, async (scratch) => {
      kept = scratch;
      const run = (from: string, to: string) =>
        diff({ cwd: dir, scratch, cache: false, from, to }).then(
          ({ differences }) => differences.length,
          ({ code }) => code,
        );
      const found = [
        run("db/models.sql", "migrations@two"),
        run("models", "broken.sql"),
        run("models", "migrations@one"),
        // Asks for further ones itself.
        ci({ cwd: dir, scratch, cache: false, drift: true }).then(
          ({ checks }) => checks[1]?.status,
        ),
        run("models", "migrations"),
      ];
      expect(await Promise.all(found)).toEqual([0, "models-invalid", 2, "failed", 2]);
    });
    const late = diff({ cwd: dir, scratch: kept, cache: false, from: "models", to: "migrations" });
    await expect(late).rejects.toMatchObject({ code: "options-invalid" });
  });
});
