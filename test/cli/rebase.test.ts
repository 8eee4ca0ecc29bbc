import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withDatabase } from "../server.js";
import { cliProject, line, revisionFile, sqlConfig } from "./cli-project.js";

/** `a`, then `b` to `c`, and `x` to `y` (in SQL) beside it. */
const fork = {
  ...line("a", "b", "c"),
  "migrations/x.ts": revisionFile("x", "a", 'op.addColumn("a", "x", { type: "text" });').replace(
    'downRevision = "a"',
    "downRevision: string | null =\n  'a'",
  ),
  "migrations/y.sql": "-- y\n-- revision: y\n-- down-revision: x\n\n-- upgrade\nSELECT 1;\n",
};

describe("rebase", () => {
  test("moves the line of which nothing is applied", () =>
    withDatabase(async (url) => {
      const project = cliProject(fork);
      await project.run(["upgrade", "b", "--url", url]);
      expect(await project.see(["rebase", "--url", url])).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        moved 2 revisions behind c: x, y

        See that they still run in this order: limbeck check --url postgresql://postgres@localhost:PORT/DATABASE"
      `);
      expect(await project.see("history")).toMatchInlineSnapshot(`
        "exit 0
        y  ← x     y  (head)
        x  ← c     x
        c  ← b     c
        b  ← a     b
        a  ← base  a"
      `);
      expect(readFileSync(join(project.dir, "migrations/x.ts"), "utf8")).toBe(
        fork["migrations/x.ts"].replace("'a'", '"c"'),
      );
      expect(await project.see(["upgrade", "--url", url])).toContain("upgraded b → y");
      expect(await project.fails(["rebase", "--url", url])).toContain(
        "the revisions have one head",
      );
    }));

  test("is told which where nothing is applied, and never moves what is", () =>
    withDatabase(async (url) => {
      const project = cliProject({
        ...fork,
        "limbeck.config.ts": sqlConfig.replace("models", "linear: true, models"),
      });
      expect(await project.fails(["rebase", "--url", url])).toMatchInlineSnapshot(`
        "exit 2
        ! error it is not clear which line moves: the heads are c, y
        !   → Name it, and the head it shall follow: \`limbeck rebase --url postgresql://postgres@localhost:PORT/DATABASE y --onto c\`.
        !   usage"
      `);
      expect(await project.fails(["rebase", "x", "--url", url])).toContain("x is not a head");
      await project.run(["stamp", "x", "--url", url]);
      expect(await project.fails(["rebase", "y", "--url", url])).toMatchInlineSnapshot(`
        "exit 2
        ! error x cannot be moved: it is applied on localhost:PORT/DATABASE as postgres
        !   → Move the other line, or join the two: \`limbeck merge --url postgresql://postgres@localhost:PORT/DATABASE y c\`.
        !   revision-range"
      `);
      const report = await project.json<{ moved: string[]; files: string[] }>([
        "rebase",
        "c",
        "--onto",
        "y",
        "--url",
        url,
      ]);
      expect(report).toMatchObject({ moved: ["b", "c"], onto: "y", common: [] });
      expect(report.files).toEqual([join(project.dir, "migrations/b.ts")]);
      expect(readFileSync(join(project.dir, "migrations/HEAD"), "utf8")).toBe("c\n");
    }));

  test("takes the outside parent of a merge away, and says what it cannot change", () =>
    withDatabase(async (url) => {
      const files = {
        ...line("a", "b"),
        "migrations/x.ts": revisionFile("x", "a", ""),
        "migrations/y.ts": revisionFile("y", "x", ""),
        "migrations/z.ts": revisionFile("z", ["y", "a"], ""),
      };
      const project = cliProject(files);
      await project.run(["stamp", "b", "--url", url]);
      await project.run(["rebase", "--url", url]);
      expect(await project.json("show x")).toMatchObject([{ down: ["b"] }]);
      expect(await project.json("show z")).toMatchObject([{ down: ["y"] }]);
      project.write({
        ...files,
        "migrations/x.ts": files["migrations/x.ts"].replace('= "a"', '= ["a"].at(0)'),
      });
      const before = readFileSync(join(project.dir, "migrations/z.ts"), "utf8");
      expect(await project.fails(["rebase", "--url", url])).toContain(
        'migrations/x.ts: `downRevision` cannot be changed: make it "b" by hand',
      );
      expect(readFileSync(join(project.dir, "migrations/z.ts"), "utf8")).toBe(before);
    }));
});

describe("journal", () => {
  test("tells who ran what, when and how long", () =>
    withDatabase(async (url) => {
      const project = cliProject(line("a", "b"));
      const see = (...words: string[]) => project.see([...words, "--url", url]);
      expect(await see("journal")).toContain("nothing ran here yet");
      for (const command of ["upgrade", "downgrade -1", "stamp b"])
        await see(...command.split(" "));
      expect((await see("journal")).replace(/\d\d:\d\d:\d\d/g, "CLOCK")).toMatchInlineSnapshot(`
        "exit 0
        database: localhost:PORT/DATABASE as postgres
        = b  DATE CLOCK  stamped  postgres  limbeck 0.1.0
        ↓ b  DATE CLOCK  TIME     postgres  limbeck 0.1.0
        ↑ b  DATE CLOCK  TIME     postgres  limbeck 0.1.0
        ↑ a  DATE CLOCK  TIME     postgres  limbeck 0.1.0"
      `);
      expect(await see("journal", "a")).toMatch(/^exit 0\ndatabase: .*\n↑ a {2}\d?.*TIME.*$/);
      expect(await see("journal", "gone")).toContain("gone never ran here");
      expect(await project.json(["journal", "--limit", "1", "--url", url])).toMatchObject({
        rows: [{ revision: "b", direction: "stamp", by: "postgres" }],
      });
      expect(await project.fails(["journal", "--limit", "0"])).toContain("--limit takes a number");
    }));
});

describe("explain", () => {
  test("shows the page of a code, and no other", async () => {
    const project = cliProject();
    const text = await project.see("explain multiple-heads");
    expect(text).toMatch(/^exit 0\nmultiple-heads\n\nThere are several heads\. Exit status 2\./);
    expect(text).toContain("\n    $ limbeck revision -m");
    expect(text).not.toMatch(/<!--|```/);
    expect(await project.json("explain usage")).toMatchObject({ code: "usage", exit: 2 });
    expect(await project.fails("explain multiple-head")).toContain("Did you mean multiple-heads?");
    expect(await project.fails("explain toString")).toContain("there is no error toString");
  });
});
