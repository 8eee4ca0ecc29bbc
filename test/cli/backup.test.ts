import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { openPglite, withConnection } from "../../src/driver/engines.js";
import { type MoveReport, upgrade } from "../../src/index.js";
import { type CorpusServer, corpusServer } from "../pairs/server.js";
import { databaseUrl, withDatabase } from "../server.js";
import { type CliProject, cliProject, line } from "./cli-project.js";

const backups = ".limbeck/backups";
const pg = pathToFileURL(createRequire(import.meta.url).resolve("pg")).href;
const configured = (settings: string) => `import { defineConfig, env } from "limbeck";
export default defineConfig({
  url: env("DATABASE_URL", { development: "pglite:.limbeck/db" }),
  ${settings}
});
`;

const kept = ({ dir }: CliProject, folder = backups) => {
  try {
    return readdirSync(join(dir, folder));
  } catch {
    return [];
  }
};
const at = async (url: string) =>
  withConnection(url, {}, (c) => c.query("SELECT version_num FROM limbeck_version ORDER BY 1"));

test("an embedded database is copied, and the copy can be opened", async () => {
  const project = cliProject(line("a", "b"));
  await project.run("upgrade a");
  const url = `pglite:${join(project.dir, ".limbeck/db")}`;
  await withConnection(url, {}, (c) => c.script("INSERT INTO a VALUES (42)"));
  expect(
    (await project.see("upgrade --backup"))
      .replace(/[\d.]+ MB/, "SIZE")
      .replace(/\d{8}T\d{6}Z/, "NOW"),
  ).toMatchInlineSnapshot(`
    "exit 0
    database: embedded .limbeck/db
    kept .limbeck/backups/a_NOW.tar, SIZE, TIME
      ↑ b  b  TIME
    upgraded a → b: 1 revision"
  `);
  const [name, ...more] = kept(project);
  expect(more).toEqual([]);
  const file = join(project.dir, backups, name!);
  if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);

  const copy = await openPglite({ loadDataDir: new Blob([readFileSync(file)]) });
  expect(await copy.query("SELECT id FROM a")).toEqual([{ id: "42" }]);
  expect(await copy.query("SELECT version_num FROM limbeck_version")).toEqual([
    { version_num: "a" },
  ]);
  await copy.close();
  // As docs/running.md says it is brought back.
  await mkdir(join(project.dir, "restored"));
  await promisify(execFile)("tar", ["-xf", file, "-C", join(project.dir, "restored")]);
  expect(await project.json("current --url pglite:restored")).toMatchObject({
    revisions: [{ revision: "a" }],
  });

  const idle = await project.json<MoveReport>("upgrade --backup");
  expect(idle.backup).toBeUndefined();
  expect(kept(project)).toHaveLength(1);
});

