import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { openConnection, withConnection } from "../../src/driver/engines.js";
import { withDatabase } from "../server.js";
import { buildCli, start } from "./built-cli.js";
import { cliProject, line, revisionFile, shown } from "./cli-project.js";

// Whole processes, and embedded databases, on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

buildCli();

const sleeps = revisionFile(
  "b",
  "a",
  'op.execute("CREATE TABLE half (id int)");\n  op.execute("SELECT pg_sleep(30)");',
);

describe("a run that is interrupted", () => {
  test.each(["SIGINT", "SIGTERM"] as const)("by %s on a server", async (signal) => {
    await withDatabase(async (url) => {
      const project = cliProject({ ...line("a"), "migrations/b.ts": sleeps });
      const { child, ended } = start(project, ["upgrade", "--url", url]);
      await withConnection(url, {}, async (connection) => {
        const asleep =
          "SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)' AND state = 'active' AND datname = current_database()";
        while ((await connection.query(asleep)).length === 0);
        child.kill(signal);
        expect(shown(await ended, project.dir)).toMatchInlineSnapshot(`
          "exit 1
          database: localhost:PORT/DATABASE as postgres
            ↑ a  a  TIME
          ! error interrupted during b
          ! b was rolled back; the database stands at a
          !   → Run the same command again to go on.
          !   migration-interrupted"
        `);
        expect(
          await connection.query("SELECT version_num, to_regclass('half') FROM limbeck_version"),
        ).toEqual([{ version_num: "a", to_regclass: null }]);
      });
    });
  });

  test("on the embedded database, and goes on later", async () => {
    const project = cliProject({
      ...line("a"),
      "migrations/b.ts": revisionFile(
        "b",
        "a",
        'op.run("wait", async () => {\n    console.log("waiting now");\n    await new Promise((r) => setTimeout(r, 1000));\n  });',
      ),
      "migrations/c.ts": revisionFile("c", "b", ""),
    });
    const { child, ended, said } = start(project, "upgrade");
    await said("waiting now");
    child.kill("SIGINT");
    expect(shown(await ended, project.dir)).toMatchInlineSnapshot(`
      "exit 1
      database: embedded .limbeck/db
        ↑ a  a  TIME
      ! waiting now
      ! error interrupted during b
      ! b was rolled back; the database stands at a; not run: c
      !   → Run the same command again to go on.
      !   migration-interrupted"
    `);
    expect((await start(project, "current -q").ended).out).toBe("a  ← base  a\n");
    expect(shown(await start(project, "upgrade --json").ended, project.dir)).toContain('"c"');
  });

  test("while it waits for a server", async () => {
    const silent = createServer().listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const project = cliProject();
    const { child, ended } = start(project, `upgrade --url postgresql://ana@127.0.0.1:${port}/app`);
    await once(silent, "connection");
    const asked = performance.now();
    child.kill("SIGINT");
    expect(shown(await ended, project.dir)).toMatchInlineSnapshot(`
      "exit 1
      ! error interrupted before anything ran
      !   migration-interrupted"
    `);
    expect(performance.now() - asked).toBeLessThan(5_000); // not the ten seconds of a connection
    silent.close();
  });

  test("while models load", async () => {
    const project = cliProject({
      "limbeck.config.ts": `import { defineConfig } from "limbeck";
import { drizzle } from "limbeck/drizzle";
export default defineConfig({ url: "pglite:.limbeck/db", models: drizzle("./models.ts") });
`,
      "models.ts": 'console.error("loading");\nawait new Promise((r) => setTimeout(r, 60_000));\n',
    });
    const { child, ended, said } = start(project, "check");
    await said("loading");
    child.kill("SIGINT");
    expect(shown(await ended, project.dir)).toMatchInlineSnapshot(`
      "exit 1
      ! loading
      ! error interrupted
      !   migration-interrupted"
    `);
  });
});

