import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Catalog, differences, without } from "../../src/catalog/index.js";
import { compile, markThrowaway, readCatalog } from "../../src/dialect/index.js";
import type { Connection } from "../../src/driver/index.js";
import { type Operations, operation } from "../../src/operation/index.js";
import { execute } from "../../src/runtime/index.js";
import { catalogOfModels } from "../../src/scratch/index.js";
import { sqlFiles } from "../../src/source/index.js";
import { engines, type Opened, openEngine } from "../engines.js";
import { changes, plainFrame, revisionBetween, unequal } from "../transition.js";

/** Roles belong to the whole server, on which other tests run: these are this one's own. */
const own = `lr_${randomBytes(4).toString("hex")}`;
const [app, ventas] = [`${own}_app`, `${own}_ventas`];

/** Every attribute, as changes of roles that are there. */
const attributesFor = (major: number) => [
  // Before PostgreSQL 16 a member inherits as the role does at any time, not as it did at first.
  `ALTER ROLE ${app} NOLOGIN ${major < 16 ? "" : "NOINHERIT"} SUPERUSER CREATEDB CREATEROLE REPLICATION BYPASSRLS
    CONNECTION LIMIT 5 VALID UNTIL '2030-01-01 00:00:00+00'; COMMENT ON ROLE ${app} IS 'the application''s'`,
  `ALTER ROLE ${ventas} CONNECTION LIMIT -1 VALID UNTIL 'infinity'`,
  `ALTER ROLE ${app} SET statement_timeout = '5s'; ALTER ROLE ${ventas} RESET work_mem;
    ALTER ROLE ${ventas} SET search_path = "$user", ventas, "B"; ALTER ROLE ${ventas} SET timezone = 'UTC'`,
  `GRANT ${ventas} TO ${app} WITH ADMIN OPTION; GRANT pg_read_all_settings TO ${app}`,
  ...(major < 16 ? [] : [`GRANT ${ventas} TO ${app} WITH INHERIT FALSE, SET FALSE`]),
  `REVOKE ${ventas} FROM ${app}`,
  `DROP ROLE ${app}`,
];

const start = `CREATE ROLE ${app} LOGIN PASSWORD 's3cret'; CREATE ROLE ${ventas} CONNECTION LIMIT 3 VALID UNTIL '2031-01-01 12:00:00+00';
  ALTER ROLE ${ventas} SET work_mem = '8MB'; GRANT ${ventas} TO ${app}`;

const gone = `DO $$ DECLARE role text; BEGIN
  FOR role IN SELECT rolname FROM pg_roles WHERE starts_with(rolname, '${own}') LOOP
    EXECUTE format('DROP OWNED BY %1$I; DROP ROLE %1$I', role);
  END LOOP;
END $$`;

const ordinary = `DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I RESET ALL', current_database());
END $$`;

const compare = { roles: [`${own}*`] };

/** What is there of this test. */
async function readOwn(connection: Connection, inTransaction = false): Promise<Catalog> {
  const read = await readCatalog(connection, { compare, inTransaction });
  const { shared = new Set(), ...catalog } = read;
  return without(catalog, shared);
}

function dataById({ objects }: Catalog) {
  const found = [...objects.values()].filter(
    ({ kind }) => kind === "role" || kind === "membership",
  );
  return Object.fromEntries(found.map(({ id, data }) => [id, data]));
}

