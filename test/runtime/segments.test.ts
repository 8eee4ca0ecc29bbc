import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../src/driver/index.js";
import { readHeads } from "../../src/runtime/index.js";
import { engines, openEngine } from "../engines.js";
import { reset } from "../transition.js";
import { chain, table, watched } from "./revisions.js";

/** A new value of an enum can be used only after a commit: such a revision has two parts. */
describe.each(engines)("%s", (engine) => {
  let connection: Connection;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ connection, close } = await openEngine(engine));
  });
  beforeEach(async () => {
    await reset(connection);
    await connection.script(
      "CREATE TYPE estado AS ENUM ('a'); CREATE TABLE vales (estado estado); CREATE TABLE divisor AS SELECT 0 AS n",
    );
  });
  afterAll(() => close());

  const add = `op.createTable("nueva", { columns: { id: { type: "integer" } } });
  op.addEnumValue("estado", "b");`;
  const use = `op.execute("INSERT INTO vales SELECT 'b' WHERE 1 / (SELECT n FROM divisor) = 1");`;
  const both = { r1: `${add}\n  ${use}`, r2: "" };
  const journal = () =>
    connection.query("SELECT revision, segment, complete FROM limbeck_journal ORDER BY id");

  it("adds a value and uses it, in two transactions", async () => {
    await connection.script("UPDATE divisor SET n = 1");
    await chain(both).go(connection);
    expect(await connection.query("SELECT estado::text FROM vales")).toEqual([{ estado: "b" }]);
    expect(await journal()).toEqual([
      { revision: "r1", segment: 0, complete: false },
      { revision: "r1", segment: 1, complete: true },
      { revision: "r2", segment: 0, complete: true },
    ]);
  });

  it("goes on where an earlier run broke off", async () => {
    const { go } = chain(both);
    await expect(go(connection)).rejects.toMatchObject({
      code: "migration-failed",
      message: expect.stringMatching(
        /division by zero.*r1 stays committed up to part 1, the rest was rolled back.*stands at base; not run: r2$/s,
      ),
    });
    expect(await readHeads(connection, table)).toEqual([]);
    expect(await journal()).toEqual([{ revision: "r1", segment: 0, complete: false }]);

    await connection.script("UPDATE divisor SET n = 1");
    const { connection: again, sent } = watched(connection);
    await go(again);
    expect(sent.join("\n")).not.toContain("ADD VALUE");
    expect(await readHeads(connection, table)).toEqual(["r2"]);
    expect(await connection.query("SELECT estado::text FROM vales")).toEqual([{ estado: "b" }]);
  });

  it.each([
    ["another first part", add.replace('"b"', '"c"') + use],
    ["no second part", add],
    ["a read", `await op.query("SELECT 1");\n${add}`],
    ["a data step", `${add}\n  op.run("x", () => {});`],
  ])("refuses to go on with a file that has since got %s", async (_, changed) => {
    const { go, write } = chain(both);
    await expect(go(connection)).rejects.toThrow("division by zero");
    await connection.script("UPDATE divisor SET n = 1");
    write("r1", changed);
    await expect(go(connection)).rejects.toMatchObject({
      code: "migration-failed",
      message: expect.stringContaining("the file has since been changed"),
    });
    write("r1", both.r1);
    expect(await go(connection)).toMatchObject({ to: ["r2"] });
  });

  it("takes a change of what had not run yet", async () => {
    const { go, write } = chain(both);
    await expect(go(connection)).rejects.toThrow("division by zero");
    write("r1", `${add}\n  op.execute("INSERT INTO vales VALUES ('b'), ('b')");`);
    await go(connection);
    expect(await connection.query("SELECT FROM vales")).toHaveLength(2);
  });

  it("refuses the use of a new value in a revision that also reads", async () => {
    const { go } = chain({ r1: `${add}\n  ${use}\n  await op.query("SELECT 1");` });
    await expect(go(connection)).rejects.toMatchObject({
      code: "operation-invalid",
      message: expect.stringContaining("op.addEnumValue needs a commit behind it"),
    });
  });
});
