import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CiReport } from "../../src/commands/index.js";
import { withConnection } from "../../src/driver/engines.js";
import { withDatabase } from "../server.js";
import { cliProject, line, revisionFile } from "./cli-project.js";
import { gitProject, quickScratch } from "./git-project.js";

const vales = `CREATE TABLE vales (
  id bigint PRIMARY KEY,
  folio varchar(20),
  notes text
);
`;
const first = {
  "db/vales.sql": vales,
  "migrations/a.ts": revisionFile(
    "a",
    null,
    'op.createTable("vales", { columns: { id: { type: "bigint" }, folio: { type: "varchar(20)" }, notes: { type: "text" } }, primaryKey: ["id"] });',
    'op.dropTable("vales");',
  ),
};
const longer = {
  "db/vales.sql": `${vales.replace("varchar(20)", "varchar(40)").replace(",\n  notes text", "")}CREATE INDEX ix_folio ON vales (folio);\n`,
  "migrations/b.ts": revisionFile(
    "b",
    "a",
    `op.alterColumn("vales", "folio", { type: "varchar(40)" });
  op.createIndex("ix_folio", { table: "vales", columns: ["folio"] });
  op.dropColumn("vales", "notes");`,
    `op.addColumn("vales", "notes", { type: "text" });
  op.dropIndex("ix_folio");
  op.alterColumn("vales", "folio", { type: "varchar(20)" });`,
  ),
};

const tables = (...names: readonly string[]) =>
  names.map((name) => `CREATE TABLE ${name} (id bigint);\n`).join("");

/** The checks of a report by name, with their status. */
function statuses({ checks }: CiReport): Readonly<Record<string, string>> {
  return Object.fromEntries(checks.map(({ name, status }) => [name, status]));
}

