import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { lockKey } from "../../src/runtime/version-table.js";
import { withDatabase } from "../server.js";
import { buildCli, start } from "./built-cli.js";
import { cliProject, line, revisionFile } from "./cli-project.js";

buildCli();

type Event = Readonly<Record<string, unknown>>;

/** Every line of stderr has to be an object with the fields that all have. */
function events(err: string): Event[] {
  expect(err.endsWith("\n")).toBe(true);
  return err
    .trimEnd()
    .split("\n")
    .map((text) => {
      const event = JSON.parse(text) as Event;
      expect(String(event.time)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(event.message).toEqual(expect.any(String));
      return event;
    });
}

/** A project whose database is on the tests' server. */
function onServer(url: string, files: Readonly<Record<string, string>>) {
  return cliProject({ ...files, ".env": `DATABASE_URL=${url}\n` });
}

/** What happened, without what differs from run to run. */
function told(err: string): Event[] {
  return events(err).map(({ time, ms, version, ...rest }) => ({
    ...rest,
    message: String(rest.message)
      .replace(/\d+ ms/, "9 ms")
      .replace(/localhost:.*/, "DATABASE"),
    ...(rest.database !== undefined && { database: "DATABASE" }),
    ...(typeof ms === "number" && { ms: 9 }),
  }));
}

describe("--log-format json", () => {
  test("tells of every revision, and how long it took", () =>
    withDatabase(async (url) => {
      const project = onServer(url, line("a", "b"));
      const { status, out, err } = await project.run("upgrade --log-format json -q");
      expect([status, out]).toEqual([0, ""]);
      expect(told(err)).toMatchInlineSnapshot(`
        [
          {
            "command": "upgrade",
            "event": "command.start",
            "level": "info",
            "message": "limbeck upgrade",
          },
          {
            "event": "progress",
            "level": "info",
            "message": "opening the database",
          },
          {
            "database": "DATABASE",
            "event": "run.start",
            "level": "info",
            "message": "2 revisions to run on DATABASE",
            "steps": 2,
          },
          {
            "direction": "upgrade",
            "event": "step.start",
            "index": 1,
            "level": "info",
            "message": "upgrade a",
            "of": 2,
            "revision": "a",
            "title": "a",
          },
          {
            "direction": "upgrade",
            "event": "step.end",
            "index": 1,
            "level": "info",
            "message": "upgrade a took 9 ms",
            "ms": 9,
            "of": 2,
            "revision": "a",
            "title": "a",
          },
          {
            "direction": "upgrade",
            "event": "step.start",
            "index": 2,
            "level": "info",
            "message": "upgrade b",
            "of": 2,
            "revision": "b",
            "title": "b",
          },
          {
            "direction": "upgrade",
            "event": "step.end",
            "index": 2,
            "level": "info",
            "message": "upgrade b took 9 ms",
            "ms": 9,
            "of": 2,
            "revision": "b",
            "title": "b",
          },
          {
            "database": "DATABASE",
            "event": "run.end",
            "from": [],
            "level": "info",
            "message": "upgraded base → b",
            "ms": 9,
            "steps": 2,
            "to": [
              "b",
            ],
          },
          {
            "event": "command.end",
            "level": "info",
            "message": "exit status 0",
            "ms": 9,
            "status": 0,
          },
        ]
      `);
      const again = await project.run("--log-format=json upgrade");
      expect(again.out).toContain("nothing to do: at b");
      expect(events(again.err).map(({ event }) => event)).toEqual([
        "command.start",
        "progress",
        "run.start",
        "run.end",
        "command.end",
      ]);
      const down = await project.run("downgrade -1 --log-format json --json");
      expect(JSON.parse(down.out)).toMatchObject({ to: ["a"] });
      expect(events(down.err)).toContainEqual(
        expect.objectContaining({ event: "step.end", revision: "b", direction: "downgrade" }),
      );
    }));

  test("tells why a command failed", () =>
    withDatabase(async (url) => {
      const project = onServer(url, {
        ...line("a"),
        "migrations/b.ts": revisionFile("b", "a", 'op.execute("SELECT 1/0");'),
      });
      const { status, err } = await project.run("upgrade --log-format json");
      expect(status).toBe(1);
      const all = events(err);
      expect(all.filter(({ event }) => event === "step.end")).toHaveLength(1);
      expect(all.at(-2)).toMatchObject({
        event: "error",
        level: "error",
        code: "migration-failed",
        exit: 1,
        revision: "b",
        message: expect.stringContaining("division by zero"),
      });
      expect(all.at(-1)).toMatchObject({ event: "command.end", status: 1 });
      const usage = await project.run("upgrade --log-format json --nonsense");
      expect(events(usage.err)).toMatchObject([
        { event: "error", code: "usage", exit: 2 },
        { event: "command.end", status: 2 },
      ]);
      const both = await project.run("upgrade --log-format json --json --nonsense");
      expect(JSON.parse(both.out)).toMatchObject({ error: { code: "usage" } });
      expect(await project.fails("heads --log-format xml")).toContain(
        "Allowed choices are text, json",
      );
    }));

  test("masks passwords", async () => {
    const { err } = await cliProject(line("a")).run([
      "upgrade",
      "--log-format",
      "json",
      "--url",
      "postgresql://ana:secret@localhost:1/app",
    ]);
    expect(events(err).at(-2)).toMatchObject({ event: "error", code: "database-unreachable" });
    expect(err).not.toContain("secret");
  });

  test("says once that it waits for the lock, and for how long it did", () =>
    withDatabase(async (url) => {
      const project = cliProject(line("a"));
      await withConnection(url, {}, async (connection) => {
        const key = lockKey({ name: "limbeck_version", schema: "public" });
        await connection.script(`SELECT pg_advisory_lock(${key})`);
        const running = project.run(["upgrade", "--log-format", "json", "--url", url]);
        const tries =
          "SELECT FROM pg_stat_activity WHERE query LIKE '%pg_try_advisory%' AND datname = current_database() AND pid <> pg_backend_pid()";
        while ((await connection.query(tries)).length === 0) await sleep(20);
        await sleep(500);
        await connection.script("SELECT pg_advisory_unlock_all()");
        const { status, err } = await running;
        expect(status).toBe(0);
        const waits = events(err).filter(({ event }) => String(event).startsWith("lock."));
        expect(waits).toMatchObject([{ event: "lock.wait" }, { event: "lock.acquired" }]);
        expect(waits[1]!.waitedMs).toBeGreaterThan(300);
      });
    }));

  test("puts what revisions print into the log, in a process", () =>
    withDatabase(async (url) => {
      const project = onServer(url, {
        "migrations/a.ts": revisionFile(
          "a",
          null,
          'console.log("two\\nlines"); console.error("and one");',
        ),
      });
      const { status, err } = await start(project, "upgrade --log-format json").ended;
      expect(status).toBe(0);
      const printed = events(err).filter(({ event }) => event === "output");
      expect(printed.map(({ message }) => message)).toEqual(["two", "lines", "and one"]);
    }));
});
