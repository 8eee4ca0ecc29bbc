import { expect, it } from "vitest";
import { differences } from "../../src/catalog/index.js";
import { readCatalog } from "../../src/dialect/index.js";
import { openConnection, withConnection } from "../../src/driver/engines.js";
import { withDatabase } from "../server.js";

const words = `
  CREATE TYPE "order" AS ENUM ('a');
  CREATE TABLE t (
    a timestamptz DEFAULT '2026-11-21 10:00:00+00', b interval DEFAULT '1 day 02:00', c bytea DEFAULT '\\xdead',
    d date DEFAULT '2026-11-21', e text DEFAULT 'back\\slash', f "order" DEFAULT 'a', g double precision DEFAULT 0.1,
    h money DEFAULT 5, i xml DEFAULT '<a/>', CHECK (a > '2026-01-01 00:00:00+00')
  )`;

it("reads the same whatever the database's settings are", () =>
  withDatabase(async (url) => {
    const usual = await withConnection(url, {}, async (connection) => {
      await connection.script(words);
      return readCatalog(connection);
    });
    await withConnection(url, {}, (connection) =>
      connection.script(`DO $$ DECLARE setting text; BEGIN
        FOREACH setting IN ARRAY ARRAY['timezone = ''America/Tijuana''', 'datestyle = ''SQL, DMY''',
          'intervalstyle = iso_8601', 'bytea_output = escape', 'quote_all_identifiers = on',
          'standard_conforming_strings = off', 'search_path = ''''', 'extra_float_digits = -10'] LOOP
          EXECUTE format('ALTER DATABASE %I SET %s', current_database(), setting);
        END LOOP;
      END $$`),
    );
    await withConnection(url, {}, async (connection) => {
      expect(await connection.query("SHOW timezone")).toEqual([{ TimeZone: "America/Tijuana" }]);
      const odd = await readCatalog(connection);
      expect(differences(usual, odd)).toEqual([]);
      expect(await connection.query("SHOW timezone")).toEqual([{ TimeZone: "America/Tijuana" }]);
    });
  }));

it("names what is in the target schema bare, and the rest with its schema", () =>
  withDatabase(async (url) => {
    const connection = await openConnection(url, {});
    await connection.script(`CREATE SCHEMA ventas; CREATE TYPE ventas.e AS ENUM ('x');
      CREATE TABLE ventas.a (id serial PRIMARY KEY, e ventas.e DEFAULT 'x');
      CREATE TABLE b (a_id integer REFERENCES ventas.a (id)); CREATE TABLE ventas.limbeck_version (id integer)`);
    const ignore = [{ schema: "ventas", name: "limbeck_version" }];
    const inVentas = await readCatalog(connection, { targetSchema: "ventas", ignore });
    expect([...inVentas.objects.keys()].sort()).toEqual([
      "column a.e",
      "column a.id",
      "column public.b.a_id",
      "constraint a.a_pkey",
      "constraint public.b.b_a_id_fkey",
      "enum e",
      "table a",
      "table public.b",
    ]);
    expect(inVentas.objects.get("column a.e")?.data).toEqual({ type: "e", default: "x" });
    expect(inVentas.objects.get("column a.id")?.data).toEqual({ type: "serial" });
    const inPublic = await readCatalog(connection);
    expect(inPublic.objects.get("column ventas.a.e")?.data).toMatchObject({ type: "ventas.e" });
    expect(inPublic.objects.get("column ventas.a.id")?.data).toEqual({ type: "serial" });
    await connection.close();
  }));

it("names what it does not compare", () =>
  withDatabase(async (url) => {
    const connection = await openConnection(url, {});
    await connection.script(`
      CREATE TYPE later;
      CREATE TYPE base;
      CREATE FUNCTION base_in(cstring) RETURNS base LANGUAGE internal IMMUTABLE STRICT AS 'textin';
      CREATE FUNCTION base_out(base) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
      CREATE TYPE base (INPUT = base_in, OUTPUT = base_out, LIKE = text);
      CREATE TYPE span;
      CREATE FUNCTION canon(span) RETURNS span LANGUAGE internal IMMUTABLE STRICT AS 'int4range_canonical';
      CREATE TYPE span AS RANGE (SUBTYPE = integer, CANONICAL = canon);
      CREATE FUNCTION less(integer, text) RETURNS boolean LANGUAGE sql AS 'SELECT true';
      CREATE OPERATOR <<< (FUNCTION = less, LEFTARG = integer, RIGHTARG = text, COMMUTATOR = >>>);
      CREATE CONVERSION latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
      CREATE TRANSFORM FOR integer LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal));
      CREATE LANGUAGE mine HANDLER plpgsql_call_handler;
      CREATE ACCESS METHOD tree TYPE INDEX HANDLER bthandler;
      -- Its provider would be a library; a label is a row.
      SET allow_system_table_mods = on;
      INSERT INTO pg_seclabel VALUES ('less(integer, text)'::regprocedure, 'pg_proc'::regclass, 0, 'mine', 'secret');`);
    const { unsupported, objects } = await readCatalog(connection);
    expect(unsupported).toEqual([
      "access method tree",
      "base type base",
      "conversion public.latin",
      "function base_in(cstring)",
      "function base_out(base)",
      "function canon(span)",
      "language mine",
      "range type with a canonical function span",
      "security label of function less(integer,text)",
      "shell operator >>>(text,integer)",
      "shell type later",
      "transform for integer language sql",
    ]);
    expect([...objects.keys()].sort()).toEqual([
      "function less(integer, text)",
      "operator <<< (integer, text)",
    ]);
    await connection.close();
  }));

