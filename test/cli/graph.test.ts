import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { withConnection } from "../../src/driver/engines.js";
import { withDatabase } from "../server.js";
import { cliProject, line, revisionFile } from "./cli-project.js";

/** `a`, then `b` and `c` side by side; both touch the table of `a`. */
const fork = {
  ...line("a"),
  "migrations/b.ts": revisionFile("b", "a", 'op.addColumn("a", "b", { type: "text" });'),
  "migrations/c.ts": revisionFile(
    "c",
    "a",
    'op.createIndex("a_c", { table: "a", columns: ["id"] });\n  op.execute("SELECT 1");',
  ),
};

describe("merge", () => {
  test("joins all heads, and names what both sides work on", async () => {
    const project = cliProject(fork);
    expect(await project.see("merge --rev-id m")).toMatchInlineSnapshot(`
      "exit 0
      + migrations/m_merge_b_and_c.ts
        joins b, c
        look at a: b and c both work on it"
    `);
    expect(readFileSync(join(project.dir, "migrations/m_merge_b_and_c.ts"), "utf8")).toContain(
      'export const downRevision = ["b", "c"];',
    );
    expect(await project.see("heads")).toContain("m  ← b, c  merge b and c  (head, merge point)");
    expect(await project.fails("merge")).toMatchInlineSnapshot(`
      "exit 2
      ! error there is nothing to join: m is the only head
      !   → Name two revisions of different lines: \`limbeck merge ae10 27c6\`.
      !   usage"
    `);
  });

  test("takes names, a message and a label; says nothing of what only one side touches", async () => {
    const project = cliProject({
      ...fork,
      "migrations/c.ts": revisionFile("c", "a", 'op.createSchema("c");'),
      "migrations/d.ts": revisionFile("d", "a", "return op.query(sql`SELECT 1`);"),
    });
    const report = await project.json<{ down: string[]; common: unknown[] }>(
      "merge c d -m three --rev-id e --branch-label side",
    );
    expect(report).toMatchObject({ down: ["c", "d"], common: [], message: "three" });
    expect(await project.see("heads")).toBe(`exit 0
b  ← a     b      (head)
e  ← c, d  three  (head, merge point, side)`);
  });

  test("refuses what cannot be joined", async () => {
    const project = cliProject({
      ...fork,
      "migrations/d.ts": revisionFile("d", "c", ""),
    });
    expect(await project.fails("merge b c")).toMatchInlineSnapshot(`
      "exit 2
      ! error c is not a head: other revisions follow it already
      !   → Heads are: b, d. To join it all the same, add --splice.
      !   not-a-head"
    `);
    expect(await project.fails("merge a b")).toContain("! error b follows a already");
    expect(await project.fails("merge b b")).toContain("there is nothing to join: b b is one");
    expect(await project.fails("merge b zz")).toContain("revision-unknown");
    expect(await project.see("merge b c --splice --rev-id m")).toContain("joins b, c");
  });
});

describe("branches", () => {
  test("shows each branch point with what follows it", async () => {
    const project = cliProject(fork);
    expect(await project.see("branches")).toMatchInlineSnapshot(`
      "exit 0
      a  ← base  a  (branch point)
        b  ← a  b  (head)
        c  ← a  c  (head)"
    `);
    expect(await project.see("branches -v")).toContain("file     migrations/c.ts");
    const [point] =
      await project.json<{ revision: string; children: { revision: string }[] }[]>("branches");
    expect(point?.children.map((child) => child.revision)).toEqual(["b", "c"]);
  });

  test("says that there are none", async () => {
    expect(await cliProject(line("a", "b")).see("branches")).toBe(
      "exit 0\nthe revisions form one line",
    );
  });
});

describe("heads and current with dependencies", () => {
  const files = {
    ...line("a", "b"),
    "migrations/x.ts": revisionFile("x", null, 'op.createSchema("x");').replace(
      "export function upgrade",
      'export const dependsOn = "b";\nexport function upgrade',
    ),
  };

  test("a head that another line depends on is an effective one", async () => {
    const project = cliProject(files);
    expect(await project.see("heads")).toMatchInlineSnapshot(`
      "exit 0
      b  ← a     b  (effective head)
      x  ← base  x  (head)"
    `);
    expect(await project.see("heads --resolve-dependencies")).toBe("exit 0\nx  ← base  x  (head)");
  });

  test("is where the database stands, though it has no row", async () => {
    const project = cliProject(files);
    await project.run("upgrade");
    expect(await project.json("current")).toMatchObject({
      revisions: [{ revision: "b" }, { revision: "x" }],
      heads: ["x"],
      atHead: true,
    });
    expect((await project.run("current --check-heads")).status).toBe(0);
  });
});

