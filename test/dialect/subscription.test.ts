import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Catalog, differences } from "../../src/catalog/index.js";
import { assumeUnread } from "../../src/commands/comparing/assume-unread.js";
import { compile, readCatalog } from "../../src/dialect/index.js";
import { subscriptionOperations } from "../../src/dialect/postgres/subscription-statement.js";
import type { Connection } from "../../src/driver/index.js";
import { type Operations, operation } from "../../src/operation/index.js";
import { execute } from "../../src/runtime/index.js";
import { catalogOfModels } from "../../src/scratch/index.js";
import { sqlFiles } from "../../src/source/index.js";
import { engines, type Opened, openEngine } from "../engines.js";
import {
  changes,
  createRoles,
  plainFrame,
  readAll,
  revisionBetween,
  unequal,
} from "../transition.js";

/** No publisher is asked in any of these: `connect = false`, and no slot where one is switched on. */
const ventas = `CREATE SUBSCRIPTION ventas CONNECTION 'host=db2 dbname=app password=s3cret' PUBLICATION ventas
  WITH (connect = false, slot_name = NONE)`;

/** Each attribute, as a change of that subscription. */
const attributes = {
  connection: "ALTER SUBSCRIPTION ventas CONNECTION 'host=db3 dbname=app'",
  publications: "ALTER SUBSCRIPTION ventas SET PUBLICATION ventas, compras WITH (refresh = false)",
  slot: "ALTER SUBSCRIPTION ventas SET (slot_name = ventas_slot)",
  synchronous_commit: "ALTER SUBSCRIPTION ventas SET (synchronous_commit = local)",
  binary: "ALTER SUBSCRIPTION ventas SET (binary = true)",
  streaming: "ALTER SUBSCRIPTION ventas SET (streaming = parallel)",
  disable_on_error: "ALTER SUBSCRIPTION ventas SET (disable_on_error = true)",
  password_required: "ALTER SUBSCRIPTION ventas SET (password_required = false)",
  run_as_owner: "ALTER SUBSCRIPTION ventas SET (run_as_owner = true)",
  origin: "ALTER SUBSCRIPTION ventas SET (origin = none)",
  comment: "COMMENT ON SUBSCRIPTION ventas IS 'de otra casa'",
  two_phase: `DROP SUBSCRIPTION ventas; CREATE SUBSCRIPTION ventas CONNECTION 'host=db2 dbname=app'
    PUBLICATION ventas WITH (connect = false, slot_name = NONE, two_phase = true)`,
};

const gone = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT subname FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database()) LOOP
    EXECUTE format('ALTER SUBSCRIPTION %I DISABLE', name);
    EXECUTE format('ALTER SUBSCRIPTION %I SET (slot_name = NONE)', name);
    EXECUTE format('DROP SUBSCRIPTION %I', name);
  END LOOP;
