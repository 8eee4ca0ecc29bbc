import { describe, expect, test } from "vitest";
import { withDatabase } from "../server.js";
import { type CliProject, cliProject, line, revisionFile } from "./cli-project.js";

/** `a`, `b`, `c` and more, all applied. */
async function gone(
  files: Readonly<Record<string, string>>,
  run: (project: CliProject, see: (words: string) => Promise<string>, url: string) => Promise<void>,
) {
  await withDatabase(async (url) => {
    const project = cliProject({ ...line("a", "b", "c"), ...files });
    const see = (words: string) => project.see([...words.split(" "), "--url", url]);
    expect(await see("upgrade")).toContain("exit 0");
    await run(project, see, url);
  });
}

describe("downgrade --from-journal", () => {
  test("takes back what has no file any more, with what ran up", () =>
    gone({}, async (project, see, url) => {
      project.remove("migrations/b.ts");
      project.remove("migrations/c.ts");
      expect(await project.fails(["downgrade", "a", "--url", url])).toMatchInlineSnapshot(`
        "exit 1
        ! error the database is at c, which migrations does not have
        !   → Get the file back: it is on another branch or in a newer release of the code.
        !     Or take it back with what the journal kept: limbeck downgrade --url postgresql://postgres@localhost:PORT/DATABASE REVISION --from-journal
        !     If it is gone for good and the schema is known: limbeck stamp --url postgresql://postgres@localhost:PORT/DATABASE --purge REVISION
        !   database-ahead"
      `);
      expect(await see("downgrade -1 --from-journal")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        from the journal: c; its file is gone
          ↓ c  c  TIME
        downgraded c → b: 1 revision"
      `);
      expect(
        await project.json(["downgrade", "base", "--from-journal", "--url", url]),
      ).toMatchObject({
        from: ["b"],
        to: [],
        steps: [
          { revision: "b", direction: "downgrade", fromJournal: true },
          { revision: "a", direction: "downgrade" },
        ],
      });
      expect(await see("upgrade")).toContain("upgraded base → a: 1 revision");
      expect(await see("downgrade base --from-journal")).toContain("downgraded a → base");
      expect(await see("downgrade base --from-journal")).toContain("nothing to do: at base");
    }));

  test("comes to where lines part and depend on one another", () =>
    gone(
      {
        "migrations/x.ts": revisionFile("x", "a", 'op.createSchema("x");', 'op.dropSchema("x");'),
        "migrations/m.ts": revisionFile("m", ["c", "x"], ""),
        "migrations/y.sql":
          "-- revision: y\n-- down-revision: none\n-- depends-on: b\n-- upgrade\nCREATE TABLE y (n int);\n-- downgrade\nINSERT INTO y VALUES (1); DROP TABLE y; -- 'done'\n",
      },
      async (project, see) => {
        for (const file of ["b.ts", "c.ts", "m.ts", "y.sql"]) project.remove(`migrations/${file}`);
        expect(await see("downgrade x --from-journal")).toContain("downgraded m, y → c, x, y");
        expect(await see("downgrade a --from-journal")).toContain("exit 0");
        expect(await see("current")).toBe(
          "exit 0\ndatabase: localhost:PORT/DATABASE as postgres\na  ← base  a",
        );
      },
    ));

  test(
    "takes a database out of the middle of what was squashed",
    () =>
      gone({}, async (project, see, url) => {
        await see("downgrade b");
        await project.run("squash base:c");
        expect(await project.fails(["upgrade", "--url", url])).toContain(
          "in the middle of what was",
        );
        expect(await see("downgrade base --from-journal")).toContain("downgraded b → base");
        expect(await see("upgrade")).toContain("upgraded base → c: 1 revision");
      }),
    60_000,
  );

  test("says what it cannot take back, before anything runs", () =>
    gone(
      {
        "migrations/b.ts": revisionFile("b", "a", "", 'throw new Error("no way back");'),
        "migrations/d.ts": revisionFile("d", "c", "", 'op.run("undo", async () => {});'),
        "migrations/e.ts": revisionFile("e", "d", "", null),
        "migrations/f.ts": revisionFile("f", "e", "", "return op.query(sql`SELECT 1`);"),
        "migrations/g.ts": revisionFile("g", "f", "", "op.execute(\"SELECT '\\ud800'\");"),
      },
      async (project, see, url) => {
        const fails = (words: string) => project.fails([...words.split(" "), "--url", url]);
        for (const id of ["g", "f", "e", "d", "c", "b"]) project.remove(`migrations/${id}.ts`);
        const reason = async () =>
          /from the journal: (.*)/.exec(await fails("downgrade -1 --from-journal"))?.[1];
        expect(await reason()).toBe("it holds characters that cannot be stored");
        await see("stamp --purge a");
        for (const [id, down, why] of [
          ["f", "e", "it reads with op.query"],
          ["e", "d", "it has no downgrade"],
          ["d", "c", "it has a data step"],
          ["b", "a", "it fails: no way back"],
        ]) {
          project.write({ [`migrations/${id}.ts`]: revisionFile(id!, "a", "") });
          await see(`stamp --purge ${id}`);
          project.remove(`migrations/${id}.ts`);
          expect(await reason(), id).toBe(why);
          expect(await fails(`downgrade ${down} --from-journal`)).toContain("database-ahead");
        }
        // One that no journal knows.
        project.write({ "migrations/z.ts": revisionFile("z", "a", "") });
        await see("stamp --purge z");
        project.remove("migrations/z.ts");
        expect(await fails("downgrade a --from-journal")).toMatchInlineSnapshot(`
          "exit 1
          ! error the journal has no way back of z
          !   → It went up by SQL, by a stamp, or with a version that kept none. Get its file back, or say where the database stands: \`limbeck stamp --url postgresql://postgres@localhost:PORT/DATABASE --purge REVISION\`.
          !   database-ahead"
        `);
        expect(await fails("downgrade b:a --sql --from-journal")).toContain("means nothing with");
      },
    ));
});
