import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { loadModels, sqlFiles } from "../../src/source/index.js";
import { loadInto } from "./load-into.js";

const db = new PGlite();
const dirs: string[] = [];
afterAll(() => db.close());
afterEach(() => {
  for (const dir of dirs.splice(0)) rmSync(dir, { recursive: true });
});

function project(files: Record<string, string>, targetSchema = "public") {
  const baseDir = mkdtempSync(join(tmpdir(), "limbeck-sql-"));
  dirs.push(baseDir);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(baseDir, name)), { recursive: true });
    writeFileSync(join(baseDir, name), text);
  }
  return { baseDir, targetSchema };
}

const dump = `--
-- PostgreSQL database dump
--

\\restrict Zx1

SET statement_timeout = 0;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE FUNCTION public.touch() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  NEW.updated_at := now();
  RETURN NEW;
END;
$$;

CREATE TABLE public.vales (
    id integer NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TRIGGER vales_touch BEFORE UPDATE ON public.vales FOR EACH ROW EXECUTE FUNCTION public.touch();

\\unrestrict Zx1
`;

describe("sqlFiles", () => {
  it("reads files in the order of patterns, then in natural order, each once", async () => {
    const context = project({
      "db/10_c.sql": "CREATE TABLE c ();",
      "db/9_b.sql": "CREATE TABLE b ();",
      "first.sql": "CREATE TYPE a AS ENUM ('x');\n\nCREATE TABLE a2 ();",
    });
    const { statements, files, summary } = await sqlFiles("first.sql", "db/*.sql", "*.sql").load(
      context,
    );
    expect(statements.map((s) => [s.file, s.line, s.defines])).toEqual([
      ["first.sql", 1, "type a"],
      ["first.sql", 3, "table a2"],
      ["db/9_b.sql", 1, "table b"],
      ["db/10_c.sql", 1, "table c"],
    ]);
    expect(files).toEqual(
      ["first.sql", "db/9_b.sql", "db/10_c.sql"].map((f) => join(context.baseDir, f)),
    );
    expect(summary[0]).toEqual({ file: "first.sql", tables: 1, other: 1 });
  });

  it("takes a folder", async () => {
    const context = project({
      "db/a.sql": "CREATE TABLE a ();",
      "db/f/b.sql": "CREATE TABLE b ();",
    });
    const both = [
      await sqlFiles({ dir: "./db" }).load(context),
      await sqlFiles("db/").load(context),
    ];
    for (const { statements } of both)
      expect(statements.map((s) => s.defines)).toEqual(["table a", "table b"]);
  });

  it("loads a dump and gives the search path back to what follows", async () => {
    const context = project({
      "1.sql": `BEGIN;\n${dump}\nCOMMIT;`,
      "2.sql": "CREATE TABLE later ();",
    });
    const { statements } = await sqlFiles("*.sql").load(context);
    await loadInto(db, statements, async (rows) => {
      expect(
        await rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"),
      ).toEqual([{ tablename: "later" }, { tablename: "vales" }]);
      expect(await rows("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).toEqual([
        { tgname: "vales_touch" },
      ]);
    });
  });

  it("reads UTF-8, whatever encoding a file sets for psql", async () => {
    const text = "SET client_encoding = 'LATIN1';\nCOMMENT ON SCHEMA public IS 'año';";
    const { statements } = await sqlFiles("*.sql").load(project({ "1.sql": text }));
    expect(statements.map(({ sql }) => sql)).toEqual(["COMMENT ON SCHEMA public IS 'año'"]);
  });

  it("gives the search path of another target schema back", async () => {
    const { statements } = await sqlFiles("*.sql").load(project({ "1.sql": dump }, 'ap"p'));
    expect(statements.at(-1)!.sql).toBe('SET search_path TO "ap""p", public');
  });

  it("names what is defined, the target schema left out", async () => {
    const context = project(
      {
        "a.sql": `CREATE UNLOGGED TABLE IF NOT EXISTS app."Vales" ();
        CREATE UNIQUE INDEX CONCURRENTLY Ix ON app."Vales" (a);
        CREATE MATERIALIZED VIEW other . m AS SELECT 1;
        CREATE INDEX ON x (a);
        CREATE OR REPLACE VIEW v AS SELECT 1;
        CREATE DOMAIN "año" AS text;`,
      },
      "app",
    );
    const { statements } = await sqlFiles("a.sql").load(context);
    expect(statements.map((s) => s.defines)).toEqual([
      'table "Vales"',
      "index ix",
      "materialized view other.m",
      undefined,
      undefined,
      'domain "año"',
    ]);
  });

  it("says which pattern matches nothing, and where it looked", async () => {
    const context = project({ "a.sql": "" });
    await expect(sqlFiles("a.sql", "./db/*.sql").load(context)).rejects.toMatchObject({
      code: "models-missing",
      message: `no file matches ./db/*.sql in ${context.baseDir}`,
    });
    mkdirSync(join(context.baseDir, "empty"));
    await expect(sqlFiles({ dir: "empty" }).load(context)).rejects.toMatchObject({
      code: "models-missing",
    });
  });

  it.each([
    ["\\connect app", "\\connect is a command for psql, not part of a schema"],
    [
      "COPY public.a (x) FROM stdin;\n1\n\\.\n",
      "COPY … FROM stdin is data for psql, not part of a schema",
    ],
    ["create  database app;", "CREATE DATABASE is not part of a schema"],
    ["ROLLBACK", "ROLLBACK is not part of a schema"],
  ])("refuses %j", async (text, message) => {
    const context = project({ "a.sql": `SELECT 1;\n${text}` });
    await expect(sqlFiles("a.sql").load(context)).rejects.toMatchObject({
      code: "models-invalid",
      message: `a.sql:2: ${message}`,
    });
  });

  it("finds one name defined twice, across files and kinds", async () => {
    const context = project({
      "a.sql": "CREATE TABLE vales ();",
      "b.sql": "\nCREATE TABLE public.Vales ();",
      "c.sql": "CREATE VIEW vales AS SELECT 1;",
    });
    await expect(loadModels([sqlFiles("a.sql"), sqlFiles("b.sql")], context)).rejects.toMatchObject(
      {
        code: "models-duplicate",
        message: "two models describe table vales: a.sql:1 and b.sql:2",
      },
    );
    await expect(loadModels([sqlFiles("a.sql", "c.sql")], context)).rejects.toMatchObject({
      code: "models-duplicate",
      message: "table vales and view vales share one name: a.sql:1 and c.sql:1",
    });
  });
});
