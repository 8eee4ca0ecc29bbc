import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../src/driver/index.js";
import { readHeads } from "../../src/runtime/index.js";
import { engines, openEngine } from "../engines.js";
import { reset } from "../transition.js";
import { chain, table, watched } from "./revisions.js";

/** Statements that cannot run in a transaction. */
describe.each(engines)("%s", (engine) => {
  let connection: Connection;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ connection, close } = await openEngine(engine));
  });
  beforeEach(async () => {
    await reset(connection);
    await connection.script("CREATE TABLE vales (folio integer, nota text)");
  });
  afterAll(() => close());

  const indexes = async () => {
    const rows = await connection.query<{ name: string; valid: boolean }>(
      `SELECT c.relname AS name, i.indisvalid AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE i.indrelid = 'vales'::regclass ORDER BY 1`,
    );
    return rows.map(({ name, valid }) => (valid ? name : `${name} (invalid)`));
  };
  const journal = () =>
    connection.query(
      "SELECT direction, segment, complete, finished_at = 'infinity' AS begun FROM limbeck_journal ORDER BY id",
    );
  const leases = () => connection.query("SELECT statement FROM limbeck_lease");

  const unique = `op.createIndex("vales_folio", { table: "vales", columns: ["folio"], unique: true, concurrently: true });`;
  const around = {
    r1: {
      up: `op.addColumn("vales", "a", { type: "integer" });
  ${unique}
  op.addColumn("vales", "b", { type: "integer" });`,
      down: `op.dropColumn("vales", "a");
  op.dropIndex("vales_folio", { concurrently: true });
  op.dropColumn("vales", "b");`,
    },
    r2: "",
  };

  it("splits a revision around an index that is built concurrently, both ways", async () => {
    const { go, back } = chain(around);
    const { connection: watching, sent } = watched(connection);
    expect(await go(watching)).toMatchObject({ to: ["r2"] });
    expect(await indexes()).toEqual(["vales_folio"]);
    expect(sent.filter((sql) => sql.includes("CONCURRENTLY"))).toEqual([
      expect.stringMatching(
        /^\/\* limbeck \S+ \*\/ CREATE UNIQUE INDEX CONCURRENTLY vales_folio ON vales \(folio\)$/,
      ),
    ]);
    expect(await journal()).toEqual([
      { direction: "upgrade", segment: 0, complete: false, begun: false },
      { direction: "upgrade", segment: 1, complete: false, begun: true },
      { direction: "upgrade", segment: 1, complete: false, begun: false },
      { direction: "upgrade", segment: 2, complete: true, begun: false },
      { direction: "upgrade", segment: 0, complete: true, begun: false },
    ]);
    expect(await leases()).toEqual([]);
    expect(await back(connection, "base")).toMatchObject({ to: [] });
    expect(await indexes()).toEqual([]);
    await go(connection);
    expect(await indexes()).toEqual(["vales_folio"]);
  });

  it("writes the version row with the last segment, be it one outside a transaction", async () => {
    const applied: unknown[] = [];
    const { go } = chain({ r1: unique });
    await go(connection, { onVersionApply: ({ to }) => applied.push(to) });
    expect(applied).toEqual([["r1"]]);
    expect(await readHeads(connection, table)).toEqual(["r1"]);
    expect(await journal()).toMatchObject([
      { segment: 0, complete: false, begun: true },
      { segment: 0, complete: true, begun: false },
    ]);
  });

  it("finishes what failed half way, once the rows are mended", async () => {
    await connection.script("INSERT INTO vales (folio) VALUES (1), (1)");
    const { go } = chain(around);
    await expect(go(connection)).rejects.toMatchObject({
      code: "migration-failed",
      message: expect.stringMatching(
        /op\.createIndex\("vales_folio".*could not create unique index.*r1 stays committed up to part 1, and broke off in a statement outside a transaction, which leaves what it leaves; run it again to go on; the database stands at base; not run: r2/s,
      ),
    });
    expect(await indexes()).toEqual(["vales_folio (invalid)"]);
    expect(await leases()).toHaveLength(1);
    await connection.script("DELETE FROM vales");
    const { connection: watching, sent } = watched(connection);
    expect(await go(watching)).toMatchObject({ to: ["r2"] });
    expect(sent.join("\n")).toMatch(/\*\/ DROP INDEX CONCURRENTLY vales_folio/);
    expect(sent.join("\n")).not.toContain("ADD COLUMN a ");
    expect(await indexes()).toEqual(["vales_folio"]);
    expect(await leases()).toEqual([]);
  });

  it("does not go on with a file that has since been changed, and shows both", async () => {
    await connection.script("INSERT INTO vales (folio) VALUES (1), (1)");
    const { go, write } = chain(around);
    await expect(go(connection)).rejects.toThrow("could not create unique index");
    write("r1", around.r1.up.replace(", unique: true", ""));
    await expect(go(connection)).rejects.toMatchObject({
      code: "migration-failed",
      message: expect.stringMatching(
        /part 2 of this revision was begun outside a transaction.*begun: {4}CREATE UNIQUE INDEX CONCURRENTLY vales_folio ON vales \(folio\)\n\s+file now:\n\s+CREATE INDEX CONCURRENTLY vales_folio ON vales \(folio\)/s,
      ),
      hint: expect.stringContaining(
        "DELETE FROM public.limbeck_lease WHERE direction = 'upgrade' AND revision = 'r1';",
      ),
    });
    write("r1", around.r1.up.replace('"a"', '"z"'));
    await expect(go(connection)).rejects.toMatchObject({
      message: expect.stringMatching(
        /part 1 of this revision was applied.*applied: {2}sha256 \w+.*file now: sha256 \w+\n\s+ALTER TABLE vales ADD COLUMN z integer/s,
      ),
    });
    expect(await indexes()).toEqual(["vales_folio (invalid)"]);
    await connection.script(
      "DROP INDEX vales_folio; DELETE FROM limbeck_lease WHERE direction = 'upgrade' AND revision = 'r1'",
    );
    write("r1", around.r1.up.replace(", unique: true", ""));
    expect(await go(connection)).toMatchObject({ to: ["r2"] });
    expect(await indexes()).toEqual(["vales_folio"]);
  });

  it("knows nothing any more of what was begun once the revision is stamped", async () => {
    await connection.script("INSERT INTO vales (folio) VALUES (1), (1)");
    const { go, back, write } = chain({ r1: { up: unique, down: "" } });
    await expect(go(connection)).rejects.toThrow("could not create unique index");
    await connection.script(
      `INSERT INTO limbeck_version VALUES ('r1');
       INSERT INTO limbeck_journal (revision, direction, segment, complete, started_at, finished_at, duration_ms, executed_by, tool_version)
       VALUES ('r1', 'stamp', 0, true, now(), now(), 0, 'ana', '0'); DROP INDEX vales_folio`,
    );
    await back(connection, "base");
    write("r1", unique.replace(", unique: true", ""));
    expect(await go(connection)).toMatchObject({ to: ["r1"] });
    expect(await leases()).toEqual([]);
  });

  it("takes a change where nothing was left", async () => {
    const { go, write } = chain({ r1: unique.replace('"folio"]', '"falio"]') });
    await expect(go(connection)).rejects.toThrow('column "falio" does not exist');
    expect(await leases()).toEqual([]);
    write("r1", unique);
    expect(await go(connection)).toMatchObject({ to: ["r1"] });
  });

  it("leaves alone what is there already, half done or whole, and was not begun by a run", async () => {
    await connection.script("INSERT INTO vales (folio) VALUES (1), (1)");
    await expect(
      connection.script("CREATE UNIQUE INDEX CONCURRENTLY vales_folio ON vales (folio)"),
    ).rejects.toThrow();
    await connection.script("DELETE FROM vales");
    const { go, write } = chain({ r1: unique });
    await expect(go(connection)).rejects.toMatchObject({
      code: "already-exists",
      hint: expect.stringContaining("DROP INDEX CONCURRENTLY vales_folio;"),
    });
    expect(await indexes()).toEqual(["vales_folio (invalid)"]);
    await connection.script("DROP INDEX vales_folio; CREATE INDEX vales_folio ON vales (nota)");
    for (let times = 0; times < 2; times++)
      await expect(go(connection)).rejects.toThrow('relation "vales_folio" already exists');
    write("r1", unique.replace("concurrently", "ifNotExists: true, concurrently"));
    expect(await go(connection)).toMatchObject({ to: ["r1"] });
  });

  it("runs any statement outside, one at a time, in a block and by its own words", async () => {
    const { go } = chain({
      r1: `op.execute("INSERT INTO vales VALUES (1); VACUUM (ANALYZE) vales; CREATE INDEX CONCURRENTLY vales_nota ON vales (nota)");
  op.autocommitBlock(() => {
    op.execute("ALTER SYSTEM SET work_mem = '5MB'; ALTER SYSTEM RESET work_mem;");
    op.addColumn("vales", "c", { type: "integer", comment: "c" });
    op.execute({ sql: "INSERT INTO vales VALUES ($1)", params: [2] });
  });
  op.execute("INSERT INTO vales SELECT 3 WHERE (SELECT count(*) FROM vales) = 2");`,
    });
    expect(await go(connection)).toMatchObject({ to: ["r1"] });
    expect(await connection.query("SELECT folio FROM vales ORDER BY 1")).toEqual(
      [1, 2, 3].map((folio) => ({ folio })),
    );
    expect(await indexes()).toEqual(["vales_nota"]);
    const [last] = await connection.query<{ segment: number; complete: boolean }>(
      "SELECT segment, complete FROM limbeck_journal ORDER BY id DESC LIMIT 1",
    );
    expect(last).toEqual({ segment: 8, complete: true });
  });

  it.each([
    [
      "a read",
      `await op.query("SELECT 1");\n${unique}`,
      "op.createIndex cannot run in a transaction",
    ],
    ["a data step", `${unique}\n  op.run("x", () => {});`, "op.createIndex cannot run in"],
    [
      "a read inside",
      `op.autocommitBlock(() => { op.query("SELECT 1"); });`,
      "op.query was called",
    ],
    ["a step inside", `op.autocommitBlock(() => { op.run("x", () => {}); });`, "op.run was called"],
    ["an asynchronous block", "op.autocommitBlock(async () => {});", "is asynchronous"],
  ])("refuses %s beside it", async (_, body, message) => {
    await expect(chain({ r1: body }).go(connection)).rejects.toMatchObject({
      code: "operation-invalid",
      message: expect.stringContaining(message),
    });
  });

  it("refuses a run that is one transaction", async () => {
    const { go } = chain({ r1: "", r2: unique });
    await expect(go(connection, { transactionPerMigration: false })).rejects.toMatchObject({
      code: "operation-invalid",
      message: expect.stringContaining("it has a statement that cannot run in a transaction"),
    });
    expect(await readHeads(connection, table)).toEqual([]);
  });

  it("does not build again what was built right before the run vanished", async () => {
    const { go } = chain(around);
    const lost = Object.create(connection, {
      script: {
        async value(sql: string) {
          const rows = await connection.script(sql);
          if (sql.includes("*/ CREATE")) throw new Error("gone");
          return rows;
        },
      },
      query: {
        value(sql: string, params?: readonly unknown[]) {
          if (sql.startsWith("UPDATE") || sql.startsWith("DELETE")) throw new Error("gone");
          return connection.query(sql, params);
        },
      },
    }) as Connection;
    await expect(go(lost)).rejects.toThrow("gone");
    expect(await indexes()).toEqual(["vales_folio"]);
    expect(await leases()).toHaveLength(1);
    const { connection: watching, sent } = watched(connection);
    expect(await go(watching)).toMatchObject({ to: ["r2"] });
    expect(sent.join("\n")).not.toContain("INDEX CONCURRENTLY");
  });

  it("detaches a partition, and finishes that when it broke off", async () => {
    const parts = `op.createTable("m", { columns: { n: { type: "integer" } }, partitionBy: sql\`RANGE (n)\` });
  op.createTable("m1", { columns: {}, partitionOf: { table: "m", bound: sql\`FOR VALUES FROM (1) TO (2)\` } });`;
    const detach = `op.detachPartition("m1", { partitionOf: { table: "m" }, concurrently: true });`;
    const { go, write } = chain({ r1: parts, r2: detach });
    await go(connection);
    expect(await connection.query("SELECT FROM pg_inherits")).toEqual([]);
    await connection.script(
      "DROP TABLE m, m1; TRUNCATE limbeck_version, limbeck_journal; CREATE TABLE m1 (n integer)",
    );
    write("r1", parts.split("\n")[0]!);
    await expect(go(connection)).rejects.toMatchObject({
      message: expect.stringContaining('relation "m1" is not a partition of relation "m"'),
    });
  });

  it("refreshes a view concurrently, inside the transaction", async () => {
    const { go } = chain({
      r1: `op.createMaterializedView("v", { as: sql\`SELECT 1 AS n\` });
  op.createIndex("v_n", { table: "v", columns: ["n"], unique: true });
  op.refreshMaterializedView("v", { concurrently: true });`,
    });
    const { connection: watching, sent } = watched(connection);
    await go(watching);
    expect(sent.join("\n")).toContain("REFRESH MATERIALIZED VIEW CONCURRENTLY v;\n");
  });

  it("means the target schema by a name without one, and leaves the session as it was", async () => {
    await connection.script("CREATE SCHEMA casa; CREATE TABLE casa.vales (folio integer)");
    const [before] = await connection.query("SHOW search_path");
    await chain({ r1: unique }).go(connection, { targetSchema: "casa" });
    expect(
      await connection.query("SELECT schemaname FROM pg_indexes WHERE indexname = 'vales_folio'"),
    ).toEqual([{ schemaname: "casa" }]);
    expect((await connection.query("SHOW search_path"))[0]).toEqual(before);
    await connection.script("DROP SCHEMA casa CASCADE");
  });
});
