import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withDatabase } from "../server.js";
import { cliProject, line, revisionFile } from "./cli-project.js";

describe("the migrations folder", () => {
  test("is gone", async () => {
    const project = cliProject();
    rmSync(join(project.dir, "migrations"), { recursive: true });
    for (const command of ["upgrade", "downgrade base", "heads", "history", "check", "generate"])
      expect(await project.fails(command)).toBe(`exit 2
! error the migrations folder migrations does not exist
!   → Restore it, or begin with an empty one: mkdir migrations
!     If it lies elsewhere, name it in the configuration: migrations: "./db/migrations"
!   script-missing`);
  });

  test("holds a revision without an id, or something else", async () => {
    const project = cliProject({ "migrations/a.ts": "export const downRevision = null;\n" });
    expect(await project.fails("upgrade")).toMatchInlineSnapshot(`
      "exit 2
      ! error migrations/a.ts: has no \`revision\`, the id of the revision
      !   → A revision file says which revision it is and what it follows:
      !       export const revision = "ID";
      !       export const downRevision = null; // string | string[] | null
      !   script-invalid"
    `);
    project.write({ "migrations/a.ts": "export const x = 1;\n" });
    expect(await project.fails("heads")).toMatchInlineSnapshot(`
      "exit 2
      ! error migrations/a.ts: is not a revision file: it has neither \`revision\` nor \`downRevision\`
      !   → Move it out of the migrations folder. A revision file says which revision it is and what it follows:
      !       export const revision = "ID";
      !       export const downRevision = null; // string | string[] | null
      !   script-invalid"
    `);
    project.write({ "migrations/a.ts": 'export const revision = "a";\n' });
    expect(await project.fails("heads")).toMatchInlineSnapshot(`
      "exit 2
      ! error migrations/a.ts: has no \`downRevision\`, the revision it follows (null for the first one)
      !   → A revision file says which revision it is and what it follows:
      !       export const revision = "ID";
      !       export const downRevision = null; // string | string[] | null
      !   script-invalid"
    `);
  });

  test("holds one id twice", async () => {
    const project = cliProject({
      ...line("a", "b"),
      "migrations/copy.ts": line("a", "b")["migrations/b.ts"]!,
    });
    expect(await project.fails("upgrade")).toMatchInlineSnapshot(`
      "exit 2
      ! error two revisions have the id b: migrations/b.ts and migrations/copy.ts
      !   → Delete the copy, or give it an id of its own and let it follow the right revision.
      !   graph-duplicate-id"
    `);
  });

  test("lacks a parent", async () => {
    const project = cliProject({ ...line("a"), "migrations/c.ts": revisionFile("c", "b", "") });
    expect(await project.fails("history")).toMatchInlineSnapshot(`
      "exit 2
      ! error c (migrations/c.ts) follows "b": no such revision is in the migrations folder
      !   → Did you mean a? Restore the missing file, or correct the name in the file that has it.
      !   graph-parent-missing"
    `);
  });

  test("goes in a circle", async () => {
    const project = cliProject({
      ...line("a"),
      "migrations/b.ts": revisionFile("b", ["a", "d"], ""),
      "migrations/c.ts": revisionFile("c", "b", ""),
      "migrations/d.ts": revisionFile("d", "c", ""),
    });
    expect(await project.fails("heads")).toMatchInlineSnapshot(`
      "exit 2
      ! error the revisions form a cycle: b -> c -> d -> b, in migrations/b.ts, migrations/c.ts, migrations/d.ts
      !   → Correct downRevision or dependsOn in one of these files, so that one of them comes first.
      !   graph-cycle"
    `);
  });

  test("is empty", async () => {
    const project = cliProject();
    expect(await project.see("history")).toMatchInlineSnapshot(`
      "exit 0
      no revisions yet"
    `);
    expect(await project.fails("show head")).toMatchInlineSnapshot(`
      "exit 2
      ! error head: there are no revisions yet
      !   → \`limbeck generate\` writes the first one.
      !   revision-unknown"
    `);
    expect(await project.fails("show abcd")).toMatchInlineSnapshot(`
      "exit 2
      ! error there is no revision "abcd": there are none yet
      !   → \`limbeck generate\` writes the first one.
      !   revision-unknown"
    `);
  });
});

