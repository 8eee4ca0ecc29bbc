import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Catalog, serializeCatalog } from "../../src/catalog/index.js";
import { readCatalog } from "../../src/dialect/index.js";
import { engines, type Opened, openEngine } from "../engines.js";
import { createRoles, load, reset } from "../transition.js";

const everyKind = `
  CREATE SCHEMA audit; CREATE TABLE audit.events (id integer);
  CREATE TABLE vales (id serial PRIMARY KEY, folio text); CREATE TABLE plain (id bigint GENERATED ALWAYS AS IDENTITY);
  CREATE VIEW v AS SELECT 1 AS a; CREATE MATERIALIZED VIEW m AS SELECT 1 AS a; CREATE SEQUENCE s;
  CREATE FUNCTION f() RETURNS integer LANGUAGE sql AS 'select 1'; CREATE PROCEDURE p() LANGUAGE sql AS 'select 1';
  CREATE TYPE e AS ENUM ('a'); CREATE DOMAIN d AS text; CREATE TYPE c AS (a integer);
  CREATE FOREIGN DATA WRAPPER w; CREATE SERVER srv FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE ft (a integer) SERVER srv;
  CREATE COLLATION co (locale = 'C'); CREATE STATISTICS st ON id, folio FROM vales; CREATE PUBLICATION pu;
  CREATE OPERATOR <=> (function = int4mi, leftarg = integer, rightarg = integer);`;

const rights = new Set(["privileges", "default privileges", "owner", "setting"]);
const rightsIn = ({ objects }: Catalog) =>
  [...objects.values()]
    .filter((o) => rights.has(o.kind))
    .map((o) => o.id)
    .sort();

describe.each(engines)("%s", (engine) => {
  let server: Opened;
  beforeAll(async () => {
    server = await openEngine(engine, ["citext"]);
    await createRoles(server.connection);
  });
  afterAll(async () => {
    await server.close();
  });

  it("shows nothing where nobody granted anything", async () => {
    // As it was made, before anything was reset.
    expect(rightsIn(await readCatalog(server.connection))).toEqual([]);
    expect(rightsIn(await load(server.connection, everyKind))).toEqual([]);
    const again = "DROP SCHEMA public CASCADE; CREATE SCHEMA public";
    expect(rightsIn(await load(server.connection, again))).toEqual([]);
  });

  it("shows nothing where what was granted was taken back", async () => {
    const back = `GRANT ALL ON vales, v TO limbeck_reader; REVOKE ALL ON vales, v FROM limbeck_reader;
      REVOKE ALL ON FUNCTION f() FROM public; GRANT ALL ON FUNCTION f() TO public;
      REVOKE ALL ON vales FROM CURRENT_USER; GRANT ALL ON vales TO CURRENT_USER;
      ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO limbeck_reader;
      ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM limbeck_reader;`;
    expect(rightsIn(await load(server.connection, everyKind + back))).toEqual([]);
  });

  it("leaves out what default privileges give on tables that are not the user's", async () => {
    await load(
      server.connection,
      `ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO limbeck_reader;
      ALTER DEFAULT PRIVILEGES GRANT ALL ON SEQUENCES TO limbeck_reader; CREATE TABLE journal (id serial)`,
    );
    const catalog = await readCatalog(server.connection, { ignore: [{ name: "journal" }] });
    expect(rightsIn(catalog)).toEqual([
      "default privileges of limbeck_reader on sequences",
      "default privileges of limbeck_reader on tables",
    ]);
    const without = await readCatalog(server.connection, { compare: { grants: false } });
    expect(rightsIn(without)).toEqual([]);
  });

  it("takes what belongs to the named role for granted", async () => {
    await reset(server.connection);
    await server.connection.script(
      `CREATE TABLE a (); ALTER TABLE a OWNER TO limbeck_writer; CREATE TABLE b (); ALTER TABLE b OWNER TO limbeck_reader`,
    );
    const owners = async (owners: boolean | string) =>
      rightsIn(await readCatalog(server.connection, { compare: { owners } }));
    expect(await owners(false)).toEqual([]);
    expect(await owners(true)).toEqual(["owner of table a", "owner of table b"]);
    expect(await owners("limbeck_writer")).toEqual(["owner of table b"]);
  });

  it("leaves out whose the objects of an extension are", async () => {
    await reset(server.connection);
    await server.connection.script(`CREATE EXTENSION citext; CREATE COLLATION folios (locale = 'C');
      ALTER COLLATION folios OWNER TO limbeck_writer; ALTER FUNCTION citext_cmp(citext, citext) OWNER TO limbeck_writer;
      ALTER OPERATOR = (citext, citext) OWNER TO limbeck_writer;
      ALTER OPERATOR CLASS citext_ops USING hash OWNER TO limbeck_writer`);
    const found = await readCatalog(server.connection, { compare: { owners: true } });
    expect(rightsIn(found).filter((id) => id.startsWith("owner"))).toEqual([
      "owner of collation folios",
    ]);
  });

  it("does not read passwords", async () => {
    const catalog = await load(
      server.connection,
      `CREATE FOREIGN DATA WRAPPER w; CREATE SERVER srv FOREIGN DATA WRAPPER w OPTIONS (host 'db', sslpassword 'hunter2');
      CREATE USER MAPPING FOR limbeck_reader SERVER srv OPTIONS ("user" 'app', password 'hunter2', api_key 'hunter2')`,
    );
    expect(serializeCatalog(catalog)).not.toContain("hunter2");
    expect(catalog.objects.get("user mapping limbeck_reader on srv")?.data).toEqual({
      server: "srv",
      options: { user: "app" },
    });
  });
});
