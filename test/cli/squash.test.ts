import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withDatabase } from "../server.js";
import { type CliProject, cliProject, line, revisionFile, sqlConfig } from "./cli-project.js";

const written = ({ dir }: CliProject, folder = "migrations") =>
  readdirSync(join(dir, folder)).filter((name) => /^[^.].*\.(?:ts|sql)$/.test(name));
/** The text of a file, as of one day. */
const text = ({ dir }: CliProject, file: string) =>
  readFileSync(join(dir, file), "utf8").replace(/ · \d{4}-\d\d-\d\d$/m, " · 2026-11-21");

/** `a` to `d`: tables, and a column that comes and goes. */
const four = {
  ...line("a"),
  "migrations/b.ts": revisionFile(
    "b",
    "a",
    'op.addColumn("a", "n", { type: "integer" });',
    'op.dropColumn("a", "n");',
  ),
  "migrations/c.ts": revisionFile(
    "c",
    "b",
    'op.alterColumn("a", "n", { type: "bigint" });\n  op.createSchema("c");',
    'op.dropSchema("c");\n  op.alterColumn("a", "n", { type: "integer" });',
  ),
  "migrations/d.ts": revisionFile("d", "c", 'op.createSchema("d");', 'op.dropSchema("d");'),
};

describe("squash", () => {
  test(
    "makes one revision of many; databases that have them all need nothing",
    () =>
      withDatabase((past) =>
        withDatabase((middle) =>
          withDatabase(async (fresh) => {
            const project = cliProject(four);
            const on = (url: string, words: string) =>
              project.see([...words.split(" "), "--url", url]);
            await on(past, "upgrade");
            await on(middle, "upgrade b");
            expect(await project.see("squash base:c -m all --keep old")).toMatchInlineSnapshot(`
              "exit 0
              + migrations/c_all.ts
                replaces a, b
                2 operations, written anew
                proved up: 4 objects as they build · down: 0 objects as before them"
            `);
            expect(written(project)).toEqual(["c_all.ts", "d.ts"]);
            expect(written(project, "old")).toEqual(["a.ts", "b.ts", "c.ts"]);
            expect(text(project, "migrations/c_all.ts")).toMatchInlineSnapshot(`
              "// all · 2026-11-21
              // 3 revisions squashed into one
              import type { Operations } from "limbeck";

              export const revision = "c";
              export const downRevision = null;
              export const replaces = ["a", "b"];

              export function upgrade(op: Operations) {
                op.createSchema("c");
                op.createTable("a", {
                  columns: {
                    id: { type: "bigint" },
                    n: { type: "bigint" },
                  },
                });
              }

              export function downgrade(op: Operations) {
                op.dropTable("a");
                op.dropSchema("c");
              }
              "
            `);

            expect(await on(past, "upgrade")).toContain("nothing to do: at d");
            expect(await on(past, "downgrade base")).toContain("downgraded d → base: 2 revisions");
            expect(await on(past, "upgrade")).toContain("upgraded base → d");
            expect(await on(fresh, "upgrade")).toContain("upgraded base → d: 2 revisions");
            expect(await project.fails(["upgrade", "--url", middle])).toMatchInlineSnapshot(`
              "exit 1
              ! error the database is at b, in the middle of what was squashed into c
              !   → Finish it with the code from before: get the old files back from version control, \`limbeck upgrade --url postgresql://postgres@localhost:PORT/DATABASE c\`, then go on with these.
              !     Or take that part back: \`limbeck downgrade --url postgresql://postgres@localhost:PORT/DATABASE base --from-journal\`, then \`limbeck upgrade --url postgresql://postgres@localhost:PORT/DATABASE\`.
              !   database-ahead"
            `);

            expect(await project.fails("show a")).toMatchInlineSnapshot(`
              "exit 2
              ! error a was squashed into c
              !   → Name c instead: what a did is a part of it.
              !   revision-unknown"
            `);
            expect(await project.see("show c")).toContain("replaces  a, b");
            expect(await project.json("squash base:d")).toMatchObject({
              revision: "d",
              replaces: ["a", "b", "c"],
              down: [],
            });
            // One comes back with somebody's branch.
            project.write({ "migrations/b.ts": four["migrations/b.ts"] });
            expect(await project.fails("heads")).toContain(
              "b (migrations/b.ts) was squashed into d",
            );
            project.remove("migrations/b.ts");
            project.write({ "migrations/x.ts": revisionFile("x", "b", "") });
            expect(await project.fails("heads")).toContain("→ b was squashed into d");
          }),
        ),
      ),
    120_000,
  );

  test("keeps every operation in its order where there are rows, or SQL", async () => {
    const project = cliProject({
      ...line("a"),
      "migrations/b.ts": revisionFile(
        "b",
        "a",
        'op.renameColumn("a", "id", "nr");\n  op.bulkInsert("a", [{ nr: 1 }]);',
        'op.renameColumn("a", "nr", "id");',
      ),
      "migrations/c.sql": [
        "-- c\n-- revision: c\n-- down-revision: b\n-- depends-on: x\n",
        "-- upgrade\nUPDATE a SET nr = nr + 1 WHERE '${x}`' <> '\\';\n-- downgrade\nSELECT 1;\n",
      ].join("\n"),
      "migrations/d.ts": revisionFile("d", "c", ""),
      "migrations/x.ts": revisionFile("x", null, 'op.createSchema("x");', 'op.dropSchema("x");'),
      "limbeck.config.ts": sqlConfig,
    });
    expect(await project.see("squash b:c")).toMatchInlineSnapshot(`
      "exit 0
      + migrations/c.ts
        replaces b
        3 operations, as they were, one after the other
        proved up: 3 objects as they build · down: 3 objects as before them"
    `);
    expect(text(project, "migrations/c.ts")).toMatchInlineSnapshot(`
      "// c · 2026-11-21
      // 2 revisions squashed into one
      import type { Operations } from "limbeck";

      export const revision = "c";
      export const downRevision = "a";
      export const dependsOn = "x";
      export const replaces = "b";

      export function upgrade(op: Operations) {
        op.renameColumn("a", "id", "nr");
        op.bulkInsert("a", [{ nr: 1 }]);
        op.execute("UPDATE a SET nr = nr + 1 WHERE '\${x}\`' <> '\\\\';");
      }

      export function downgrade(op: Operations) {
        op.execute("SELECT 1;");
        op.renameColumn("a", "nr", "id");
      }
      "
    `);
    expect(written(project)).toEqual(["a.ts", "c.ts", "d.ts", "x.ts"]);
  }, 60_000);

  test("refuses what would be lost, and says what can be squashed around it", async () => {
    const step = (id: string, down: string) =>
      revisionFile(id, down, 'op.run("number them", async () => {});');
    const project = cliProject({
      ...line("a", "b", "c", "d", "e", "f"),
      "migrations/c.ts": step("c", "b"),
      "migrations/d.ts": revisionFile("d", "c", "", "return op.query(sql`SELECT 1`);"),
    });
    expect(await project.fails("squash base:f")).toMatchInlineSnapshot(`
      "exit 2
      ! error what a function does cannot be carried over into another file:
      !   op.run("number them") (migrations/c.ts:8)
      !   the downgrade of d (migrations/d.ts) reads with op.query
      !   → Squash what lies around it: \`limbeck squash a:b\`, \`limbeck squash e:f\`.
      !   data-step"
    `);
    expect(await project.fails("squash c:d")).toContain("Leave these revisions as they are");
    project.write({
      "migrations/f.ts": revisionFile("f", "e", "", null),
    });
    expect(await project.fails("squash e:f")).toContain("f.ts has no downgrade");
    project.write({
      "migrations/f.ts": revisionFile(
        "f",
        "e",
        'op.execute({ sql: "SELECT $1", params: [new Date(0)] });',
      ),
    });
    expect(await project.fails("squash e:f")).toMatchInlineSnapshot(`
      "exit 2
      ! error op.execute(…) (migrations/f.ts:8) cannot be written down as it is
      !   → Its values are no text, number or truth value. Say them as SQL: op.execute(sql\`…\`).
      !   unsupported"
    `);
    project.write({ "migrations/f.ts": revisionFile("f", "e", 'op.createSchema("f");') });
    expect(await project.fails("squash e:f")).toMatchInlineSnapshot(`
      "exit 1
      ! error revision f was not written: the downgrade does not reach what was there before:
      !   schema f: should not be there
      !   → Nothing was changed. What differs is what stands in the way.
      !   proof-failed"
    `);
    expect(await project.fails("squash e:f --keep migrations")).toContain("read for revisions");
    expect(written(project)).toEqual(["a.ts", "b.ts", "c.ts", "d.ts", "e.ts", "f.ts"]);
  }, 60_000);

  test("takes only a part of the graph that is closed", async () => {
    const project = cliProject({
      ...line("a", "b", "c"),
      "migrations/x.ts": revisionFile("x", "b", ""),
      "migrations/y.ts": revisionFile("y", null, "").replace(
        "export function upgrade",
        'export const dependsOn = "a";\n\nexport function upgrade',
      ),
    });
    expect(await project.fails("squash a:heads")).toContain("it ends in");
    expect(await project.fails("squash a:c")).toContain("y needs a, and not what comes after");
    expect(await project.fails("squash b:c")).toMatchInlineSnapshot(`
      "exit 2
      ! error b:c cannot be one revision: x needs b, and not what comes after
      !   → Leave it out of the range.
      !   revision-range"
    `);
    expect(await project.fails("squash b:b")).toContain("there is nothing to squash");
    expect(await project.fails("squash c:b")).toContain("A range goes from old to new");
    expect(await project.fails("squash b")).toContain('a range has a ":"');
    expect(await project.fails("squash base:current")).toContain("no database is consulted here");
    project.write({ "migrations/m.ts": revisionFile("m", ["c", "x"], "") });
    expect(await project.fails("squash c:m")).toContain("m also follows x, which is not in it");
    expect(await project.see("squash b:m")).toContain("replaces b, c, x");
    expect(await project.json("heads")).toMatchObject([{ revision: "m", down: ["a"] }, {}]);
  }, 60_000);

  test("leaves HEAD of one line where it is", async () => {
    const project = cliProject({
      ...line("a", "b", "c"),
      "migrations/HEAD": "c\n",
      "limbeck.config.ts": sqlConfig.replace("models", "linear: true, models"),
    });
    expect(await project.see("squash base:b -q")).toBe("exit 0\nmigrations/b.ts");
    expect(text(project, "migrations/HEAD")).toBe("c\n");
  }, 60_000);
});
