import { describe, expect, it } from "vitest";
import { emptyCatalog } from "../../src/catalog/index.js";
import { compile, operationKinds } from "../../src/dialect/index.js";
import type { Connection } from "../../src/driver/index.js";
import { locksOf } from "../../src/lint/index.js";
import { type AnyOperation, operation, sql } from "../../src/operation/index.js";
import { engines, openEngine } from "../engines.js";

/** Every drop, of something that is not there. */
const drops: readonly AnyOperation[] = [
  operation("dropAggregate", "x", { args: "integer", ifExists: true }),
  operation("dropCast", "text", "point", { ifExists: true }),
  operation("dropCollation", "x", { ifExists: true }),
  operation("dropColumn", "t", "x", { ifExists: true }),
  operation("dropCompositeType", "x", { ifExists: true }),
  operation("dropConstraint", "x", { table: "t", ifExists: true }),
  operation("dropDomain", "x", { ifExists: true }),
  operation("dropEnum", "x", { ifExists: true }),
  operation("dropEventTrigger", "x", { ifExists: true }),
  operation("dropExtension", "x", { ifExists: true }),
  operation("dropForeignDataWrapper", "x", { ifExists: true }),
  operation("dropForeignServer", "x", { ifExists: true }),
  operation("dropForeignTable", "x", { ifExists: true }),
  operation("dropFunction", "x", { ifExists: true }),
  operation("dropIndex", "x", { ifExists: true }),
  operation("dropMaterializedView", "x", { ifExists: true }),
  operation("dropOperator", "===", { left: "integer", right: "integer", ifExists: true }),
  operation("dropOperatorClass", "x", { method: "btree", ifExists: true }),
  operation("dropOperatorFamily", "x", { method: "btree", ifExists: true }),
  operation("dropPolicy", "x", { table: "t", ifExists: true }),
  operation("dropProcedure", "x", { ifExists: true }),
  operation("dropPublication", "x", { ifExists: true }),
  operation("dropRangeType", "x", { ifExists: true }),
  operation("dropRole", "limbeck_nobody", { ifExists: true }),
  operation("dropRule", "x", { table: "t", ifExists: true }),
  operation("dropSchema", "x", { ifExists: true }),
  operation("dropSequence", "x", { ifExists: true }),
  operation("dropStatistics", "x", { ifExists: true }),
  operation("dropSubscription", "x", { ifExists: true }),
  operation("dropTable", "x", { ifExists: true }),
  operation("dropTextSearchConfiguration", "x", { ifExists: true }),
  operation("dropTextSearchDictionary", "x", { ifExists: true }),
  operation("dropTextSearchParser", "x", { ifExists: true }),
  operation("dropTextSearchTemplate", "x", { ifExists: true }),
  operation("dropTrigger", "x", { table: "t", ifExists: true }),
  operation("dropUserMapping", "public", { server: "x", ifExists: true }),
  operation("dropView", "x", { ifExists: true }),
];

const creations: readonly AnyOperation[] = [
  operation("createSchema", "s", { ifNotExists: true, comment: "s" }),
  operation("createExtension", "plpgsql", { ifNotExists: true }),
  operation("createTable", "t", {
    columns: { id: { type: "integer", comment: "it" } },
    rowSecurity: true,
    ifNotExists: true,
  }),
  operation("addColumn", "t", "a", { type: "text", storage: "external", ifNotExists: true }),
  operation("createIndex", "t_a", { table: "t", columns: ["a"], ifNotExists: true }),
  operation("createStatistics", "t_st", {
    table: "t",
    columns: ["id", "a"],
    target: 10,
    ifNotExists: true,
  }),
  operation("createSequence", "q", { ifNotExists: true, unlogged: false }),
  operation("createMaterializedView", "m", { as: sql`SELECT 1 AS n`, ifNotExists: true }),
  operation("createCollation", "c", { lcCollate: "C", lcCtype: "C", ifNotExists: true }),
  operation("createForeignServer", "f", { wrapper: "w", ifNotExists: true }),
  operation("createUserMapping", "public", { server: "f", ifNotExists: true }),
  operation("createForeignTable", "ft", {
    server: "f",
    columns: { id: { type: "integer" } },
    ifNotExists: true,
  }),
];

describe.each(engines)("%s", (engine) => {
  const inside = async (work: (run: Run, connection: Connection) => Promise<void>) => {
    const { connection, close } = await openEngine(engine);
    try {
      await connection.script("BEGIN");
      const run: Run = async (operation) => {
        for (const { sql } of compile(operation, connection.server)) await connection.script(sql);
      };
      await work(run, connection);
    } finally {
      await connection.script("ROLLBACK");
      await close();
    }
  };
  type Run = (operation: AnyOperation) => Promise<void>;

  it("every drop passes over what is not there", () =>
    inside(async (run, connection) => {
      await connection.script("CREATE TABLE t (id integer)");
      for (const drop of drops) await run(drop);
    }));

  it("a creation passes over what is there, and can run twice", () =>
    inside(async (run, connection) => {
      await connection.script("CREATE FOREIGN DATA WRAPPER w");
      for (const creation of [...creations, ...creations]) await run(creation);
    }));
});

it("no drop is left out", () => {
  const all = operationKinds.filter((kind) => kind.startsWith("drop"));
  expect(drops.map(({ kind }) => kind).sort()).toEqual(all.sort());
});

it("what a second run would add again is refused", () => {
  const check = operation("createTable", "t", {
    columns: { id: { type: "integer" } },
    checks: { positive: { check: sql`id > 0`, notValid: true } },
    ifNotExists: true,
  });
  expect(() => compile(check, { major: 18 })).toThrow(
    "ifNotExists and notValid do not go together",
  );
  const column = operation("addColumn", "t", "a", {
    type: "text",
    notNull: { notValid: true },
    ifNotExists: true,
  });
  expect(() => compile(column, { major: 18 })).toThrow("ifNotExists and notValid");
});

it("a table that may have been there is not taken for a new one", () => {
  const before = emptyCatalog(18);
  const index = operation("createIndex", "t_id", { table: "t", columns: ["id"] });
  const made = (ifNotExists: boolean) =>
    operation("createTable", "t", { columns: { id: { type: "integer" } }, ifNotExists });
  expect(locksOf([made(false), index], before)).toEqual([]);
  expect(locksOf([made(true), index], before)).toMatchObject([{ table: "t", work: "scan" }]);
});
