import { once } from "node:events";
import { rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { withDatabase } from "../server.js";
import { type CliProject, cliProject, line, revisionFile } from "./cli-project.js";

/** A project whose database is one of the server's own. */
async function onServer(
  files: Record<string, string>,
  run: (
    project: CliProject,
    sql: (text: string) => Promise<unknown[][]>,
    url: string,
  ) => Promise<void>,
): Promise<void> {
  await withDatabase(async (url) => {
    const project = cliProject({
      ...files,
      "limbeck.config.ts": `export default { url: ${JSON.stringify(url)} };\n`,
    });
    const sql = (text: string) =>
      withConnection(url, {}, (connection) => connection.script(text)) as Promise<unknown[][]>;
    await run(project, sql, url);
  });
}

const one = revisionFile(
  "one",
  null,
  'op.execute("CREATE TABLE one (id int)");',
  'op.dropTable("one");',
);

describe("a server that cannot be had", () => {
  test("is not there", async () => {
    const { fails } = cliProject();
    const said = await fails("upgrade --url postgresql://ana:hidden@127.0.0.1:1/app");
    expect(said).toMatchInlineSnapshot(`
      "exit 4
      ! error could not reach 127.0.0.1:1 (connection refused)
      !   → Is a server running there, and is the URL right?
      !   database-unreachable"
    `);
    expect(said).not.toContain("hidden");
  });

  test("does not answer", async () => {
    const { fails } = cliProject();
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    try {
      await once(silent, "listening");
      const { port } = silent.address() as AddressInfo;
      const said = await fails(
        `current --url postgresql://ana:hidden@127.0.0.1:${port}/app?connect_timeout=1`,
      );
      expect(said.replace(String(port), "PORT")).toMatchInlineSnapshot(`
        "exit 4
        ! error could not reach 127.0.0.1:PORT within TIME (no answer)
        !   → Is a server running there, and is the URL right?
        !   database-unreachable"
      `);
    } finally {
      silent.close();
    }
  });

  test("does not know the user or the database", async () => {
    const { fails } = cliProject();
    const server = new URL(inject("serverUrl"));
    server.pathname = "/no_such_database";
    expect(await fails(`current --url ${server.href}`)).toMatchInlineSnapshot(`
      "exit 1
      ! error there is no database no_such_database on localhost:PORT
      !   → Create it with \`createdb no_such_database\`, or correct the name in the database URL.
      !   database-missing"
    `);
    // As in the tests of the driver, which may run at the same time.
    await withConnection(inject("serverUrl"), {}, (admin) =>
      admin.script(`DO $$ BEGIN CREATE ROLE limbeck_locked LOGIN PASSWORD 's3cret ñ';
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`),
    );
    server.pathname = "/postgres";
    server.username = "limbeck_locked";
    server.password = "wrong";
    const said = await fails(`upgrade --url ${server.href}`);
    expect(said).toMatchInlineSnapshot(`
      "exit 1
      ! error localhost:PORT refused the user limbeck_locked (password authentication failed for user "limbeck_locked")
      !   → Correct the user and the password in the database URL, or set PGPASSWORD.
      !   database-auth"
    `);
    expect(said).not.toContain('"wrong"');
    server.password = "";
    expect(await fails(`upgrade --url ${server.href}`)).toMatchInlineSnapshot(`
      "exit 1
      ! error localhost:PORT asks for a password of limbeck_locked, and none is given
      !   → Put it into the database URL (postgresql://user:password@…), or set PGPASSWORD.
      !   database-auth"
    `);
  });

  test("does not let the role write", async () => {
    await onServer({ "migrations/one.ts": one }, async ({ fails }, sql, url) => {
      await sql("DROP ROLE IF EXISTS limbeck_reader; CREATE ROLE limbeck_reader LOGIN");
      const reader = new URL(url);
      reader.username = "limbeck_reader";
      expect(await fails(`upgrade --url ${reader.href}`)).toMatchInlineSnapshot(`
        "exit 1
        database: localhost:PORT/DATABASE as limbeck_reader
        ! error localhost:PORT/DATABASE as limbeck_reader: permission denied for schema public (42501)
        !   → Give limbeck_reader the right to, or use another role.
        !   database-refused"
      `);
      await sql("DROP ROLE limbeck_reader");
    });
  });
});

describe("upgrade and downgrade", () => {
  test("go where they are told", async () => {
    await onServer(line("0a01", "0a02", "0b03"), async ({ see, fails, json, run }) => {
      expect(await see("current")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        base  no revision is applied"
      `);
      expect(await fails("downgrade -1")).toMatchInlineSnapshot(`
        "exit 2
        ! error -1 goes too far: no revision is applied
        !   → \`limbeck history --indicate-current\` shows what lies where.
        !   revision-range"
      `);
      expect(await see("downgrade base")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        nothing to do: at base"
      `);
      expect(await see("upgrade +1")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
          ↑ 0a01  0a01  TIME
        upgraded base → 0a01: 1 revision"
      `);
      expect(await see("upgrade 0b")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
          ↑ 0a02  0a02  TIME
          ↑ 0b03  0b03  TIME
        upgraded 0a01 → 0b03: 2 revisions"
      `);
      expect(await see("upgrade 0a01")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        nothing to do: at 0b03"
      `);
      expect(await see("upgrade -q")).toBe("exit 0");
      expect(await json("upgrade")).toEqual({
        database: expect.stringMatching(/^localhost:\d+\/limbeck_test_\w+ as postgres$/),
        from: ["0b03"],
        to: ["0b03"],
        steps: [],
      });
      expect(await see("current --check-heads")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        0b03  ← 0a02  0b03  (head)"
      `);
      expect(await see("downgrade -1")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
          ↓ 0b03  0b03  TIME
        downgraded 0b03 → 0a02: 1 revision"
      `);
      expect(await see("current --check-heads -q")).toMatchInlineSnapshot(`
        "exit 3
        0a02  ← 0a01  0a02"
      `);
      expect(await see("history -i")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        0b03  ← 0a02  0b03  (head)
        0a02  ← 0a01  0a02  (current)
        0a01  ← base  0a01"
      `);
      expect(await see("history -r current:")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        0b03  ← 0a02  0b03  (head)
        0a02  ← 0a01  0a02"
      `);
      expect(await fails("downgrade -5")).toMatchInlineSnapshot(`
        "exit 2
        ! error -5 goes too far: only 2 revisions are applied
        !   → \`limbeck history --indicate-current\` shows what lies where.
        !   revision-range"
      `);
      expect(await fails("downgrade 0b03")).toMatchInlineSnapshot(`
        "exit 2
        ! error cannot downgrade to 0b03: it is not applied (the database is at 0a02)
        !   → \`limbeck current\` shows what is applied; \`limbeck upgrade 0b03\` would apply it.
        !   revision-range"
      `);
      expect(await fails("upgrade +5")).toMatchInlineSnapshot(`
        "exit 2
        ! error +5 goes too far: only 1 revision follows 0a02
        !   → \`limbeck history --indicate-current\` shows what lies where.
        !   revision-range"
      `);
      expect(await fails("upgrade -1")).toMatchInlineSnapshot(`
        "exit 2
        ! error "-1" is not a revision identifier: an upgrade only goes up
        !   → Count upwards, as in \`limbeck upgrade +1\`, or go back with \`limbeck downgrade -1\`.
        !   revision-malformed"
      `);
      expect(await json("downgrade base")).toMatchObject({
        from: ["0a02"],
        to: [],
        steps: [
          { revision: "0a02", direction: "downgrade", message: "0a02" },
          { revision: "0a01", direction: "downgrade", message: "0a01" },
        ],
      });
      expect(await json("current")).toMatchObject({ revisions: [], unknown: [], atHead: false });
      expect((await run("upgrade --lock-timeout soon")).err).toMatchInlineSnapshot(`
        "error "soon" is not a duration
          → Write 500ms, 30s or 5m.
          usage
        "
      `);
    });
  });

  test("stop where a revision fails, with what came before kept", async () => {
    const files = {
      ...line("a"),
      "migrations/b.ts": revisionFile(
        "b",
        "a",
        'op.execute("CREATE TABLE half (id int)");\n  op.addColumn("nowhere", "x", { type: "int" });',
      ),
      "migrations/c.ts": revisionFile("c", "b", ""),
    };
    await onServer(files, async (project, sql) => {
      expect(await project.see("upgrade")).toMatchInlineSnapshot(`
        "exit 1
        database: localhost:PORT/DATABASE as postgres
          ↑ a  a  TIME
        ! error the upgrade of b failed
        !   operation  op.addColumn("nowhere", "x", { type: "int" });
        !   at         migrations/b.ts:9
        !   statement  ALTER TABLE nowhere ADD COLUMN x int
        !   server     relation "nowhere" does not exist (42P01)
        ! b was rolled back; the database stands at a; not run: c
        !   migration-failed"
      `);
      expect(await project.fails("upgrade")).toMatchInlineSnapshot(`
        "exit 1
        database: localhost:PORT/DATABASE as postgres
        ! error the upgrade of b failed
        !   operation  op.addColumn("nowhere", "x", { type: "int" });
        !   at         migrations/b.ts:9
        !   statement  ALTER TABLE nowhere ADD COLUMN x int
        !   server     relation "nowhere" does not exist (42P01)
        ! b was rolled back; the database stands at a; not run: c
        !   migration-failed"
      `);
      const { err } = await project.run("upgrade", { color: true });
      expect(err).toContain("\n  \u001b[2mserver   \u001b[22m  relation");
      expect(await project.see("current -q")).toMatchInlineSnapshot(`
        "exit 0
        a  ← base  a"
      `);
      expect(await sql("SELECT to_regclass('half') AS half, to_regclass('a') AS a")).toEqual([
        [{ half: null, a: "a" }],
      ]);
      project.write({ "migrations/b.ts": revisionFile("b", "a", 'throw new Error("not today");') });
      expect(await project.fails("upgrade")).toMatchInlineSnapshot(`
        "exit 1
        database: localhost:PORT/DATABASE as postgres
        ! error the upgrade of b failed: not today
        !   at         migrations/b.ts:8
        ! b was rolled back; the database stands at a; not run: c
        !   migration-failed"
      `);
    });
  });

  test("need files that load, all of them, before anything runs", async () => {
    const broken = "export function upgrade(op) {\n  op.execute(;\n}\n";
    const head = 'export const revision = "b";\nexport const downRevision = "a";\n';
    await onServer({ ...line("a"), "migrations/b.ts": head + broken }, async (project) => {
      expect(await project.fails("upgrade")).toMatchInlineSnapshot(`
        "exit 1
        ! error migrations/b.ts:4: Unexpected token
        !   → Correct that line; \`npx tsc --noEmit\` says more.
        !   script-failed"
      `);
      project.write({ "migrations/b.ts": `${head}export function downgrade(op) {}\n` });
      expect(await project.fails("upgrade")).toMatchInlineSnapshot(`
        "exit 2
        ! error migrations/b.ts: exports no \`upgrade\` function
        !   → A revision says how to go up, and back down:
        !       export function upgrade(op: Operations) { … }
        !       export function downgrade(op: Operations) { … }
        !   script-invalid"
      `);
      project.write({ "migrations/b.ts": `${head}export function upgrade(op) {}\n` });
      expect((await project.run("current")).out).toContain("base");
      expect((await project.run("upgrade")).status).toBe(0);
      expect(await project.fails("downgrade base")).toMatchInlineSnapshot(`
        "exit 2
        ! error migrations/b.ts has no downgrade: it cannot be taken back
        !   → Export a function \`downgrade(op)\` from it, or go down no further than it.
        !   script-invalid"
      `);
      expect((await project.run("current -q")).out).toMatch(/^b /);
    });
  });

  test("find a relation that is there already", async () => {
    await onServer({ "migrations/one.ts": one }, async ({ fails, see }, sql) => {
      await sql("CREATE TABLE one (id int)");
      expect(await fails("upgrade")).toMatchInlineSnapshot(`
        "exit 1
        database: localhost:PORT/DATABASE as postgres
        ! error the upgrade of one failed
        !   operation  op.execute("CREATE TABLE one (id int)");
        !   at         migrations/one.ts:8
        !   statement  CREATE TABLE one (id int)
        !   server     relation "one" already exists (42P07)
        ! one was rolled back; the database stands at base
        !   → If the schema already is what one makes, record that with: limbeck stamp one
        !     To see how the database differs: limbeck check --from database
        !   already-exists"
      `);
      expect(await see("stamp one")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        stamped base → one; nothing was run"
      `);
      expect(await see("upgrade")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        nothing to do: at one"
      `);
    });
  });
});

describe("a database at a revision that the folder lacks", () => {
  test("is shown, refused, and stamped anew", async () => {
    await onServer(line("a", "b"), async ({ run, see, fails, json, dir }) => {
      expect((await run("upgrade")).status).toBe(0);
      rmSync(join(dir, "migrations/b.ts"));
      expect(await see("current")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        b  not in the migrations folder"
      `);
      expect(await json("current")).toMatchObject({ revisions: [], unknown: ["b"], atHead: false });
      const refused = await fails("upgrade");
      expect(refused).toMatchInlineSnapshot(`
        "exit 1
        ! error the database is at b, which migrations does not have
        !   → Get the file back: it is on another branch or in a newer release of the code.
        !     Or take it back with what the journal kept: limbeck downgrade REVISION --from-journal
        !     If it is gone for good and the schema is known: limbeck stamp --purge REVISION
        !   database-ahead"
      `);
      expect(await fails("downgrade base")).toBe(refused);
      expect(await fails("stamp a")).toBe(refused);
      expect(await fails("stamp --purge zzzz")).toMatchInlineSnapshot(`
        "exit 2
        ! error no revision or branch is called "zzzz"
        !   → \`limbeck history\` lists all revisions.
        !   revision-unknown"
      `);
      expect(await see("stamp --purge a")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        stamped b → a; nothing was run"
      `);
      expect((await run("upgrade")).out).toContain("nothing to do: at a");
      expect(await json("stamp base")).toMatchObject({ from: ["a"], to: [] });
      expect(await see("stamp head -q")).toBe("exit 0");
    });
  });
});

describe("a database that has drifted", () => {
  const files = {
    ...line("a"),
    "db/a.sql": "CREATE TABLE a (id bigint);\n",
  };

  test("is seen by check, and closed by a revision from the database", async () => {
    await withDatabase(async (url) => {
      const project = cliProject(files);
      const { see, run } = project;
      process.env.DATABASE_URL = url;
      try {
        expect((await run("upgrade")).status).toBe(0);
        expect(await see("check --from database")).toMatchInlineSnapshot(`
          "exit 0
          equal: the models and the database, 2 objects"
        `);
        await withConnection(url, {}, (c) =>
          c.script(
            "ALTER TABLE a ADD COLUMN by_hand text; CREATE CONVERSION v FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1",
          ),
        );
        expect(await see("check")).toMatchInlineSnapshot(`
          "exit 0
          equal: the models and the migrations, 2 objects"
        `);
        expect(await see("check --from database -v")).toMatchInlineSnapshot(`
          "exit 3
          different: the models from the database, in 1 object
            - column a.by_hand
            not compared: conversion public.v

          op.dropColumn("a", "by_hand");

          Write the revision that closes the gap: limbeck generate --from database"
        `);
        expect(await project.json("check --from database")).toMatchObject({
          from: "database",
          equal: false,
          differences: [{ object: "column a.by_hand" }],
        });
        expect(
          await see("revision --autogenerate --from database -m drift --rev-id b"),
        ).toMatchInlineSnapshot(`
          "exit 0
          + migrations/b_drift.ts
            1 operation
            loses on upgrade: values of column a.by_hand
            proved up: 2 objects as the models say · down: 3 objects as before, 2 rows kept both ways
            not compared: conversion public.v

          Look it over, then bring the database up: limbeck upgrade"
        `);
      } finally {
        delete process.env.DATABASE_URL;
      }
    });
  });
});
