import { createHash } from "node:crypto";
import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { bigint, pgTable, text } from "drizzle-orm/pg-core";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { openConnection, withConnection } from "../../src/driver/engines.js";
import { testDatabase } from "../../src/testing/index.js";
import { revisionFile } from "../cli/cli-project.js";
import { longer, testedProject } from "./project.js";

const project = testedProject();
const { dir: cwd } = project;
const vales = pgTable("vales", {
  id: bigint({ mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  folio: text().notNull(),
});
const folios = "SELECT folio FROM vales ORDER BY folio";

for (const place of ["embedded", "server"])
  describe(`testDatabase, ${place}`, async () => {
    const url = place === "server" ? inject("serverUrl") : undefined;
    const db = await testDatabase({ cwd, url });
    const orm = drizzle(db.client as never);

    beforeAll(async () => {
      await db.query("INSERT INTO vales (folio) VALUES ($1)", ["for all"]);
    });

    it("is at head, and has what was put in for all tests", async () => {
      expect(await db.query("SELECT version_num FROM limbeck_version")).toEqual([
        { version_num: longer },
      ]);
      await orm.insert(vales).values({ folio: "first test" });
      expect(await db.query(folios)).toHaveLength(2);
    });

    it("is as new in the next test", async () => {
      expect(await db.query(folios)).toEqual([{ folio: "for all" }]);
    });

    it("goes on after a statement that fails, as outside of a transaction", async () => {
      const again = db.query("INSERT INTO vales (folio) VALUES ('for all')");
      await expect(again).rejects.toMatchObject({ code: "23505" });
      expect(await db.query(folios)).toEqual([{ folio: "for all" }]);
    });

    it("commits and rolls back what the code under test begins", async () => {
      await orm.transaction(async (tx) => {
        await tx.insert(vales).values({ folio: "kept" });
        await tx
          .transaction(async (inner) => {
            await inner.insert(vales).values({ folio: "inner" });
            throw new Error("no");
          })
          .catch(() => {});
      });
      const failed = orm.transaction(async (tx) => {
        await tx.insert(vales).values({ folio: "lost" });
        await tx.insert(vales).values({ folio: "kept" });
      });
      await expect(failed).rejects.toThrow();
      await db.query("BEGIN");
      await expect(db.query("SELECT 1/0")).rejects.toMatchObject({ code: "22012" });
      await expect(db.query("SELECT 1")).rejects.toMatchObject({ code: "25P02" });
      await db.query("COMMIT");
      await Promise.all([1, 2, 3].map((n) => db.query("SELECT $1::int", [n])));
      expect(await db.query(folios)).toEqual([{ folio: "for all" }, { folio: "kept" }]);
    });

    it("is another one for whoever asks while it is in use", async () => {
      const other = await testDatabase({ cwd, url, runner: false });
      expect(await other.query(folios)).toEqual([]);
      await other.close();
      expect(await db.query(folios)).toEqual([{ folio: "for all" }]);
    });
  });

describe("testDatabase, a clone for each test", async () => {
  const url = inject("serverUrl");
  const db = await testDatabase({ cwd, url, isolation: "clone" });
  const orm = drizzle(db.client as never);
  const seen = new Set<string>();

  it.each([1, 2])("is a database of its own, for code that connects by itself (%i)", async () => {
    seen.add(db.url!);
    expect(await orm.select().from(vales)).toEqual([]);
    await withConnection(db.url!, {}, (other) =>
      other.query("INSERT INTO vales (folio) VALUES ('committed')"),
    );
    expect(await db.query(folios)).toEqual([{ folio: "committed" }]);
  });

  it("leaves nothing behind but one template, made anew when a revision comes", async () => {
    expect(seen.size).toBe(2);
    const admin = await openConnection(url, {});
    const named = async (like: string) =>
      (
        await admin.query<{ datname: string }>(
          "SELECT datname FROM pg_database WHERE datname LIKE $1",
          [like],
        )
      ).map((row) => row.datname);
    for (const one of seen) expect(await named(new URL(one).pathname.slice(1))).toEqual([]);
    const family = createHash("sha256").update(join(cwd, "migrations")).digest("hex").slice(0, 8);
    const before = await named(`limbeck\\_template\\_${family}%`);
    project.write({
      "migrations/27c6a30d7c24_more.ts": revisionFile("27c6a30d7c24", longer, "", ""),
    });
    const next = await testDatabase({ cwd, url, runner: false });
    expect(await next.query("SELECT version_num FROM limbeck_version")).toEqual([
      { version_num: "27c6a30d7c24" },
    ]);
    await next.close();
    const after = await named(`limbeck\\_template\\_${family}%`);
    expect([before.length, after.length]).toEqual([1, 1]);
    expect(after).not.toEqual(before);
    for (const name of after) await admin.script(`DROP DATABASE ${name}`);
    await admin.close();
  });
});

it("clones on a server only", () =>
  expect(testDatabase({ cwd, isolation: "clone", runner: false })).rejects.toMatchObject({
    code: "options-invalid",
  }));