describe("two processes on one embedded directory", () => {
  const files = {
    "migrations/a.ts": revisionFile(
      "a",
      null,
      'op.execute("CREATE TABLE rows (who text)");\n  op.run("wait", async (tx) => {\n    console.log("at work");\n    const { existsSync } = await import("node:fs");\n    while (!existsSync("go-on")) await new Promise((r) => setTimeout(r, 20));\n    await tx.query(sql`INSERT INTO rows VALUES (\'first\')`);\n  });',
      'op.dropTable("rows");',
    ),
  };

  test("take turns", async () => {
    const project = cliProject(files);
    const first = start(project, "upgrade");
    await first.said("at work");
    project.write({
      "migrations/b.ts": revisionFile(
        "b",
        "a",
        "op.execute(\"INSERT INTO rows VALUES ('second')\");",
      ),
    });
    const impatient = start(project, "upgrade --lock-timeout 100ms");
    const second = start(project, "upgrade --lock-timeout 60s");
    const { pid } = first.child;
    expect(
      shown(await impatient.ended, project.dir)
        .replace(String(pid), "PID")
        .replace(/ on .* \(since .*\)/, ""),
    ).toMatchInlineSnapshot(`
      "exit 4
      ! error the embedded database .limbeck/db is open in process PID, and was not free within TIME
      !   → Stop that process and run the command again. If it no longer exists, delete .limbeck/db.lock.
      !   database-owned"
    `);
    project.write({ "go-on": "" });
    expect((await first.ended).status).toBe(0);
    expect(shown(await second.ended, project.dir)).toMatchInlineSnapshot(`
      "exit 0
      database: embedded .limbeck/db
        ↑ b  b  TIME
      upgraded a → b: 1 revision"
    `);
    const connection = await openConnection(`pglite:${project.dir}/.limbeck/db`);
    expect(await connection.query("SELECT who FROM rows ORDER BY 1")).toEqual([
      { who: "first" },
      { who: "second" },
    ]);
    await connection.close();
  });
});

/** What a revision waits with, for as long as the test holds that lock. */
const untilReleased = `DO $$BEGIN
  WHILE NOT pg_try_advisory_xact_lock(4711) LOOP PERFORM pg_sleep(0.02); END LOOP;
END$$`;

describe("two processes on one server", () => {
  test("the second finds the work done, or gives up in time", async () => {
    await withDatabase(async (url) => {
      const project = cliProject({
        "migrations/a.ts": revisionFile("a", null, `op.execute(\`${untilReleased}\`);`),
      });
      const { first, second, impatient } = await withConnection(url, {}, async (connection) => {
        await connection.query("SELECT pg_advisory_lock(4711)");
        const first = start(project, ["upgrade", "--url", url]);
        const asleep =
          "SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()";
        while ((await connection.query(asleep)).length === 0) await sleep(20);
        const second = start(project, ["upgrade", "--url", url]);
        const { ended } = start(project, ["upgrade", "--url", url, "--lock-timeout", "100ms"]);
        return { first, second, impatient: await ended };
      });
      expect(
        shown(impatient, project.dir)
          .replace(/process \d+/, "process PID")
          .replace(/since [^;]*/, "since THEN"),
      ).toMatchInlineSnapshot(`
        "exit 4
        database: localhost:PORT/DATABASE as postgres
        ! error another run holds the migration lock: process PID (limbeck), since THEN; waited TIME
        !   → Wait for it and run again, or give it longer with --lock-timeout 5m.
        !   lock-timeout"
      `);
      expect((await first.ended).status).toBe(0);
      expect(shown(await second.ended, project.dir)).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        nothing to do: at a"
      `);
    });
  });
});

describe("a process", () => {
  const noisy = {
    "limbeck.config.ts": `console.log("config");
import { defineConfig } from "limbeck";
export default defineConfig({ migrations: "./migrations" });
`,
    ...line("a"),
  };

  test("keeps stdout for the result", async () => {
    const { status, out, err } = await start(cliProject(noisy), "heads --json").ended;
    expect({ status, revisions: JSON.parse(out).length, err }).toEqual({
      status: 0,
      revisions: 1,
      err: "config\n",
    });
  });

  test("shows no stack of what nobody caught", async () => {
    const project = cliProject({
      "limbeck.config.ts": `Promise.reject(new Error("forgotten"));
export default async () => new Promise((r) => setTimeout(() => r({}), 500));
`,
    });
    expect(shown(await start(project, "heads").ended, project.dir)).toMatchInlineSnapshot(`
      "exit 1
      ! error forgotten
      !   internal: this should not have happened; --verbose shows where"
    `);
    const { out } = await start(project, "heads --json").ended;
    expect(JSON.parse(out)).toEqual({ error: { code: "internal", message: "forgotten" } });
  });

  test("does not mind a closed pipe", async () => {
    const { child, ended } = start(
      cliProject(line(...Array.from({ length: 50 }, (_, i) => `r${i}`))),
      "history -v",
    );
    child.stdout?.destroy();
    expect(await ended).toEqual({ status: 0, out: "", err: "" });
  });

  test("has colour as the environment says", async () => {
    const project = cliProject(line("a"));
    const coloured = async (env: Record<string, string>) =>
      (await start(project, "heads", env).ended).out.includes("\u001b[");
    expect(await coloured({})).toBe(false);
    expect(await coloured({ FORCE_COLOR: "1" })).toBe(true);
    expect(await coloured({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
    expect(await coloured({ FORCE_COLOR: "0" })).toBe(false);
  });
});