it("names what it does not compare of what it does", () =>
  withDatabase(async (url) => {
    const connection = await openConnection(url, {});
    const name = decodeURIComponent(new URL(url).pathname.slice(1));
    await connection.script(`
      CREATE EXTENSION citext;
      CREATE TYPE pair AS (a integer, b text);
      CREATE TABLE typed OF pair;
      CREATE TABLE vales (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, folio text);
      CREATE TABLE lines (vale integer CONSTRAINT of_vale REFERENCES vales);
      CREATE TABLE parts (id integer, k integer, CONSTRAINT filled CHECK (id > 0)) PARTITION BY LIST (k);
      CREATE INDEX parts_id ON parts (id);
      CREATE TABLE part PARTITION OF parts FOR VALUES IN (1);
      CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER noted AFTER INSERT ON parts FOR EACH ROW EXECUTE FUNCTION noted();
      CREATE MATERIALIZED VIEW folios AS SELECT folio FROM vales;
      CREATE FUNCTION same(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1';
      CREATE FOREIGN DATA WRAPPER files;
      CREATE SERVER disk FOREIGN DATA WRAPPER files;
      CREATE FOREIGN TABLE far (id integer, CONSTRAINT near CHECK (id > 0)) SERVER disk;`);
    expect((await readCatalog(connection)).unsupported).toEqual(["type that table typed is of"]);
    await connection.script(`
      COMMENT ON CONSTRAINT filled ON part IS 'said';
      COMMENT ON CONSTRAINT near ON far IS 'said';
      COMMENT ON INDEX part_id_idx IS 'said';
      COMMENT ON TRIGGER noted ON part IS 'said';
      COMMENT ON SEQUENCE vales_id_seq IS 'said';
      ALTER SEQUENCE vales_id_seq SET UNLOGGED;
      ALTER INDEX part_id_idx DEPENDS ON EXTENSION citext;
      ALTER INDEX part_id_idx SET (fillfactor = 50);
      ALTER TABLE part DISABLE TRIGGER noted;
      ALTER TABLE lines DISABLE TRIGGER ALL;
      ALTER TABLE far ALTER id SET STATISTICS 10;
      ALTER MATERIALIZED VIEW folios ALTER folio SET STORAGE EXTERNAL;
      ALTER MATERIALIZED VIEW folios SET (toast.autovacuum_enabled = false);
      ALTER FUNCTION same SUPPORT textlike_support;
      GRANT CONNECT ON DATABASE ${name} TO pg_monitor;
      GRANT EXECUTE ON FUNCTION citext_eq TO pg_monitor;
      REVOKE EXECUTE ON FUNCTION pg_sleep FROM PUBLIC;
      CREATE FUNCTION pg_catalog.own() RETURNS integer LANGUAGE sql AS 'SELECT 1';
      SELECT lo_create(0);`);
    expect((await readCatalog(connection)).unsupported).toEqual([
      "1 large object",
      "comment on constraint filled on table part",
      "comment on constraint near on foreign table far",
      "comment on index part_id_idx",
      "comment on sequence vales_id_seq",
      "comment on trigger noted on table part",
      "extension that index part_id_idx depends on",
      "function own()",
      "grants on the database",
      "grants on what PostgreSQL itself made",
      "grants on what extension citext made",
      "persistence of the sequence of identity column vales.id",
      "state of trigger noted on part",
      "storage and statistics of column far.id",
      "storage and statistics of column folios.folio",
      "storage of index part_id_idx",
      "support function of function same(text)",
      "toast parameters of materialized view folios",
      "triggers that are switched off of constraint of_vale on lines",
      "type that table typed is of",
    ]);
    await connection.close();
  }));