END $$`;

it.each([
  [17, "off"],
  [18, "parallel"],
])("goes back to what PostgreSQL %s takes by itself", (major, usual) => {
  const back = operation("alterSubscription", "ventas", {
    with: { streaming: null, origin: null },
  });
  expect(compile(back, { major }).map(({ sql }) => sql)).toEqual([
    `ALTER SUBSCRIPTION ventas SET (streaming = ${usual}, origin = any)`,
  ]);
});

it.each([
  [
    `create subscription public connection 'host=it''s' publication Public, "Otra, más" with (connect = FALSE, slot_name = 'S', streaming)`,
    [
      "createSubscription",
      "public",
      {
        connection: "host=it's",
        publications: ["public", "Otra, más"],
        with: { connect: "false", slot_name: "S", streaming: "true" },
      },
    ],
  ],
  [
    "CREATE SUBSCRIPTION a CONNECTION 'x' PUBLICATION b",
    ["createSubscription", "a", { publications: ["b"], with: {}, enabled: true }],
  ],
  ["ALTER SUBSCRIPTION a DISABLE", ["alterSubscription", "a", { enabled: false }]],
  ["COMMENT ON SUBSCRIPTION a IS NULL", ["alterSubscription", "a", { comment: null }]],
  [
    'ALTER SUBSCRIPTION a OWNER TO "Ventas"',
    ["alterOwner", { of: { subscription: "a" }, to: "Ventas" }],
  ],
  ["ALTER SUBSCRIPTION a OWNER TO ventas, otros", undefined],
  ["ALTER SUBSCRIPTION a ENABLE; SELECT 1", undefined],
  ["CREATE SUBSCRIPTION a CONNECTION 'x' PUBLICATION b WITH (connect = )", undefined],
  ['DROP SUBSCRIPTION "A b" RESTRICT', ["dropSubscription", "A b"]],
  ["drop subscription if exists a", ["dropSubscription", "a", { ifExists: true }]],
])("reads %s", (sql, expected) => {
  const found = subscriptionOperations(sql)?.map(({ kind, args }) => [kind, ...args]);
  if (expected) expect(found).toMatchObject([expected]);
  else expect(found).toBeUndefined();
});

describe("on a server", () => {
  let opened: Opened;
  let connection: Connection;
  beforeEach(async () => {
    opened = await openEngine("server");
    connection = opened.connection;
  });
  afterEach(async () => {
    await connection.script(gone);
    await opened.close();
  });

  async function having(...statements: readonly string[]): Promise<Catalog> {
    await connection.script(gone);
    for (const statement of statements.flatMap((text) => text.split("; ")))
      await connection.query(statement);
    return readCatalog(connection);
  }

  it.each(Object.entries(attributes))("compares its %s", async (_, change) => {
    const after = await having(ventas, change);
    const before = await having(ventas);
    expect(changes(before, after).operations).not.toEqual([]);
    const { text, up, down } = await revisionBetween(before, after);
    await up(connection);
    expect(unequal(await readCatalog(connection), after), text).toEqual([]);
    await down(connection);
    expect(unequal(await readCatalog(connection), before), text).toEqual([]);
    expect(text).not.toContain("s3cret");
  });

  it("compares its owner, if asked", async () => {
    await createRoles(connection);
    await having(ventas);
    const before = await readAll(connection);
    await connection.script("ALTER SUBSCRIPTION ventas OWNER TO limbeck_superuser");
    const after = await readAll(connection);
    const { text, up, down } = await revisionBetween(before, after);
    expect(text).toContain(
      'op.alterOwner({ of: { subscription: "ventas" }, to: "limbeck_superuser" })',
    );
    await down(connection);
    expect(unequal(await readAll(connection), before), text).toEqual([]);
    await up(connection);
    expect(unequal(await readAll(connection), after), text).toEqual([]);
  });

  it("is made and dropped, switched on or not", async () => {
    const none = await having();
    const on = "CREATE SUBSCRIPTION compras CONNECTION 'host=nowhere.invalid' PUBLICATION compras";
    const both = await having(
      ventas,
      `${on} WITH (connect = false)`,
      "ALTER SUBSCRIPTION compras ENABLE",
    );
    expect(both.objects.get("subscription compras")!.data).toMatchObject({ enabled: true });
    const { text, up, down } = await revisionBetween(none, both);
    await down(connection);
    expect(unequal(await readCatalog(connection), none), text).toEqual([]);
    await up(connection);
    expect(unequal(await readCatalog(connection), both), text).toEqual([]);
  });

  it("is dropped if it is there", async () => {
    const there = await having(ventas);
    const drop = compile(operation("dropSubscription", "ventas", { ifExists: true }), {
      major: 18,
    });
    expect(there.objects.has("subscription ventas")).toBe(true);
    for (const { sql } of [...drop, ...drop]) await connection.script(`BEGIN; ${sql}; COMMIT`);
    expect((await readCatalog(connection)).objects.has("subscription ventas")).toBe(false);
  });

  it("names a connection that the role may not see, and compares the rest", async () => {
    const whole = await having(ventas);
    await connection.script("SET ROLE pg_monitor");
    const seen = await readCatalog(connection);
    await connection.script("RESET ROLE");
    const unread = whole.major >= 14 ? "connection" : "connection, parameters and comment";
    expect(seen.unsupported).toEqual([`${unread} of subscription ventas`]);
    expect(changes(whole, assumeUnread(seen, seen, whole)).operations).toEqual([]);
  });
});

describe.each(engines)("in a throwaway database on %s", (engine) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await openEngine(engine);
  });
  afterEach(() => opened.close());

  const replayed = (body: (op: Operations) => void) =>
    execute(opened.connection, body, plainFrame(opened.connection), { skipSteps: true });

  it("is remembered, changed, renamed and dropped, and none is there", async () => {
    const { connection } = opened;
    const none = await readCatalog(connection);
    await replayed((op) => {
      op.createSubscription("ventas", {
        connection: "postgresql://app:s3cret@db2/app",
        publications: ["ventas"],
        with: { slot_name: "NONE", binary: "on" },
      });
      op.alterSubscription("ventas", { publications: ["b", "a"], enabled: true, comment: "it's" });
      op.alterSubscription("ventas", { with: { origin: "none", binary: "false" } });
      op.renameSubscription("ventas", "compras");
    });
    const catalog = await readCatalog(connection);
    expect([...catalog.objects.values()].filter(({ kind }) => kind === "subscription")).toEqual([
      {
        id: "subscription compras",
        kind: "subscription",
        name: "compras",
        data: {
          connection: "postgresql://app@db2/app",
          publications: ["a", "b"],
          with: { origin: "none", slot_name: "NONE" },
          enabled: true,
          comment: "it's",
        },
        dependsOn: [],
      },
    ]);
    expect(await connection.query("SELECT FROM pg_subscription")).toEqual([]);
    await replayed((op) => op.dropSubscription("compras"));
    await replayed((op) => op.dropSubscription("compras", { ifExists: true }));
    expect(differences(await readCatalog(connection), none)).toEqual([]);
  });

  it("has an owner whom the server need not know", async () => {
    const { connection } = opened;
    await replayed((op) => {
      op.createSubscription("ventas", { connection: "host=db2", publications: ["ventas"] });
      op.alterOwner({ of: { subscription: "ventas" }, to: "limbeck_nobody" });
      op.renameSubscription("ventas", "compras");
    });
    const owner = async () =>
      (await readAll(connection)).objects.get("owner of subscription compras");
    expect(await owner()).toMatchObject({
      parent: "subscription compras",
      data: { of: { subscription: "compras" }, owner: "limbeck_nobody" },
    });
    await replayed((op) => op.alterOwner({ of: { subscription: "compras" }, to: "current_user" }));
    expect(await owner()).toBeUndefined();
  });

  it("refuses what the server would refuse", async () => {
    await expect(replayed((op) => op.dropSubscription("nothing"))).rejects.toThrow(
      "subscription nothing does not exist",
    );
  });

  it("comes out of SQL files as pg_dump writes them", async () => {
    const folder = mkdtempSync(join(tmpdir(), "limbeck-subscription-"));
    try {
      writeFileSync(
        join(folder, "schema.sql"),
        `DROP SUBSCRIPTION IF EXISTS "Ventas";
         CREATE SUBSCRIPTION "Ventas" CONNECTION 'host=db2 dbname=it''s' PUBLICATION ventas, "B, b"
           WITH (connect = false, slot_name = 'v', streaming = on, binary);
         ALTER SUBSCRIPTION "Ventas" OWNER TO postgres;
         COMMENT ON SUBSCRIPTION "Ventas" IS 'dicho';
         ALTER SUBSCRIPTION "Ventas" ENABLE;`,
      );
      const context = { baseDir: folder, targetSchema: "public" };
      const models = await sqlFiles("schema.sql").load(context);
      const catalog = await catalogOfModels(opened.connection, models, {});
      expect(catalog.objects.get('subscription "Ventas"')?.data).toEqual({
        connection: "host=db2 dbname=it's",
        publications: ["B, b", "ventas"],
        with: { binary: "true", slot_name: "v", streaming: "on" },
        enabled: true,
        comment: "dicho",
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
