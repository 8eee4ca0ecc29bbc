import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withDatabase } from "../server.js";
import { type CliProject, cliProject, line, revisionFile, sqlConfig } from "./cli-project.js";

const a = "CREATE TABLE a (id bigint);";
const written = ({ dir }: CliProject) =>
  readdirSync(join(dir, "migrations")).filter((name) => /^[^.].*\.ts$/.test(name));

describe("generate --amend", () => {
  test(
    "takes the newest revision back and writes it anew, with its id and message",
    () =>
      withDatabase(async (url) => {
        const project = cliProject({
          ...line("a"),
          "db/models.sql": `${a} CREATE TABLE vales (id bigint);`,
        });
        const generate = (words: string) =>
          project.see([...`generate ${words} --url ${url}`.split(" ")]);
        await generate("vales --rev-id b");
        expect(await generate("--amend")).toContain("nothing to do");
        await project.run(["upgrade", "--url", url]);
        project.write({ "db/models.sql": `${a} CREATE TABLE vales (id bigint, folio text);` });
        expect(await generate("--amend")).toMatchInlineSnapshot(`
          "exit 0
          + migrations/b_vales.ts
            1 operation
            taken back first on localhost:PORT/DATABASE as postgres
            loses on downgrade: rows of table vales
            proved up: 5 objects as the models say · down: 2 objects as before, 2 rows kept both ways

          Look it over, then bring the database up: limbeck upgrade --url postgresql://postgres@localhost:PORT/DATABASE"
        `);
        expect(written(project)).toEqual(["a.ts", "b_vales.ts"]);
        expect(readFileSync(join(project.dir, "migrations/b_vales.ts"), "utf8")).toContain("folio");
        expect(await project.see(["current", "--url", url])).toContain("\na  ← base");
        expect(await project.see("check")).toContain("exit 0");

        // Not applied now; another message and id are another file.
        expect(await generate("vales y folios --amend --rev-id c")).toMatchInlineSnapshot(`
          "exit 0
          + migrations/c_vales_y_folios.ts
            1 operation
            loses on downgrade: rows of table vales
            proved up: 5 objects as the models say · down: 2 objects as before, 2 rows kept both ways

          Look it over, then bring the database up: limbeck upgrade --url postgresql://postgres@localhost:PORT/DATABASE"
        `);
        expect(written(project)).toEqual(["a.ts", "c_vales_y_folios.ts"]);
        expect(await project.see(["upgrade", "--url", url])).toContain("upgraded a → c");
      }),
    120_000,
  );

  test("keeps labels, dependencies and the folder, and opens no database that is not there", async () => {
    const project = cliProject({
      ...line("a"),
      "migrations/x.ts": revisionFile("x", null, ""),
      "limbeck.config.ts": sqlConfig.replace(
        "models:",
        'versionLocations: ["./migrations", "./more"], models:',
      ),
      "more/package.json": "{}",
      "db/models.sql": `${a} CREATE TABLE vales (id bigint);`,
    });
    await project.run(
      "generate vales --rev-id b --head a --depends-on x --branch-label side --version-path ./more --no-verify",
    );
    project.write({ "db/models.sql": `${a} CREATE TABLE tickets (id bigint);` });
    expect(await project.see("generate --amend --head b --no-verify")).toContain(
      "+ more/b_vales.ts",
    );
    expect(await project.json("show b")).toMatchObject([
      { down: ["a"], dependsOn: ["x"], labels: ["side"], message: "vales" },
    ]);
    expect(existsSync(join(project.dir, ".limbeck/db"))).toBe(false);
  }, 120_000);

  test("refuses what is not the newest, is protected, or holds work of one's own", async () => {
    const project = cliProject({
      ...line("a", "b"),
      "migrations/c.ts": revisionFile(
        "c",
        "b",
        'op.run("number them", async () => {});\n  op.execute("SELECT 1");',
      ),
      "limbeck.config.ts": sqlConfig.replace(
        "models:",
        'environments: { production: { url: "pglite:prod", protect: true } }, models:',
      ),
      "db/models.sql": a,
    });
    expect(await project.fails("generate --amend --head b")).toContain("b is not a head");
    expect(await project.fails("generate --amend --env production")).toMatchInlineSnapshot(`
      "exit 2
      ! error production is protected: a revision that may be applied there is never written anew
      !   → Write another one: \`limbeck generate --env production\`.
      !   environment-protected"
    `);
    expect(await project.fails("generate --amend")).toMatchInlineSnapshot(`
      "exit 2
      ! error c holds what models do not say, and would be lost:
      !   op.run("number them") (migrations/c.ts:8)
      !   op.execute(…) (migrations/c.ts:9)
      !   → Write the rest as another revision: \`limbeck generate\`. Or change this one by hand: \`limbeck edit c\`.
      !   data-step"
    `);
    expect(await project.fails("generate --amend --merge")).toContain("does not go with --merge");
    expect(await project.fails("generate --amend --splice")).toContain("does not go with --splice");
    expect(await project.fails("generate --amend --from database")).toContain("starts from the");
    expect(await project.fails("generate --merge --head b")).toContain("does not go with --head");
    expect(await project.fails("generate --amend --head base")).toContain("is no revision to");
    project.write({
      "migrations/c.ts": revisionFile("c", "b", "return op.query(sql`SELECT 1`);"),
      "migrations/d.ts": revisionFile("d", null, "").replace(
        "export function upgrade",
        'export const dependsOn = "c";\n\nexport function upgrade',
      ),
    });
    expect(await project.fails("generate --amend --head c")).toContain("d depends on it");
    project.remove("migrations/d.ts");
    expect(await project.fails("generate --amend")).toContain("reads with op.query");
    expect(written(project)).toEqual(["a.ts", "b.ts", "c.ts"]);
  });

  test(
    "leaves everything where it was when the way back fails",
    () =>
      withDatabase(async (url) => {
        const project = cliProject({
          "migrations/a.ts": revisionFile(
            "a",
            null,
            'op.createTable("a", { columns: { id: { type: "bigint" } } });',
            'op.dropTable("b");',
          ),
          "db/models.sql": "CREATE TABLE a (id bigint, n integer);",
        });
        await project.run(["upgrade", "--url", url]);
        const before = readFileSync(join(project.dir, "migrations/a.ts"), "utf8");
        expect(await project.fails(["generate", "--amend", "--url", url])).toContain(
          "the downgrade of a failed",
        );
        expect(readFileSync(join(project.dir, "migrations/a.ts"), "utf8")).toBe(before);
        project.write({ "migrations/a.ts": before.replace('"b"', '"a"'), "db/models.sql": "" });
        expect(await project.fails(["generate", "--amend", "--url", url])).toContain(
          "models-empty",
        );
        expect(await project.see(["current", "--url", url])).toContain("\na  ← base");
      }),
    120_000,
  );
});

