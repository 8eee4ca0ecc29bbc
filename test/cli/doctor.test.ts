import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { type CheckResult, type DoctorReport, upgrade } from "../../src/index.js";
import { databaseUrl, withDatabase } from "../server.js";
import { type CliProject, cliProject, line, revisionFile, sqlConfig } from "./cli-project.js";

const deployed: Readonly<Record<string, string>> = {
  "package.json": '{ "type": "module", "dependencies": { "limbeck": "*" } }\n',
  ".gitignore": ".limbeck/\n",
  ".env.example": "DATABASE_URL=\n",
  "db/a.sql": "CREATE TABLE a (id bigint);\nCREATE TABLE b (id bigint);\n",
  Dockerfile: 'FROM node:20-slim\nENTRYPOINT ["./entrypoint.sh"]\n',
  "entrypoint.sh": '#!/bin/sh\nset -eu\nlimbeck upgrade --wait 60s\nexec "$@"\n',
  "docker-compose.yml":
    "services:\n  db:\n    healthcheck:\n      test: pg_isready\n  web:\n    depends_on:\n      db:\n        condition: service_healthy\n",
  ".github/workflows/ci.yml": "jobs:\n  test:\n    steps:\n      - run: npx limbeck check\n",
  "test/migrations.test.ts":
    'import { migrationTests } from "limbeck/testing";\nawait migrationTests();\n',
  "README.md": "# Vales\n\n```console\n$ limbeck upgrade\n```\n",
  ...line("a", "b"),
};

function ready(): CliProject {
  const project = cliProject(deployed);
  chmodSync(join(project.dir, "entrypoint.sh"), 0o755);
  return project;
}

/** Those that failed; the rest is told apart from what was left out. */
function failures(report: DoctorReport): CheckResult[] {
  const all = report.sections.flatMap(({ checks }) => checks);
  expect(report.ok).toBe(report.failed === 0);
  expect(all).toHaveLength(report.passed + report.failed + report.skipped);
  for (const { status, hint, text } of all) {
    if (status === "failed")
      expect({ hint, text }).toEqual({ hint: expect.any(String), text: expect.any(String) });
    expect(text ?? "", "a stack trace").not.toMatch(/^\s+at .+:\d+:\d+/m);
  }
  return all.filter(({ status }) => status === "failed");
}

test("a project in order passes every check, embedded", async () => {
  const { run, see } = ready();
  await run("upgrade");
  const seen = await see("doctor --strict");
  expect(seen).toMatchInlineSnapshot(`
    "exit 0
    project
      ✓ the configuration is read: limbeck.config.ts
      ✓ package.json names limbeck: package.json
      ✓ the models are read: 2 tables in 1 file
      ✓ no model is left out
      ✓ the revision files are there and can be read: 2 revisions in migrations
      ✓ every revision loads: 2 files
      ✓ every revision has a way back
      ✓ every revision says what it is for
      ✓ a new revision file would be valid: the built-in form
      ✓ the tool's folder and .env stay out of version control
      ✓ .env.example names the variables of the configuration: DATABASE_URL

    graph
      ✓ the revisions have one head: b
      ✓ the revisions form one line
      ✓ no revision imports code that moves on

    round trip
      ✓ the revisions build what the models say: 4 objects
      ✓ every revision goes up, down without a trace, and up again: 2 revisions

    database
      ✓ the database takes connections: embedded .limbeck/db
      ✓ its version of PostgreSQL is supported: PostgreSQL 18.6
      ✓ its encoding is UTF-8
      ✓ it takes changes
      ✓ the role may create what revisions create: postgres
      ✓ the role may change what is there
      – the extensions of the revisions are at hand: the revisions create none
      ✓ no run holds the migration lock
      ✓ no transaction was left open for long
      ✓ no index was left half built
      ✓ the version table is there and has the right form: public.limbeck_version
      ✓ the journal is there, and its last run is complete: upgrade b, DATE
      ✓ the folder has every revision the database is at: b
      ✓ the database is at head: b
      ✓ no applied revision was edited
      ✓ the database is what its revisions build: 4 objects

    deployment
      ✓ the image starts through the entrypoint: Dockerfile
      ✓ the entrypoint upgrades first, and starts nothing when that fails: entrypoint.sh
      ✓ the service waits until the database is healthy: docker-compose.yml
      ✓ the pipeline checks the migrations: .github/workflows/ci.yml
      ✓ the tests run the migrations: test/migrations.test.ts
      ✓ the pages for developers say how to migrate: README.md
      ✓ scripts and pages use commands there are

    38 ✓, 1 –"
  `);
});

