import { expect, test } from "vitest";
import type { PlanReport } from "../../src/index.js";
import { withDatabase } from "../server.js";
import { cliProject, line, revisionFile } from "./cli-project.js";
import { quickScratch } from "./git-project.js";

test("plan shows what the next revisions do to the tables that are there", () =>
  withDatabase(async (url) => {
    const project = cliProject({
      ...quickScratch(),
      ...line("a"),
      "migrations/b.ts": revisionFile(
        "b",
        "a",
        `op.addColumn("a", "n", { type: "integer" });
  op.createTable("other", { columns: { n: { type: "integer" } } });
  op.createIndex("ix", { table: "a", columns: ["n"] });
  op.run("number them", async () => {});`,
        'op.dropTable("other");\n  op.dropColumn("a", "n");',
      ),
      "migrations/c.ts": revisionFile(
        "c",
        "b",
        'op.createIndex("iy", { table: "other", columns: ["n"] });\n  op.dropColumn("a", "id");',
      ),
    });
    const at = ["--url", url];
    await project.run(["upgrade", "a", ...at]);
    expect(await project.see(["plan", "-v", ...at])).toMatchInlineSnapshot(`
      "exit 0
      database: localhost:PORT/DATABASE as postgres
      at a; 2 revisions to run

      b  b
        locks  a: ACCESS EXCLUSIVE; reads and writes wait
        locks  a: SHARE while all rows are read; writes wait
               instead: concurrently: true builds it while they go on, outside the transaction
        loses  rows of table other, on downgrade
        loses  values of column a.n, on downgrade
        ALTER TABLE a ADD COLUMN n integer;
        CREATE TABLE other (
          n integer
        );
        CREATE INDEX ix ON a (n);
        -- data step "number them" (migrations/b.ts:11)

      c  c
        locks  a: ACCESS EXCLUSIVE; reads and writes wait
        loses  values of column a.id
        CREATE INDEX iy ON other (n);
        ALTER TABLE a DROP COLUMN id;

      Run them: limbeck upgrade --url postgresql://postgres@localhost:PORT/DATABASE"
    `);
    const next = JSON.parse((await project.run(["plan", "+1", "--json", ...at])).out) as PlanReport;
    expect(next.from).toEqual(["a"]);
    expect(next.revisions.map(({ revision }) => revision)).toEqual(["b"]);
    await project.run(["upgrade", ...at]);
    expect(await project.see(["plan", ...at])).toContain("nothing to do: at c");
    expect(await project.run(["plan", "-q", ...at])).toMatchObject({ status: 0, out: "" });
    project.remove("migrations/c.ts");
    expect((await project.run(["plan", ...at])).err).toContain("database-ahead");
  }));