/** What SQL models make, in a throwaway database. */
async function loaded(connection: Connection, sql: string): Promise<Catalog> {
  const folder = mkdtempSync(join(tmpdir(), "limbeck-role-"));
  try {
    writeFileSync(join(folder, "schema.sql"), sql);
    const models = await sqlFiles("schema.sql").load({ baseDir: folder, targetSchema: "public" });
    expect(JSON.stringify(models.statements)).not.toContain("s3cret");
    return await catalogOfModels(connection, models, { compare });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.each(engines)("on %s", (engine) => {
  let opened: Opened;
  let connection: Connection;
  let attributes: readonly string[];
  beforeAll(async () => {
    opened = await openEngine(engine);
    connection = opened.connection;
    attributes = attributesFor(connection.server.major);
  });
  afterEach(() => connection.script(`ROLLBACK; RESET ROLE; ${gone}; ${ordinary}`));
  afterAll(() => opened.close());

  it("compares every attribute, both ways", async () => {
    await connection.script(start);
    const before = await readOwn(connection);
    expect(before.objects.size).toBe(3);
    for (const change of attributes) {
      await connection.script(change);
      const after = await readOwn(connection);
      expect(changes(before, after).operations, change).not.toEqual([]);
      const { text, up, down } = await revisionBetween(before, after);
      await down(connection);
      expect(unequal(await readOwn(connection), before), text).toEqual([]);
      await up(connection);
      expect(unequal(await readOwn(connection), after), text).toEqual([]);
      await down(connection);
      expect(text).not.toContain("s3cret");
    }
  });

  it("remembers in a throwaway database what the server would have", async () => {
    await connection.script(start);
    const real: Catalog[] = [await readOwn(connection)];
    for (const change of attributes) {
      await connection.script(`BEGIN ISOLATION LEVEL REPEATABLE READ; ${change}`);
      real.push(await readOwn(connection, true));
      await connection.script("ROLLBACK");
    }
    await connection.script(gone);
    await makeThrowaway();
    const texts = [start, ...attributes.map((change) => `${start}; ${change}`)];
    for (const [i, text] of texts.entries()) {
      const found = await loaded(connection, text);
      expect(differences(found, real[i]!), text).toEqual([]);
    }
    expect(
      await connection.query(`SELECT FROM pg_roles WHERE starts_with(rolname, '${own}')`),
    ).toEqual([]);
  });

  const makeThrowaway = () =>
    connection.script(markThrowaway(engine === "pglite" ? "embedded" : "server"));
  const replayed = (body: (op: Operations) => void) =>
    execute(connection, body, plainFrame(connection), { skipSteps: true });
  const read = async () => dataById(await readOwn(connection));

  it("is made, changed, renamed and dropped in a throwaway database, and none is there", async () => {
    await makeThrowaway();
    const noSet = connection.server.major < 16 ? {} : { set: false };
    await replayed((op) => {
      op.createRole(app, { login: true, inherit: false });
      op.createRole(app, { ifNotExists: true });
      op.createRole(ventas, { settings: { work_mem: "8MB", lock_timeout: "1s" } });
      op.alterRole(ventas, { settings: { lock_timeout: null }, comment: "sells", login: false });
      op.alterRole(app, { validUntil: "2030-01-01 00:00:00+00", connectionLimit: 4 });
      op.alterRole(app, { validUntil: null, comment: null });
      op.alterRole("somebody_elses", { login: true });
      op.grantRole(ventas, { to: [app, "current_user"], withAdminOption: true });
      op.grantRole("pg_monitor", { to: app, inherit: true, ...noSet });
      op.revokeRole(ventas, { from: app, adminOptionFor: true });
      op.renameRole(ventas, `${own}_sales`);
    });
    expect(await read()).toEqual({
      [`role ${app}`]: { login: true, inherit: false, connectionLimit: 4 },
      [`role ${own}_sales`]: { settings: { work_mem: "8MB" }, comment: "sells" },
      [`membership of ${app} in pg_monitor`]: { role: "pg_monitor", member: app, ...noSet },
      [`membership of ${app} in ${own}_sales`]: {
        role: `${own}_sales`,
        member: app,
        inherit: false,
      },
    });
    await replayed((op) => op.revokeRole("pg_monitor", { from: app }));
    await replayed((op) => op.dropRole(`${own}_sales`));
    await replayed((op) => op.dropRole(app));
    expect(await read()).toEqual({});
    expect(
      await connection.query(`SELECT FROM pg_roles WHERE starts_with(rolname, '${own}')`),
    ).toEqual([]);
  });

  it("refuses in a throwaway database what the server would refuse", async () => {
    await makeThrowaway();
    await replayed((op) => op.createRole(app));
    await expect(replayed((op) => op.createRole(app))).rejects.toThrow("already exists");
    await connection.script("ROLLBACK");
    // As an embedded one makes it up, and a server has it.
    await connection.script(`CREATE ROLE ${app}; CREATE TABLE t (); GRANT SELECT ON t TO ${app}`);
    await expect(replayed((op) => op.dropRole(app))).rejects.toThrow("some objects depend on it");
    await connection.script("ROLLBACK");
    const renamed = replayed((op) => op.renameRole(app, `${own}_new`));
    // Of a server it is the real one, which others use.
    if (engine === "server") await expect(renamed).rejects.toThrow("cannot be renamed");
    else await renamed;
    await connection.script("ROLLBACK; DROP TABLE t");
  });

  it("is nobody's but the project's own where names say so", async () => {
    await connection.script(`${start}; SET ROLE ${ventas}`); // no superuser is needed
    const sharedWith = async (...roles: string[]) =>
      (await readCatalog(connection, { compare: { roles } })).shared;
    const [{ me } = {}] = await connection.query<{ me: string }>("SELECT current_user AS me");
    const all = await sharedWith("*");
    expect(all).toContain(`role ${me}`);
    expect(all).not.toContain(`role ${app}`);
    const some = await sharedWith(`${own}_ap*`, "lr.*");
    expect(some).not.toContain(`role ${app}`);
    expect(some).toContain(`role ${ventas}`);
    expect(some).toContain(`membership of ${app} in ${ventas}`);
  });

  it("is no member's that PostgreSQL made one by itself", async () => {
    await connection.script(`CREATE ROLE ${ventas} CREATEROLE; SET ROLE ${ventas};
      ${connection.server.major < 16 ? "" : "SET createrole_self_grant = 'set, inherit';"} CREATE ROLE ${app}; RESET ROLE; RESET ALL`);
    expect(await read()).toEqual({
      [`role ${app}`]: {},
      [`role ${ventas}`]: { createRole: true },
    });
  });

  it("is made by statements that a person wrote", async () => {
    await makeThrowaway();
    await replayed((op) => {
      op.execute(`CREATE TABLE t (); CREATE ROLE ${app} LOGIN PASSWORD 's3cret'; -- one
        COMMENT ON ROLE ${app} IS 'here'; COMMENT ON TABLE t IS 'there'`);
      op.execute("DROP TABLE t");
    });
    expect(await read()).toEqual({ [`role ${app}`]: { login: true, comment: "here" } });
    expect(
      await connection.query(`SELECT FROM pg_roles WHERE starts_with(rolname, '${own}')`),
    ).toEqual([]);
  });

  it("comes out of SQL in all its forms", async () => {
    await makeThrowaway();
    const catalog = await loaded(
      connection,
      `CREATE USER "${own} É" WITH NOINHERIT ENCRYPTED PASSWORD 's3cret;' CONNECTION LIMIT 7;
       DO $$ BEGIN
         IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${app}') THEN CREATE ROLE ${app} LOGIN; END IF;
       END $$;
       CREATE ROLE ${ventas} ROLE ${app} ADMIN "${own} É" IN ROLE pg_monitor;
       COMMENT ON ROLE ${ventas} IS 'it''s';
       ALTER ROLE ${ventas} SET DateStyle TO iso, dmy;
       CREATE TABLE t ();
       GRANT SELECT ON t TO ${ventas};
       ALTER TABLE t OWNER TO ${app};`,
    );
    expect(dataById(catalog)).toEqual({
      [`role ${app}`]: { login: true },
      [`role "${own} É"`]: { login: true, inherit: false, connectionLimit: 7 },
      [`role ${ventas}`]: { settings: { DateStyle: "iso, dmy" }, comment: "it's" },
      [`membership of ${app} in ${ventas}`]: { role: ventas, member: app },
      [`membership of "${own} É" in ${ventas}`]: {
        role: ventas,
        member: `${own} É`,
        admin: true,
        inherit: false,
      },
      [`membership of ${ventas} in pg_monitor`]: { role: "pg_monitor", member: ventas },
    });
    expect(catalog.objects.get(`privileges of ${ventas} on table t`)?.dependsOn).toContain(
      `role ${ventas}`,
    );
  });
});

it("says of memberships what the server's version knows", () => {
  const grant = operation("grantRole", ventas, { to: app, inherit: false });
  expect(compile(grant, { major: 15 })[0]!.sql).toBe(`GRANT ${ventas} TO ${app}`);
  expect(compile(grant, { major: 16 })[0]!.sql).toBe(
    `GRANT ${ventas} TO ${app} WITH INHERIT FALSE`,
  );
  const kept = operation("grantRole", ventas, { to: app, set: false });
  expect(() => compile(kept, { major: 15 })).toThrow("needs PostgreSQL 16");
});