test("without a configuration what can be looked at is looked at", async () => {
  const { remove, json, run } = ready();
  remove("limbeck.config.ts");
  const failed = failures(await json<DoctorReport>("doctor"));
  expect(failed.map(({ id }) => id)).toEqual(["config"]);
  expect((await run("doctor -q")).out).toMatchInlineSnapshot(`
    "project
      ✗ the configuration is read
        there is no limbeck.config.ts in .
        → \`npx limbeck init\` writes one; --config names one that lies elsewhere.
    "
  `);
});

test("without a database the rest is looked at all the same", async () => {
  const { json, run } = ready();
  const url = "postgresql://ana:s3cret@127.0.0.1:1/app";
  const report = await json<DoctorReport>(["doctor", "--url", url, "--skip", "round trip"]);
  expect(failures(report).map(({ id }) => id)).toEqual(["reachable"]);
  expect(JSON.stringify(report)).not.toContain("s3cret");
  expect((await run(["doctor", "--url", url, "--skip", "round trip"])).status).toBe(3);
});

test("what is not there fails only when that is asked for", async () => {
  const { json } = cliProject({ "db/a.sql": "CREATE TABLE a (id int);" });
  const left = ["--skip", "database", "--skip", "round trip"];
  const ids = (report: DoctorReport) => failures(report).map(({ id }) => id);
  expect(ids(await json(["doctor", ...left]))).toEqual(["package", "ignored"]);
  expect(ids(await json(["doctor", "--strict", ...left]))).toEqual([
    "package",
    "migrations",
    "ignored",
    "env-example",
    "dockerfile",
    "entrypoint",
    "compose",
    "ci",
    "tests",
    "docs",
  ]);
});

test("a check to skip has to exist", async () => {
  expect(await cliProject().fails("doctor --skip one-haed")).toMatchInlineSnapshot(`
    "exit 2
    ! error there is no check one-haed
    !   → Did you mean one-head?
    !   usage"
  `);
});