describe("generate --merge", () => {
  const fork = (c: string) => ({
    ...line("a"),
    "migrations/b.ts": revisionFile("b", "a", 'op.addColumn("a", "b", { type: "text" });'),
    "migrations/c.ts": revisionFile("c", "a", c),
    "db/models.sql": "CREATE TABLE a (id bigint, b text); CREATE TABLE c (id bigint, n integer);",
  });

  test("follows all heads where their lines have nothing in common", async () => {
    const project = cliProject(
      fork('op.createTable("c", { columns: { id: { type: "bigint" } } });'),
    );
    expect(await project.fails("generate numbers")).toMatchInlineSnapshot(`
      "exit 2
      ! error there are 2 heads: b, c
      !   no object is worked on by more than one of their lines
      !   → Join them first: \`limbeck merge\`. Or name the one to follow: --head c.
      !   multiple-heads"
    `);
    expect(
      await project.see("generate numbers --merge --rev-id d --no-verify"),
    ).toMatchInlineSnapshot(`
      "exit 0
      + migrations/d_numbers.ts
        1 operation
        joins b, c
        loses on downgrade: values of column c.n
        not proved

      Look it over, then bring the database up: limbeck upgrade"
    `);
    expect(await project.json("show d")).toMatchObject([{ down: ["b", "c"], mergePoint: true }]);
    expect(await project.see("generate --merge")).toContain("nothing to do");
  }, 60_000);

  test("names what they have in common otherwise", async () => {
    const project = cliProject(fork('op.createIndex("a_c", { table: "a", columns: ["id"] });'));
    expect(await project.fails("generate numbers --merge")).toMatchInlineSnapshot(`
      "exit 2
      ! error b and c cannot be joined unseen: their lines have something in common
      !   a: b and c both work on it
      !   → See that it does not matter which line runs first. Then join them, and go on from there: \`limbeck merge\`, \`limbeck generate\`.
      !   multiple-heads"
    `);
    expect(await project.fails("upgrade head")).toContain("\n!   a: b and c both work on it\n");
    expect(await project.fails("stamp head")).toContain("\n!   a: b and c both work on it\n");
    expect(await project.fails("upgrade head --sql")).toContain("a: b and c both work on it");
    // A file that does not load is not what was asked about.
    project.write({ "migrations/c.ts": `${revisionFile("c", "a", "")}nonsense` });
    expect(await project.fails("generate numbers")).not.toContain("both work");
    expect(written(project)).toEqual(["a.ts", "b.ts", "c.ts"]);
  });
});