describe("a server, by pg_dump", () => {
  let server: CorpusServer;
  const path = process.env.PATH;
  beforeAll(async () => {
    server = await corpusServer();
    if (server.pgDump) process.env.PATH = `${dirname(server.pgDump.path)}${delimiter}${path}`;
  }, 60_000);
  afterAll(async () => {
    process.env.PATH = path;
    await server.stop();
  });

  test("the file restores what was there", async (context) => {
    context.skip(!server.pgDump, server.because);
    const admin = (sql: string) => withConnection(server.url, {}, (c) => c.script(sql));
    await admin("DROP DATABASE IF EXISTS kept_from; DROP DATABASE IF EXISTS kept_to").catch(
      () => {},
    );
    await admin("CREATE DATABASE kept_from");
    await admin("CREATE DATABASE kept_to");
    const [from, to] = [databaseUrl(server.url, "kept_from"), databaseUrl(server.url, "kept_to")];
    const project = cliProject({
      ...line("a", "b"),
      "limbeck.config.ts": configured(
        'backup: { folder: "./kept" }, environments: { production: { url: env("KEPT_URL"), protect: true, backup: true } },',
      ),
    });
    try {
      await upgrade({ cwd: project.dir, url: from, target: "a" });
      await withConnection(from, {}, (c) => c.script("INSERT INTO a VALUES (42)"));
      // Its environment asks for it, without a flag.
      process.env.KEPT_URL = from;
      const report = await project.json<MoveReport>("upgrade --env production");
      expect(report.backup).toMatchObject({
        by: "pg_dump",
        file: expect.stringMatching(/^kept\/a_\d{8}T\d{6}Z\.dump$/),
      });
      expect(report.backup!.bytes).toBeGreaterThan(500);
      const file = join(project.dir, report.backup!.file!);
      const restore = join(dirname(server.pgDump!.path), "pg_restore");
      await promisify(execFile)(restore, ["--no-owner", `--dbname=${to}`, file]);
      expect(await withConnection(to, {}, (c) => c.query("SELECT id FROM a"))).toEqual([
        { id: "42" },
      ]);
      expect(await at(to)).toEqual([{ version_num: "a" }]);

      const down = await project.json<MoveReport>(`downgrade -1 --backup --url ${from}`);
      expect(down.backup?.file).toMatch(/^kept\/b_/);
      expect(kept(project, "kept")).toHaveLength(2);
    } finally {
      delete process.env.KEPT_URL;
      await admin("DROP DATABASE kept_from WITH (FORCE)");
      await admin("DROP DATABASE kept_to WITH (FORCE)");
    }
  });

  test("a pg_dump that is older than the server stops the run", async (context) => {
    const { major } = await withConnection(inject("serverUrl"), {}, async (c) => c.server);
    const own = server.pgDump?.major;
    context.skip(
      own === undefined || own >= major,
      `needs a pg_dump older than PostgreSQL ${major}`,
    );
    await withDatabase(async (url) => {
      const project = cliProject(line("a"));
      const said = await project.fails(`upgrade --backup --url ${url}`);
      expect(said).toContain("server version mismatch");
      expect(said).toContain("Put a pg_dump of the server's version");
      expect(await project.json(`current --url ${url}`)).toMatchObject({ revisions: [] });
      expect(kept(project)).toEqual([]);
    });
  });

  test("without pg_dump nothing runs", () =>
    withDatabase(async (url) => {
      const project = cliProject(line("a"));
      const before = process.env.PATH;
      process.env.PATH = project.dir;
      try {
        expect(await project.fails(`upgrade --backup --url ${url}`)).toMatchInlineSnapshot(`
          "exit 1
          database: localhost:PORT/DATABASE as postgres
          ! error there is no pg_dump on the PATH
          !   → Nothing was run. Install PostgreSQL's client programs, or say in limbeck.config.ts how a backup is made: backup: async ({ url, file }) => { … }
          !   backup-failed"
        `);
      } finally {
        process.env.PATH = before;
      }
      expect(await project.json(`current --url ${url}`)).toMatchObject({ revisions: [] });
      expect(kept(project)).toEqual([]);
    }));
});

describe("a server, by a function of the configuration", () => {
  const hook = `backup: async ({ url, file, from, revisions, direction }) => {
    const { default: pg } = await import(${JSON.stringify(pg)});
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query("SELECT id FROM a");
    await client.end();
    const { mkdir, writeFile } = await import("node:fs/promises");
    const { dirname } = await import("node:path");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, JSON.stringify({ rows, from, revisions, direction }));
    return "bucket/" + from;
  },`;

  test("it is told what is going to happen, and says what it made", () =>
    withDatabase(async (url) => {
      const project = cliProject({ ...line("a", "b", "c"), "limbeck.config.ts": configured(hook) });
      await upgrade({ cwd: project.dir, url, target: "a" });
      await withConnection(url, {}, (c) => c.script("INSERT INTO a VALUES (42)"));
      const { backup, to } = await project.json<MoveReport>(`upgrade --backup --url ${url}`);
      expect(backup).toMatchObject({ by: "hook", file: "bucket/a" });
      expect(to).toEqual(["c"]);
      const [file] = kept(project);
      expect(JSON.parse(readFileSync(join(project.dir, backups, file!), "utf8"))).toEqual({
        rows: [{ id: "42" }],
        from: ["a"],
        revisions: ["b", "c"],
        direction: "upgrade",
      });
    }));

  test("one that throws stops the run", () =>
    withDatabase(async (url) => {
      const throws = 'backup: () => { throw new Error("the bucket is full"); },';
      const project = cliProject({ ...line("a", "b"), "limbeck.config.ts": configured(throws) });
      await upgrade({ cwd: project.dir, url, target: "a" });
      expect(await project.fails(`upgrade --backup --url ${url}`)).toMatchInlineSnapshot(`
        "exit 1
        database: localhost:PORT/DATABASE as postgres
        ! error localhost:PORT/DATABASE as postgres could not be kept: the bucket is full
        !   → Nothing was run. Mend the backup, or leave --backup out where there is another one.
        !   backup-failed"
      `);
      expect(await at(url)).toEqual([{ version_num: "a" }]);
      // Nobody asked for one here.
      expect((await project.run(`upgrade --url ${url}`)).status).toBe(0);
    }));
});