describe("ci", () => {
  test("says what is new since a branch, what it locks and loses, and that it is proved", async () => {
    const project = gitProject(first);
    project.write(longer);
    expect(await project.see("ci --base main")).toMatchInlineSnapshot(`
      "exit 0
      1 new revision since main (ID)

      ✓ heads    one head: b
      ✓ models   equal to the migrations, 5 objects
      ✓ history  1 revision of main as it was
      ✓ proof    1 revision proved up and down, 2 rows kept both ways
      ! locks    1 table locked for as long as all rows take: vales
          b: vales: SHARE while all rows are read; writes wait
            instead: concurrently: true builds it while they go on, outside the transaction
      ! losses   an upgrade loses 1 thing
          b: values of column vales.notes
        → Let a release that no longer uses them go out first, and keep a backup.
      - drift    no database was asked: --drift

      passed, with 2 warnings"
    `);
    expect(await project.run("ci --base main --strict")).toMatchObject({ status: 3 });
    const report = await project.json<CiReport>("ci --base main");
    expect(report.revisions.map(({ revision }) => revision)).toEqual(["b"]);
    expect(report.revisions[0]).toMatchObject({
      loses: { upgrade: ["values of column vales.notes"], downgrade: [] },
      locks: [
        { table: "vales", lock: "ACCESS EXCLUSIVE" },
        { lock: "SHARE", work: "scan" },
      ],
    });
    expect(await project.run("ci --base main -q")).toMatchObject({ status: 0, out: "" });
  });

  test("is Markdown for a pull request, in a file beside the text", async () => {
    const project = gitProject(first);
    project.write(longer);
    const { status, out } = await project.run("ci --base main --format markdown --output out/r.md");
    expect(status).toBe(0);
    expect(out).toContain("✓ heads");
    const written = readFileSync(join(project.dir, "out/r.md"), "utf8");
    expect(written.replace(/[0-9a-f]{12}/g, "COMMIT")).toMatchInlineSnapshot(`
      "## Migrations: passed

      1 new revision since \`main\` (COMMIT).

      |  | check | result |
      | --- | --- | --- |
      | ✅ | heads | one head: b |
      | ✅ | models | equal to the migrations, 5 objects |
      | ✅ | history | 1 revision of main as it was |
      | ✅ | proof | 1 revision proved up and down, 2 rows kept both ways |
      | ⚠️ | locks | 1 table locked for as long as all rows take: vales |
      | ⚠️ | losses | an upgrade loses 1 thing |
      | ➖ | drift | no database was asked: --drift |

      ### ⚠️ locks

      - b: vales: SHARE while all rows are read; writes wait<br>instead: concurrently: true builds it while they go on, outside the transaction

      ### ⚠️ losses

      - b: values of column vales.notes

      → Let a release that no longer uses them go out first, and keep a backup.

      ### New revisions

      | revision | statements | locks | for long | loses | loses on downgrade |
      | --- | --- | --- | --- | --- | --- |
      | \`b\` b | 3 | vales (ACCESS EXCLUSIVE) | yes | values of column vales.notes | nothing |

      <details><summary>SQL of <code>b</code> b</summary>

      \`\`\`sql
      ALTER TABLE vales ALTER COLUMN folio TYPE varchar(40);
      CREATE INDEX ix_folio ON vales (folio);
      ALTER TABLE vales DROP COLUMN notes;
      \`\`\`

      - vales: ACCESS EXCLUSIVE; reads and writes wait
      - vales: SHARE while all rows are read; writes wait

      </details>
      "
    `);
    expect((await project.run("ci --base main --format markdown")).out).toBe(written);
    expect(await project.fails("ci --format html")).toContain(
      "--format takes text, markdown or json",
    );
  });

  test("holds a name and a message for no markup", async () => {
    const project = gitProject({});
    project.write({
      "migrations/a.ts": revisionFile("a", null, "op.execute(\"SELECT '```'\");").replace(
        "// a ·",
        "// <b>a | b</b> ·",
      ),
    });
    const { out } = await project.run("ci --base main --format markdown");
    expect(out).toContain("| `a` &lt;b>a \\| b&lt;/b> |");
    expect(out).toContain("````sql\nSELECT '```';\n````");
  });

  test("fails where the models have no revision", async () => {
    const project = gitProject(first);
    project.write({ "db/vales.sql": longer["db/vales.sql"] });
    const { status, out } = await project.run("ci --base main");
    expect(status).toBe(3);
    expect(out).toMatch(/✗ models +different from the migrations, in 3 objects/);
    expect(out).toContain("`limbeck generate`");
    expect(out).toContain("failed: 1 check");
  });

  test("fails where what others may have applied is edited or gone; a comment does no harm", async () => {
    const project = gitProject({ ...first, ...longer });
    const file = join(project.dir, "migrations/b.ts");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("// b", "// what b does").replaceAll("\n", "\r\n"));
    expect(statuses(await project.json("ci --base main"))).toMatchObject({ history: "passed" });
    writeFileSync(file, text.replaceAll("ix_folio", "ix_vales_folio"));
    const { status, out } = await project.run("ci --base main");
    expect(status).toBe(3);
    expect(out).toContain("✗ history  1 revision of main changed");
    expect(out).toContain("b edited: migrations/b.ts");
    expect(out).toMatch(/`git checkout [0-9a-f]{12} -- migrations\/b\.ts`/);
    project.remove("migrations/b.ts");
    expect((await project.run("ci --base main")).out).toContain("b removed: migrations/b.ts");
  });

  test("takes a squash for what it is: nothing is edited, and what came of it is proved", async () => {
    const project = gitProject({ ...line("a", "b", "c"), "db/all.sql": tables("a", "b", "c") });
    expect(await project.see("squash a:b")).toContain("exit 0");
    const report = await project.json<CiReport>("ci --base main");
    expect(statuses(report)).toMatchObject({ history: "passed", proof: "passed", locks: "passed" });
    expect(report.revisions.map(({ revision }) => revision)).toEqual(["b"]);
  });

  test("finds two heads that only come together on the other branch", async () => {
    const project = gitProject(line("a"));
    project.write({ "migrations/b.ts": line("a", "b")["migrations/b.ts"]! });
    project.commit();
    project.git("switch", "--quiet", "main");
    project.write({ "migrations/c.ts": line("a", "c")["migrations/c.ts"]! });
    project.commit();
    project.git("switch", "--quiet", "work");
    expect(await project.see("heads")).toContain("b  ← a");
    const { status, out } = await project.run("ci --base main");
    expect(status).toBe(3);
    expect(out).toContain("✗ heads    2 heads: b, c, together with main");
    expect(out).toContain("limbeck rebase");
    project.git("merge", "--quiet", "--no-edit", "main");
    expect((await project.run("ci --base main")).out).toContain("✗ heads    2 heads: b, c\n");
  });

  test("proves though the models were looked at on the same throwaway database", async () => {
    const { run, json, write } = cliProject({
      ...line("a"),
      "migrations/a.ts": revisionFile(
        "a",
        null,
        'op.createTable("a", { columns: { id: { type: "bigint" } } });',
        'op.dropTable("a");',
      ),
      "db/m.sql": "CREATE TABLE a (id bigint);",
    });
    expect((await run("check")).status).toBe(0); // the cache knows the revisions, and the models as they were
    write({ "db/m.sql": "CREATE TABLE a (id bigint); -- changed" });
    expect((await json<CiReport>("ci")).ok).toBe(true);
  });

  test("proves what was written by hand, and what it does to rows is its own matter", async () => {
    const project = gitProject(first);
    const write = (upgrade: string, downgrade: string | null) =>
      project.write({ "migrations/b.ts": revisionFile("b", "a", upgrade, downgrade) });
    const proof = async () => {
      const { checks } = await project.json<CiReport>("ci --base main");
      return checks.find(({ name }) => name === "proof");
    };
    write('op.createIndex("i", { table: "vales", columns: ["folio"] });', "");
    expect(await proof()).toMatchObject({
      status: "failed",
      details: [expect.stringMatching(/^b: the downgrade does not reach .*\n {2}index i: /)],
    });
    write('op.createIndex("i", { table: "vales", columns: ["folio"] });', null);
    expect(await proof()).toMatchObject({ details: ["b: it has no downgrade"] });
    write('op.createIndex("i", { table: "nowhere", columns: ["folio"] });', "");
    expect(await proof()).toMatchObject({ status: "failed" });
    write("op.execute(\"UPDATE vales SET folio = 'x'\");", "");
    expect(await proof()).toMatchObject({ status: "passed" });
    write(
      'op.alterColumn("vales", "notes", { notNull: true });',
      'op.alterColumn("vales", "notes", { notNull: false });',
    );
    expect(await proof()).toMatchObject({ status: "passed" });
    write(
      'op.addColumn("vales", "n", { type: "text", notNull: true });',
      'op.dropColumn("vales", "n");',
    );
    expect(await proof()).toMatchObject({
      status: "warning",
      details: [expect.stringMatching(/^b: the upgrade fails where tables have rows/)],
    });
    write(
      'const [row] = await op.query(sql`SELECT 1 AS n`);\n  if (!row) op.dropTable("vales");',
      "",
    );
    project.write({
      "migrations/b.ts": readFileSync(join(project.dir, "migrations/b.ts"), "utf8").replace(
        "function upgrade",
        "async function upgrade",
      ),
    });
    expect(await proof()).toMatchObject({ status: "passed" });
  }, 120_000);

  test("asks the database what is pending and whether it has drifted", () =>
    withDatabase(async (url) => {
      const project = cliProject({ ...quickScratch(), ...first, ...longer });
      await project.run(["upgrade", "a", "--url", url]);
      const ask = ["ci", "--drift", "--url", url];
      const report = await project.json<CiReport>(ask.slice(0, 4).join(" "));
      expect(report.ok).toBe(true);
      expect(report.revisions.map(({ revision }) => revision)).toEqual(["b"]);
      expect(statuses(report)).toMatchObject({ drift: "passed", history: "skipped" });
      await withConnection(url, {}, (connection) =>
        connection.script("ALTER TABLE vales ADD COLUMN by_hand text"),
      );
      const { status, out } = await project.run(ask);
      expect(status).toBe(3);
      expect(out).toContain("✗ drift");
      expect(out).toContain("- column vales.by_hand");
    }));

  test("reports a database that is not there as a check that failed", async () => {
    const project = gitProject(first);
    const { status, out } = await project.run(
      "ci --base main --drift --url postgresql://localhost:1/app",
    );
    expect(status).toBe(3);
    expect(out).toMatch(/✗ drift .*\(database-unreachable\)/);
    expect(out).toContain("✓ models");
  });

  test("says what is missing where the base cannot be read", async () => {
    const outside = cliProject(first);
    expect(await outside.fails("ci --base main")).toContain("is in no git repository");
    const project = gitProject(first);
    expect(await project.fails("ci --base origin/main")).toMatchInlineSnapshot(`
      "exit 2
      ! error git knows no branch or commit origin/main
      !   → Fetch it first: \`git fetch origin main\`. On GitHub Actions: actions/checkout with fetch-depth: 0.
      !   base-unknown"
    `);
    project.write(longer);
    project.commit();
    const shallow = cliProject({});
    project.git(
      "clone",
      "--quiet",
      "--depth",
      "1",
      `file://${project.dir}`,
      join(shallow.dir, "c"),
    );
    project.git(
      "-C",
      join(shallow.dir, "c"),
      "fetch",
      "--quiet",
      "--depth",
      "1",
      "origin",
      "main:main",
    );
    expect(await shallow.fails("ci --base main -c c")).toContain("fetch-depth: 0");
  });
});
