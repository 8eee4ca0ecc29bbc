import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import type { DriftReport } from "../../src/index.js";
import { withDatabase } from "../server.js";
import { type CliProject, cliProject, line } from "./cli-project.js";

const schema = `CREATE TYPE place AS ENUM ('norte', 'sur');
CREATE TABLE vales (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, folio varchar(20) NOT NULL UNIQUE, place place DEFAULT 'norte');
CREATE TABLE items (vale bigint NOT NULL REFERENCES vales, n integer CHECK (n > 0));
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.n := 1; RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION touch();
CREATE VIEW recent AS SELECT id FROM vales;
`;

describe("limbeck dump", () => {
  it("prints SQL that builds the same again", async () => {
    const project = cliProject({ "db/models.sql": schema });
    const { status, out } = await project.run("dump models");
    expect(status).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "-- models: 15 objects

      SET check_function_bodies = off;
      CREATE TYPE place AS ENUM ('norte', 'sur');
      CREATE FUNCTION touch()
      RETURNS trigger
      LANGUAGE plpgsql
      AS $$ BEGIN NEW.n := 1; RETURN NEW; END $$;
      CREATE TABLE vales (
        id bigint GENERATED ALWAYS AS IDENTITY,
        folio varchar(20) NOT NULL,
        place place DEFAULT 'norte',
        PRIMARY KEY (id),
        CONSTRAINT vales_folio_key UNIQUE (folio)
      );
      CREATE TABLE items (
        vale bigint NOT NULL,
        n integer,
        CONSTRAINT items_n_check CHECK (n > 0),
        CONSTRAINT items_vale_fkey FOREIGN KEY (vale) REFERENCES vales (id)
      );
      CREATE TRIGGER touch BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION touch();
      CREATE VIEW recent AS
      SELECT id
         FROM vales;
      "
    `);
    project.write({ "again.sql": out });
    expect(await project.see("diff models again.sql -q")).toBe("exit 0");
    expect(await project.see("dump models --ts -q")).toContain('op.createTrigger("touch"');
    const report = await project.json<{ sql: string[] }>("dump models");
    expect(report.sql.map((sql) => `${sql};\n`).join("")).toBe(
      out.split("\n\n").slice(1).join("\n\n"),
    );
  });

  it("makes a database that exists the first revision of a project", () =>
    withDatabase(async (url) => {
      const project = cliProject({ "db/models.sql": schema });
      await withConnection(url, {}, (connection) =>
        connection.script(
          `${schema}; CREATE CONVERSION quiet FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; INSERT INTO vales (folio) VALUES ('a')`,
        ),
      );
      expect(await project.see(`dump ${url} --revision --rev-id 001`)).toMatchInlineSnapshot(`
        "exit 0
        + migrations/001_baseline.ts
          6 operations
          loses on downgrade: rows of table vales, rows of table items
          proved up: 15 objects as in localhost:PORT/DATABASE as postgres · down: 0 objects as before
          not compared: conversion public.quiet

        The database has all of it already. Say so: limbeck stamp 001"
      `);
      expect(revisions(project)).toMatchInlineSnapshot(`
        "001_baseline.ts
        // baseline · DATE
        // not included: conversion public.quiet
        // loses on downgrade: rows of table vales, rows of table items
        import { type Operations, sql } from "limbeck";

        export const revision = "001";
        export const downRevision = null;

        export function upgrade(op: Operations) {
          op.createEnum("place", { values: ["norte", "sur"] });
          op.createFunction("touch", {
            returns: "trigger",
            language: "plpgsql",
            body: " BEGIN NEW.n := 1; RETURN NEW; END ",
          });
          op.createTable("vales", {
            columns: {
              id: { type: "bigint", identity: "always" },
              folio: { type: "varchar(20)", notNull: true },
              place: { type: "place", default: "norte" },
            },
            primaryKey: ["id"],
            unique: { vales_folio_key: ["folio"] },
          });
          op.createTable("items", {
            columns: {
              vale: { type: "bigint", notNull: true },
              n: { type: "integer" },
            },
            checks: { items_n_check: sql\`n > 0\` },
            foreignKeys: {
              items_vale_fkey: { columns: ["vale"], references: { table: "vales", columns: ["id"] } },
            },
          });
          op.createTrigger("touch", {
            table: "items",
            when: "before",
            events: ["insert"],
            execute: "touch()",
          });
          op.createView("recent", {
            as: sql\`SELECT id
           FROM vales\`,
          });
        }

        export function downgrade(op: Operations) {
          op.dropView("recent");
          op.dropTable("items");
          op.dropTable("vales");
          op.dropFunction("touch");
          op.dropEnum("place");
        }
        "
      `);
      expect(await project.see("check -q")).toBe("exit 0");
      expect(await project.see(`stamp 001 --url ${url} -q`)).toBe("exit 0");
      expect(await project.see(`drift --url ${url}`)).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        no drift: the database is what its revisions build (001), 15 objects
          not compared: conversion public.quiet"
      `);
      expect(await project.see(`downgrade base --url ${url} -q`)).toBe("exit 0");
    }));

  it("makes raw SQL the first revision, and says what it will not do", async () => {
    const project = cliProject({
      "sql/001.sql": schema,
      "sql/002.sql": "ALTER TABLE items ADD note text;",
    });
    expect(await project.see("dump sql --revision -m import --rev-id 001")).toMatchInlineSnapshot(`
      "exit 0
      + migrations/001_import.ts
        6 operations
        loses on downgrade: rows of table vales, rows of table items
        proved up: 16 objects as in sql · down: 0 objects as before

      Look it over, then bring the database up: limbeck upgrade"
    `);
    expect(await project.see("upgrade")).toContain("001");
    expect(await project.see("drift -q")).toBe("exit 0");
    expect(await project.see("diff sql migrations -q")).toBe("exit 0");
    expect(await project.fails("dump sql --revision")).toMatchInlineSnapshot(`
      "exit 2
      ! error migrations has a revision already: a whole schema can only be the first
      !   → What the migrations lack of a database: limbeck drift. Of the models: limbeck generate.
      !   usage"
    `);
    expect(await project.fails("dump sql -m import")).toMatchInlineSnapshot(`
      "exit 2
      ! error --message is for a revision
      !   → Add --revision, or leave it out.
      !   usage"
    `);
    project.write({ "gis.sql": "CREATE EXTENSION postgis; CREATE TABLE places (at geometry);" });
    expect(await project.fails("dump gis.sql")).toMatchInlineSnapshot(`
      "exit 1
      ! error gis.sql:1: type "geometry" does not exist
      !   CREATE TABLE places (at geometry)
      !   → The embedded database has no extension postgis: what it makes is not there.
      !       Install what PGlite has of it: npm install --save-dev @electric-sql/pglite-postgis
      !       Or name a server that has it, in limbeck.config.ts: scratch: { url: env("SCRATCH_URL") }
      !   models-invalid"
    `);
    project.write({ "gis.sql": "CREATE EXTENSION postgis; CREATE TABLE places (at point);" });
    expect(await project.see("dump gis.sql")).toContain("CREATE EXTENSION postgis;");
  });
});

describe("limbeck drift", () => {
  it("shows what was changed by hand, and how to go either way", () =>
    withDatabase(async (url) => {
      const project = cliProject({ ...line("one", "two", "three"), "db/models.sql": "" });
      const by = (sql: string) => withConnection(url, {}, (connection) => connection.script(sql));
      expect(await project.see(`upgrade two -q --url ${url}`)).toBe("exit 0");
      expect(await project.see(`drift --url ${url}`)).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        no drift: the database is what its revisions build (two), 4 objects
          not applied yet: 1 revision"
      `);

      await by(
        "ALTER TABLE one ADD note text; CREATE INDEX by_hand ON two (id); ALTER TABLE two ALTER id TYPE integer",
      );
      expect(await project.see(`drift --url ${url}`)).toMatchInlineSnapshot(`
        "exit 3
        database: localhost:PORT/DATABASE as postgres
        drifted: the database from what its revisions build (two), in 3 objects
          - column one.note
          ~ column two.id: type is "integer", should be "bigint"
          - index by_hand
          not applied yet: 1 revision

        To bring the database back:
          loses values of column one.note
          DROP INDEX by_hand;
          ALTER TABLE two ALTER COLUMN id TYPE bigint;
          ALTER TABLE one DROP COLUMN note;

        To keep what is there, as the next revision has it:
          ALTER TABLE one ADD COLUMN note text;
          ALTER TABLE two ALTER COLUMN id TYPE integer;
          CREATE INDEX by_hand ON two (id);"
      `);
      const { repair } = await project.json<DriftReport>(`drift --url ${url}`);
      expect(repair.database.operations).toContain('op.dropIndex("by_hand");');
      await by(repair.database.sql.join(";"));
      expect(await project.see(`drift -q --url ${url}`)).toBe("exit 0");

      await by("UPDATE limbeck_version SET version_num = 'elsewhere'");
      const gone = project.see(`drift --url ${url}`);
      expect(await gone).toContain("the database is at elsewhere, which migrations does not have");
    }));
});

function revisions(project: CliProject): string {
  const files = readdirSync(join(project.dir, "migrations")).filter((name) => name.endsWith(".ts"));
  return files
    .map((name) => `${name}\n${readFileSync(join(project.dir, "migrations", name), "utf8")}`)
    .join("\n")
    .replace(/\d{4}-\d\d-\d\d/g, "DATE");
}