describe("in files, it finds", () => {
  type Files = Readonly<Record<string, string>>;
  test.each<[string, Files, string[]]>([
    ["models that do not load", { "db/a.sql": "CREATE DATABASE a;" }, ["models"]],
    ["a model file nobody reads", { "db/more/c.sql": "CREATE TABLE c (id int);" }, ["all-models"]],
    [
      "a revision that does not load",
      { "migrations/b.ts": `${deployed["migrations/b.ts"]}throw new Error("no");` },
      ["revisions-load"],
    ],
    [
      "one without a way back",
      { "migrations/b.ts": revisionFile("b", "a", "op.execute('SELECT 1');", null) },
      ["reversible"],
    ],
    ["two heads", line("c"), ["one-head"]],
    [
      "an import from outside",
      {
        "migrations/b.ts": `${deployed["migrations/b.ts"]}\nimport { n } from "../db/n.js";\nexport const m = n;`,
        "db/n.js": "export const n = 1;",
      },
      ["own-imports"],
    ],
    [
      "a template that gives nothing valid",
      { "migrations/template.ts": "export const revision = 1;\n" },
      ["template"],
    ],
    ["what is not ignored", { ".gitignore": "dist\n" }, ["ignored"]],
    ["a variable nobody is told of", { ".env.example": "PORT=1\n" }, ["env-example"]],
    [
      "an image that starts something else",
      { Dockerfile: 'CMD ["node", "server.js"]\n' },
      ["dockerfile"],
    ],
    [
      "an entrypoint that goes on",
      { "entrypoint.sh": 'limbeck upgrade\nexec "$@"\n' },
      ["entrypoint"],
    ],
    [
      "an entrypoint without an upgrade",
      { "entrypoint.sh": 'set -e\n# limbeck upgrade\nexec "$@"\n' },
      ["entrypoint"],
    ],
    [
      "a service that does not wait",
      { "docker-compose.yml": "services:\n  db:\n    healthcheck: {}\n" },
      ["compose"],
    ],
    [
      "a pipeline that checks nothing",
      { ".github/workflows/ci.yml": "# limbeck check\njobs: {}\n" },
      ["ci"],
    ],
    [
      "commands there are not",
      {
        "README.md": "`limbeck upgrade`, then `limbeck migrate`\n",
        "deploy.sh": "limbeck up # limbeck x\n",
      },
      ["commands"],
    ],
  ])("%s", async (_, files, expected) => {
    const { write, json } = ready();
    write(files);
    const report = await json<DoctorReport>([
      "doctor",
      "--skip",
      "database",
      "--skip",
      "round trip",
    ]);
    expect(failures(report).map(({ id }) => id)).toEqual(expected);
  });

  test("commands of the project's own are commands too", async () => {
    const { write, json } = ready();
    write({
      "limbeck.config.ts": sqlConfig.replace(
        "models:",
        'commands: { tidy: { summary: "tidy up", run: () => {} } }, models:',
      ),
      "deploy.sh": "limbeck tidy\nlimbeck untidy\n",
    });
    const report = await json<DoctorReport>([
      "doctor",
      "--skip",
      "database",
      "--skip",
      "round trip",
    ]);
    expect(failures(report).map(({ text }) => text)).toEqual(["deploy.sh:2: limbeck untidy"]);
  });

  test("what the round trip shows", async () => {
    const { write, json } = ready();
    write({
      "db/c.sql": "CREATE TABLE c (id int);",
      "migrations/b.ts": revisionFile(
        "b",
        "a",
        'op.createTable("b", { columns: { id: { type: "bigint" } } }); op.execute("CREATE TYPE left_behind AS ENUM (\'x\')");',
        'op.dropTable("b");',
      ),
    });
    const failed = failures(await json<DoctorReport>("doctor --skip database"));
    expect(failed.map(({ id, text }) => [id, text])).toMatchInlineSnapshot(`
      [
        [
          "models-match",
          "- enum left_behind
      + table c
      + column c.id",
        ],
        [
          "up-down",
          "b leaves something behind:
        enum left_behind: should not be there",
        ],
      ]
    `);
  });
});