describe("revision", () => {
  test("begins a line of its own, splits one, depends on another", async () => {
    const project = cliProject(line("a", "b"));
    const write = (rest: string) => project.see(`revision -m x ${rest}`);
    expect(await write("--rev-id r1 --head base --branch-label one --branch-label two")).toContain(
      "+ migrations/r1_x.ts",
    );
    expect(await project.fails("revision -m x --head a")).toMatchInlineSnapshot(`
      "exit 2
      ! error a is not a head: other revisions follow it already
      !   → Heads are: b, r1. To begin another line there, add --splice.
      !   not-a-head"
    `);
    await write("--rev-id c --head a --splice");
    await write("--rev-id r2 --head one@head --depends-on b --depends-on two --depends-on c@head");
    expect(await project.json("show r2")).toMatchObject([
      { down: ["r1"], dependsOn: ["b", "two", "c"] },
    ]);
    expect(await project.json("show r1")).toMatchObject([{ down: [], labels: ["one", "two"] }]);
    expect(await project.fails("revision --head r2 --branch-label one")).toContain(
      "error one is the name of r1 already",
    );
    expect(await project.fails("revision --head r2 --branch-label x@y")).toContain(
      "revision-malformed",
    );
    expect(await project.fails("revision --head r2 --depends-on zz")).toContain("revision-unknown");
  });

  test("may be SQL", async () => {
    const project = cliProject(line("a"));
    await project.run("revision --sql -m view --rev-id v");
    const text = readFileSync(join(project.dir, "migrations/v_view.sql"), "utf8");
    expect(text.replace(/\d{4}-\d\d-\d\d/, "DATE")).toMatchInlineSnapshot(`
      "-- view · DATE
      -- revision: v
      -- down-revision: a

      -- upgrade

      -- downgrade
      "
    `);
    expect(await project.json("show v")).toMatchObject([{ down: ["a"], message: "view" }]);
    expect(await project.fails("generate --sql")).toContain("usage");
    expect(await project.fails("revision --autogenerate --sql")).toContain(
      "a revision from the models is TypeScript",
    );
  });
});

describe("edit", () => {
  test("opens the file, and reads the folder again", async () => {
    const project = cliProject(line("a", "b"));
    const { VISUAL, EDITOR } = process.env;
    try {
      delete process.env.VISUAL;
      delete process.env.EDITOR;
      expect(await project.fails("edit head")).toMatchInlineSnapshot(`
        "exit 2
        ! error no editor is named: neither VISUAL nor EDITOR is set
        !   → EDITOR=nano limbeck edit head
        !     The file is migrations/b.ts.
        !   usage"
      `);
      process.env.EDITOR = "false";
      expect(await project.fails("edit a")).toContain("the editor `false` failed: exit status 1");
      process.env.VISUAL = "sed -i.bak s/bigint/integer/";
      expect(await project.see("edit b")).toBe("exit 0\nmigrations/b.ts: changed");
      expect(await project.json("edit head-1")).toMatchObject({ revision: "a", changed: true });
      expect(await project.see("edit b")).toBe("exit 0\nmigrations/b.ts: as it was");
      process.env.VISUAL = "sed -i.bak s/downRevision/up/";
      expect(await project.fails("edit b")).toContain("script-invalid");
    } finally {
      Object.assign(process.env, { ...(VISUAL && { VISUAL }), ...(EDITOR && { EDITOR }) });
      if (!VISUAL) delete process.env.VISUAL;
      if (!EDITOR) delete process.env.EDITOR;
    }
  });
});

test("ensure-version creates the tables, and nothing else", async () => {
  const project = cliProject(line("a"));
  expect(await project.see("ensure-version")).toMatchInlineSnapshot(`
    "exit 0
    database: embedded .limbeck/db
    there: public.limbeck_version, public.limbeck_journal"
  `);
  expect(await project.see("ensure-version")).toContain("exit 0");
  expect(await project.see("current")).toContain("base  no revision is applied");
  expect(await project.see("ensure-version --sql")).toContain(
    "CREATE TABLE IF NOT EXISTS public.limbeck_version (",
  );
});

test("list-templates shows what init can begin with", async () => {
  const project = cliProject();
  expect(await project.see("list-templates -q")).toBe(
    "exit 0\ndrizzle\nsql\nplain\ndocker\ngithub\ntests",
  );
});

test("-x and --tag reach a configuration that is a function", async () => {
  const project = cliProject({
    ...line("a"),
    "limbeck.config.ts": `import { defineConfig } from "limbeck";
export default defineConfig(({ x, tag }) => ({
  url: "pglite::memory:",
  versionTable: \`v_\${x.tenant}_\${tag ?? "none"}_\${x.empty === "" ? "on" : "off"}\`,
}));
`,
  });
  expect(await project.see("-x tenant=ana ensure-version --sql -x empty -x tenant=eva")).toContain(
    "public.v_eva_none_on (",
  );
  expect(await project.see("upgrade --sql --tag t1 -x tenant=ana")).toMatch(
    /-- tag: t1\n[\s\S]*public\.v_ana_t1_off \(/,
  );
});

test("-x chooses the schema of a tenant, each with records of its own", () =>
  withDatabase(async (url) => {
    const { see } = cliProject({
      ...line("a", "b"),
      "limbeck.config.ts": `import { defineConfig } from "limbeck";
export default defineConfig(({ x }) => ({ url: ${JSON.stringify(url)}, schema: x.tenant }));
`,
    });
    const tables = `SELECT string_agg(schemaname || '.' || tablename, ' ' ORDER BY schemaname) AS found
      FROM pg_tables WHERE tablename IN ('a', 'b')`;
    await withConnection(url, {}, async (connection) => {
      await connection.script("CREATE SCHEMA norte; CREATE SCHEMA sur");
      expect(await see("upgrade -x tenant=norte")).toContain("base → b: 2 revisions");
      expect(await see("upgrade a -x tenant=sur")).toContain("base → a: 1 revision");
      expect(await see("current -x tenant=norte")).toContain("\nb  ← a");
      expect(await see("current -x tenant=sur")).toContain("\na  ← base");
      expect(await connection.query(tables)).toEqual([{ found: "norte.a norte.b sur.a" }]);
    });
  }));
