import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { check, downgrade, stamp, status, upgrade } from "limbeck";
import { expect, it } from "vitest";
import { copyOf } from "../../testing/copy.js";
import { onBothDatabases } from "../../testing/databases.js";
import { examine } from "../../testing/doctor.js";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const head = "164cf67dea8e";

// The problems that the document lists, in its order, and the ways out.
await onBothDatabases("memorymeet", ({ url, use }) => {
  it("names a model that is not registered, so that its change is not missed", async () => {
    const copy = copyOf("memorymeet", `troubles-${url.startsWith("pglite:") ? "here" : "there"}`);
    mkdirSync(`${copy}/src/models/nuevo`);
    writeFileSync(
      `${copy}/src/models/nuevo/notification.ts`,
      `import { pgTable, varchar } from "drizzle-orm/pg-core";
export const notifications = pgTable("notifications", { id: varchar("id", { length: 50 }).primaryKey() });
`,
    );
    expect(await check({ cwd: copy })).toMatchObject({ equal: true });
    expect((await examine(copy, url, ["ci"]))["all-models"]).toMatchObject({
      status: "failed",
      text: expect.stringContaining("src/models/nuevo/notification.ts"),
    });
  });

  it("says that a relation is there already, and what to look at before it is recorded", async () => {
    await use((query) => query("create table meetings (id int)"));
    await expect(upgrade({ cwd, url })).rejects.toMatchObject({
      code: "already-exists",
      message: expect.stringContaining("meetings"),
      hint: expect.stringContaining("limbeck stamp"),
    });
    expect(await check({ cwd, url, from: "database" })).toMatchObject({ equal: false });
    await use((query) => query("drop table meetings"));

    await upgrade({ cwd, url });
    await use((query) => query("delete from alembic_version"));
    await expect(upgrade({ cwd, url })).rejects.toMatchObject({ code: "already-exists" });
    expect(await check({ cwd, url, from: "database" })).toMatchObject({ equal: true });
    await stamp({ cwd, url, revisions: ["head"] });
    expect(await status({ cwd, url })).toMatchObject({ ok: true });
  });

  it("says where a database is out of step, and an upgrade brings it on", async () => {
    await downgrade({ cwd, url, target: "base" });
    expect(await status({ cwd, url })).toMatchObject({
      ok: false,
      pending: [{ revision: head }],
    });
    await upgrade({ cwd, url });
    expect(await status({ cwd, url })).toMatchObject({ ok: true, pending: [] });
  });

  it("says that a database is at a revision of another release", async () => {
    await use((query) => query("update alembic_version set version_num = 'ffffffffffff'"));
    expect(await status({ cwd, url })).toMatchObject({ ok: false, unknown: ["ffffffffffff"] });
    await expect(upgrade({ cwd, url })).rejects.toMatchObject({
      code: "database-ahead",
      hint: expect.stringContaining("on another branch or in a newer release"),
    });
  });
});
