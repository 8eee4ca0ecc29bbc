import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { type CatalogObject, catalogOf } from "../../src/catalog/index.js";
import { withScratch } from "../../src/commands/index.js";
import { sql } from "../../src/operation/index.js";
import { rebuiltCatalog } from "../../src/scratch/index.js";

/** A view that does not say what it reads. */
const view = (name: string, query: string): CatalogObject => ({
  id: `view ${name}`,
  kind: "view",
  name,
  data: { as: sql.raw(query), output: [["n", "integer"]] },
  dependsOn: [],
});

const rebuilt = (...objects: CatalogObject[]) =>
  withScratch({ cwd: tmpdir() }, (scratch) =>
    rebuiltCatalog(scratch, catalogOf(13, objects), {}, "db.example.com"),
  );

test("what is made in the wrong order is not the server's fault", async () => {
  const failed = rebuilt(view("a", "SELECT n FROM b"), view("b", "SELECT 1 AS n"));
  await expect(failed).rejects.toMatchObject({
    code: "rebuild-failed",
    message: expect.stringContaining('relation "b" does not exist'),
    hint: expect.stringContaining(
      "view b is in the database: Limbeck made things in the wrong order",
    ),
  });
});

test("what scratch lacks, another server may have", async () => {
  await expect(rebuilt(view("a", "SELECT n FROM elsewhere"))).rejects.toMatchObject({
    code: "rebuild-failed",
    hint: expect.stringMatching(/^Name a server of the same version/),
  });
});
