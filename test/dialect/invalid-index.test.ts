import { expect, it } from "vitest";
import { readCatalog } from "../../src/dialect/index.js";
import { openEngine } from "../engines.js";
import { changes, load } from "../transition.js";

it("an index that is not valid is made anew", async () => {
  const { connection, close } = await openEngine("server");
  try {
    const wanted = await load(
      connection,
      "create table t (id integer); create unique index t_id on t (id)",
    );
    await connection.script("drop index t_id; insert into t values (1), (1)");
    await expect(
      connection.query("create unique index concurrently t_id on t (id)"),
    ).rejects.toThrow("could not create unique index");
    const { operations } = changes(await readCatalog(connection), wanted);
    expect(operations.map(({ kind }) => kind)).toEqual(["dropIndex", "createIndex"]);
  } finally {
    await close();
  }
});