describe("a revision's name", () => {
  const project = () => cliProject(line("0a10ffff0001", "0a10ffff0002", "0b10ffff0003"));

  test("is unknown, ambiguous or malformed", async () => {
    const { fails } = project();
    expect(await fails("show zzzz")).toMatchInlineSnapshot(`
      "exit 2
      ! error no revision or branch is called "zzzz"
      !   → \`limbeck history\` lists all revisions.
      !   revision-unknown"
    `);
    expect(await fails("show 0b10ffff0004")).toMatchInlineSnapshot(`
      "exit 2
      ! error no revision or branch is called "ID"
      !   → Did you mean ID or ID or ID? \`limbeck history\` lists all revisions.
      !   revision-unknown"
    `);
    expect(await fails("upgrade 0a10")).toMatchInlineSnapshot(`
      "exit 2
      ! error "0a10" is the start of 2 names: ID, ID
      !   → Give more characters.
      !   revision-ambiguous"
    `);
    expect(await fails("show a@b@c")).toMatchInlineSnapshot(`
      "exit 2
      ! error "a@b@c" is not a revision identifier: it holds more than one "@"
      !   → A revision is [BRANCH@]NAME[+N|-N] or [BRANCH@]+N|-N, where NAME is an id or the start of one, a branch label, head, heads, base or current.
      !   revision-malformed"
    `);
    expect(await fails("show ++1")).toMatchInlineSnapshot(`
      "exit 2
      ! error "++1" is not a revision identifier: "+" and "-" must be followed by a number and end the identifier
      !   → A revision is [BRANCH@]NAME[+N|-N] or [BRANCH@]+N|-N, where NAME is an id or the start of one, a branch label, head, heads, base or current.
      !   revision-malformed"
    `);
    expect(await fails("history -r base")).toMatchInlineSnapshot(`
      "exit 2
      ! error "base" is not a revision identifier: a range has a ":"
      !   → A range is FROM:TO, FROM: or :TO, as in base:head, 1975ea:, -3:current or current:+2.
      !   revision-malformed"
    `);
    expect(await fails("history -r head:zzzz")).toMatchInlineSnapshot(`
      "exit 2
      ! error no revision or branch is called "zzzz"
      !   → \`limbeck history\` lists all revisions.
      !   revision-unknown"
    `);
  });

  test("may be partial or relative", async () => {
    const { run } = project();
    const first = async (line: string) => (await run(line)).out.split(" ")[0];
    expect(await first("show 0b1")).toBe("0b10ffff0003");
    expect(await first("show head-1")).toBe("0a10ffff0002");
    expect(await first("show 0a10ffff0001+1")).toBe("0a10ffff0002");
    expect((await run("history -r 0a10ffff0002:head -q")).out.trim().split("\n")).toHaveLength(2);
  });

  test("may count from where the database stands", () =>
    withDatabase(async (url) => {
      const { see, run } = cliProject({ ...line("a", "b", "c"), ".env": `DATABASE_URL=${url}\n` });
      expect(await see("history -r -2:current")).toContain("no revision lies in -2:current");
      await run("upgrade b");
      expect(await see("show -1 -q")).toContain("exit 0\na  a\n");
      expect(await see("show +1 -q")).toContain("exit 0\nc  c  (head)\n");
      expect(await see("show b@+1 -q")).toContain("exit 0\nc  c  (head)\n");
      const ids = async (range: string) =>
        (await run(["history", "-q", "-r", range])).out.match(/^\w+/gm)?.join(" ");
      expect(await ids("-1:current")).toBe("b a");
      expect(await ids("current:+2")).toBe("c b");
      expect(await ids("b@base:")).toBe("c b a");
      expect(await ids(":b@head-1")).toBe("b a");
      process.env.EDITOR = "true";
      expect(await see("edit -1")).toContain("migrations/a.ts");
      delete process.env.EDITOR;
    }));
});

describe("lists", () => {
  const files = {
    ...line("a", "b"),
    "migrations/c.ts":
      `// 価格の変更 · 2026-01-02\n${revisionFile("c", "a", "").split("\n").slice(1).join("\n")}`.replace(
        'downRevision = "a";',
        'downRevision = "a";\nexport const branchLabels = ["precios"];',
      ),
    "migrations/d_very_long_id.ts": revisionFile("d_very_long_id", ["b", "c"], ""),
  };

  test("align, also with wide characters", async () => {
    const { see, json } = cliProject(files);
    expect(await see("history")).toMatchInlineSnapshot(`
      "exit 0
      d_very_long_id  ← b, c  d very long id  (head, merge point, precios)
      c               ← a     価格の変更      (precios)
      b               ← a     b
      a               ← base  a               (branch point)"
    `);
    expect(await see("history -v")).toMatchInlineSnapshot(`
      "exit 0
      d_very_long_id  d very long id  (head, merge point, precios)
        parent   b, c
        labels   precios
        created  DATE
        file     migrations/d_very_long_id.ts

      c  価格の変更  (precios)
        parent   a
        labels   precios
        created  DATE
        file     migrations/c.ts

      b  b
        parent   a
        created  DATE
        file     migrations/b.ts

      a  a  (branch point)
        parent   base
        created  DATE
        file     migrations/a.ts"
    `);
    expect(await see("heads")).toMatchInlineSnapshot(`
      "exit 0
      d_very_long_id  ← b, c  d very long id  (head, merge point, precios)"
    `);
    expect(await see("show c")).toMatchInlineSnapshot(`
      "exit 0
      c  価格の変更  (precios)
        parent   a
        labels   precios
        created  DATE
        file     migrations/c.ts"
    `);
    expect(await json("show c")).toMatchObject([
      { revision: "c", message: "価格の変更", down: ["a"], labels: ["precios"], head: false },
    ]);
    expect(await json("heads")).toMatchObject([{ revision: "d_very_long_id" }]);
    expect(await json("history")).toHaveLength(4);
  });

  test("have the first line of a message, and nothing where there is none", async () => {
    const { run, see } = cliProject();
    await run(["revision", "--rev-id", "a", "-m", "two\nlines"]);
    await run(["revision", "--rev-id", "b"]);
    expect(await see("history")).toBe("exit 0\nb  ← a          (head)\na  ← base  two");
    expect((await run("history -v")).out).toMatch(/^b {2}\(head\)\n[\s\S]*\na {2}two\n/);
    expect(await see("upgrade --url pglite::memory:")).toContain(
      "↑ a  two  TIME\n  ↑ b       TIME\n",
    );
  });

  test("have colour where it is wanted", async () => {
    const { run } = cliProject(files);
    const csi = "\u001b[";
    expect((await run("history", { color: true })).out).toContain(`${csi}1md_very_long_id`);
    expect((await run("history --no-color", { color: true })).out).not.toContain(csi);
    expect((await run("--no-color history", { color: true })).out).not.toContain(csi);
    expect((await run("show zzzz", { color: true })).err).toContain(`${csi}31m`);
    expect((await run("show zzzz --no-color", { color: true })).err).not.toContain(csi);
  });
});