describe("in a database on a server, it finds", () => {
  let url: string;
  let end: () => void;
  let ended: Promise<void>;
  const project = ready();
  const admin = (sql: string) => withConnection(url, {}, (connection) => connection.script(sql));
  const found = async (as = url) => {
    const report = await project.json<DoctorReport>([
      "doctor",
      "--url",
      as,
      "--skip",
      "round trip",
      "--skip",
      "drift",
    ]);
    return failures(report);
  };
  beforeAll(async () => {
    await new Promise<void>((opened) => {
      ended = withDatabase(async (fresh) => {
        url = fresh;
        opened();
        await new Promise<void>((close) => {
          end = close;
        });
      });
    });
  });
  afterAll(async () => {
    end();
    await ended;
  });
  beforeEach(async () => {
    await admin("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    await upgrade({ cwd: project.dir, url });
  });

  test("nothing", async () => expect(await found()).toEqual([]));

  test.each<[string, string, string[]]>([
    ["nothing applied", "DROP TABLE limbeck_version", ["version-table"]],
    [
      "somebody else's version table",
      "DROP TABLE limbeck_version; CREATE TABLE limbeck_version (id int, name text)",
      ["version-table"],
    ],
    ["no journal", "DROP TABLE limbeck_journal", ["journal"]],
    [
      "a revision that broke off",
      "INSERT INTO limbeck_journal (revision, direction, segment, complete, started_at, finished_at, duration_ms, executed_by, tool_version) VALUES ('b', 'upgrade', 0, false, now(), now(), 1, 'ana', '1')",
      ["journal"],
    ],
    [
      "a revision the folder lacks",
      "UPDATE limbeck_version SET version_num = 'zz'",
      ["known-revisions"],
    ],
    ["a revision that is pending", "UPDATE limbeck_version SET version_num = 'a'", ["at-head"]],
    [
      "an edited revision",
      "UPDATE limbeck_journal SET statements_hash = 'x', file_checksum = 'x' WHERE revision = 'a'",
      ["edited"],
    ],
    [
      "an index half built",
      "CREATE INDEX ix ON a (id); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'ix'::regclass",
      ["invalid-indexes"],
    ],
  ])("%s", async (_, sql, expected) => {
    await admin(sql);
    expect((await found()).map(({ id }) => id)).toEqual(expected);
  });

  test("what was edited in the file", async () => {
    const before = deployed["migrations/a.ts"]!;
    project.write({ "migrations/a.ts": before.replace("bigint", "integer") });
    try {
      expect(await found()).toEqual([
        expect.objectContaining({
          id: "edited",
          text: expect.stringContaining("a (ran with limbeck"),
        }),
      ]);
    } finally {
      project.write({ "migrations/a.ts": before });
    }
  });

  test("drift", async () => {
    await admin("ALTER TABLE a ADD COLUMN by_hand text");
    const report = await project.json<DoctorReport>([
      "doctor",
      "--url",
      url,
      "--skip",
      "round trip",
    ]);
    expect(failures(report)).toEqual([
      expect.objectContaining({ id: "drift", text: "- column a.by_hand" }),
    ]);
  });

  test("a role that may do nothing, and does not own what is there", async () => {
    await admin(
      "CREATE ROLE doctor_ana LOGIN; GRANT USAGE ON SCHEMA public TO doctor_ana; GRANT SELECT ON limbeck_version, limbeck_journal TO doctor_ana",
    );
    const as = new URL(url);
    as.username = "doctor_ana";
    try {
      expect((await found(as.href)).map(({ id, hint }) => [id, hint])).toEqual([
        ["rights", "As its owner: GRANT CREATE ON SCHEMA public TO doctor_ana"],
        ["ownership", "GRANT postgres TO doctor_ana, or migrate as postgres."],
      ]);
    } finally {
      await admin("DROP OWNED BY doctor_ana; DROP ROLE doctor_ana");
    }
  });

  test("another run at work", () =>
    withConnection(url, {}, async (other) => {
      const { lockKey } = await import("../../src/runtime/version-table.js");
      const key = lockKey({ name: "limbeck_version", schema: "public" });
      await other.script(`BEGIN; SELECT pg_advisory_xact_lock(${key})`);
      const [only, ...more] = await found();
      expect(more).toEqual([]);
      expect(only).toMatchObject({
        id: "lock",
        text: expect.stringMatching(/^process \d+ \(limbeck\)/),
      });
    }));

  test("an encoding that is not UTF-8", async () => {
    const server = inject("serverUrl");
    const name = `${new URL(url).pathname.slice(1)}_ascii`;
    await admin(`CREATE DATABASE ${name} ENCODING 'SQL_ASCII' TEMPLATE template0`);
    try {
      await upgrade({ cwd: project.dir, url: databaseUrl(server, name) });
      expect((await found(databaseUrl(server, name))).map(({ id }) => id)).toEqual(["encoding"]);
    } finally {
      await admin(`DROP DATABASE ${name} WITH (FORCE)`);
    }
  });
});
