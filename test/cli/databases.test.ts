import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { heads, upgrade } from "../../src/index.js";
import { cliProject } from "./cli-project.js";

// Throwaway databases on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const config = `import { defineConfig, sqlFiles } from "limbeck";
export default defineConfig({
  revisionId: "%04d",
  databases: {
    main: { url: "pglite:.limbeck/main", models: sqlFiles("./db/main/*.sql") },
    events: { url: "pglite:.limbeck/events", models: sqlFiles("./db/events/*.sql"), schema: "log" },
  },
});
`;
const folders = { "migrations/main/README": "", "migrations/events/README": "" };
const models = {
  "db/main/vales.sql": "CREATE TABLE vales (id int);",
  "db/events/events.sql": "CREATE TABLE events (at timestamptz);",
};

describe("a project with several databases", () => {
  it("has a revision for each that changed, and brings each up in its turn", async () => {
    const { see, json, write, dir } = cliProject({
      "limbeck.config.ts": config,
      ...models,
      ...folders,
    });
    const files = (name: string) =>
      readdirSync(join(dir, "migrations", name)).filter((file) => file.endsWith(".ts"));
    expect(await see("generate first -q")).toContain("exit 0");
    for (const name of ["main", "events"]) expect(files(name)).toEqual(["0001_first.ts"]);
    expect(await see("upgrade")).toMatchInlineSnapshot(`
      "exit 0
      main:
      database: embedded .limbeck/main
        ↑ 0001  first  TIME
      upgraded base → 0001: 1 revision

      events:
      database: embedded .limbeck/events
        ↑ 0001  first  TIME
      upgraded base → 0001: 1 revision"
    `);
    expect(await json("current")).toMatchObject({
      main: { atHead: true, revisions: [{ revision: "0001" }] },
      events: { atHead: true, revisions: [{ revision: "0001" }] },
    });

    write({ "db/events/events.sql": "CREATE TABLE events (at timestamptz, what text);" });
    expect(await see("check")).toMatchInlineSnapshot(`
      "exit 3
      main:
      equal: the models and the migrations, 2 objects

      events:
      different: the models from the migrations, in 1 object
        + column events.what

      Write the revision that closes the gap: limbeck generate --db events"
    `);
    expect(await json("generate what")).toMatchObject({
      main: { operations: 0 },
      events: { revision: "0002" },
    });
    expect(await see("generate -q")).toContain("exit 0");
    expect(files("main")).toEqual(["0001_first.ts"]);
    const { main, events } = await json<Record<string, { sections: object[] }>>("doctor");
    expect([main!.sections.length, events!.sections.length]).toEqual([5, 5]);
    expect(await see("heads --db events")).toMatch(/^exit 0\n0002/);
    expect(await see("downgrade base --db events -q")).toBe("exit 0");
    expect(await see("current")).toMatch(/main:[\s\S]*0001[\s\S]*events:[\s\S]*base/);
  });

  it("ends the row where one fails, and says which are left", async () => {
    const { fails, dir } = cliProject({
      "limbeck.config.ts": config,
      ...models,
      "migrations/events/README": "",
    });
    expect(await fails("upgrade")).toMatchInlineSnapshot(`
      "exit 2
      main:
      ! error main: the migrations folder migrations/main does not exist
      !   → Restore it, or begin with an empty one: mkdir migrations/main
      !     If it lies elsewhere, name it in the configuration: migrations: "./db/migrations"
      !     Not looked at: events.
      !   script-missing"
    `);
    expect(existsSync(join(dir, ".limbeck/events"))).toBe(false);
  });

  it("wants one to be named where all would be too much", async () => {
    const { fails, dir } = cliProject({
      "limbeck.config.ts": config,
      ...models,
      ...folders,
    });
    expect(await fails("downgrade base")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts has several databases: main, events
      !   → Name one: --db main
      !   database-unchosen"
    `);
    for (const line of ["upgrade --sql", "reset --yes", "seed", "ci --output ci.md"])
      expect(await fails(line), line).toContain("database-unchosen");
    expect(await fails("upgrade --url pglite::memory:")).toContain("database-unchosen");
    expect(await fails("heads --db man")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts has no database "man"
      !   → Did you mean "main"?
      !   config-invalid"
    `);
    await expect(upgrade({ cwd: dir })).rejects.toMatchObject({ code: "database-unchosen" });
    await expect(heads({ cwd: dir, database: "main" })).resolves.toEqual([]);
  });

  it("is checked as a configuration is, each database by itself", async () => {
    const { fails, write } = cliProject({});
    const configured = (databases: string) =>
      write({ "limbeck.config.ts": `export default { databases: ${databases} };` });
    configured(`{ main: { modells: [] } }`);
    expect(await fails("heads")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts: there is no setting \`databases.main.modells\`
      !   → Did you mean \`databases.main.models\`?
      !   config-invalid"
    `);
    configured(`{ main: { plugins: [] } }`);
    expect(await fails("heads")).toContain("there is no setting `databases.main.plugins`");
    configured(`{ "a b": {} }`);
    expect(await fails("heads")).toContain("an object of databases by name");
  });
});
