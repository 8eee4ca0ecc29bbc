import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cliProject, line, revisionFile } from "./cli-project.js";

/** A project whose configuration says these things. */
function configured(settings: string, files: Readonly<Record<string, string>> = {}) {
  return cliProject({
    "limbeck.config.ts": `import { defineConfig } from "limbeck";
export default defineConfig({ url: "pglite::memory:", ${settings} });
`,
    ...files,
  });
}

describe("several folders", () => {
  const settings =
    'versionLocations: ["migrations", "./billing/db"], recursiveVersionLocations: true';
  const files = {
    ...line("a"),
    "migrations/2026/b.ts": revisionFile("b", "a", ""),
    "billing/db/x.ts": revisionFile("x", null, ""),
  };

  test("are one graph; a new file goes where its parent is", async () => {
    const project = configured(settings, files);
    expect(await project.see("heads")).toBe(`exit 0
x  ← base  x  (head)
b  ← a     b  (head)`);
    expect(await project.see("revision -m y --head x --rev-id y")).toContain("+ billing/db/y.ts");
    expect(await project.see("revision -m c --head b --rev-id c")).toContain("+ migrations/c.ts");
    expect(await project.fails("revision -m z --head base")).toMatchInlineSnapshot(`
      "exit 2
      ! error there are several folders for revisions, and no parent decides
      !   → Name one with --version-path: migrations, billing/db.
      !   usage"
    `);
    const elsewhere = "revision -m z --head base --rev-id z --version-path";
    expect(await project.see(`${elsewhere} ./billing/db/`)).toContain("+ billing/db/z.ts");
    expect(await project.fails(`${elsewhere} other`)).toContain(
      "Those of versionLocations are: migrations, billing/db.",
    );
  });

  test("are said by name when one is gone", async () => {
    const project = configured('versionLocations: ["migrations", "gone"]', line("a"));
    expect(await project.fails("heads")).toContain("the migrations folder gone does not exist");
  });
});

describe("names of new files", () => {
  test("take every token, in the configured time zone", async () => {
    const project = configured(
      `timezone: "Pacific/Kiritimati", truncateSlugLength: 11, recursiveVersionLocations: true,
  fileTemplate: "%(year)s/%(month)s%(day)s-%(hour)s%(minute)s%(second)s_%(rev)s_%(slug)s_%(epoch)s"`,
    );
    const before = Date.now();
    const { file } = await project.json<{ file: string }>([
      "revision",
      "-m",
      "number the vales",
      "--rev-id",
      "r",
    ]);
    const [, year, month, day, hour, minute, second, epoch] =
      /migrations\/(\d+)\/(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)_r_number_the_(\d+)\.ts$/.exec(file)!;
    const time = Number(epoch) * 1000;
    expect(time).toBeGreaterThanOrEqual(before - 1000);
    expect(time).toBeLessThanOrEqual(Date.now());
    // Kiritimati is 14 hours ahead, all year round.
    expect(`${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`).toBe(
      new Date(time + 14 * 3600_000).toISOString(),
    );
    expect(readFileSync(file, "utf8")).toContain(`// number the vales · ${year}-${month}-${day}\n`);
    expect((await project.json<{ revision: string }[]>("heads"))[0]?.revision).toBe("r");
  });

  test("make no folders that are not read", async () => {
    const project = configured('fileTemplate: "%(year)s/%(rev)s"');
    expect(await project.fails("revision")).toMatchInlineSnapshot(`
      "exit 2
      ! error fileTemplate puts new files into folders below, which are not read
      !   → Add \`recursiveVersionLocations: true\`, or leave the \`/\` out.
      !   config-invalid"
    `);
  });
});

describe("ids", () => {
  const ids = async (revisionId: string) => {
    const project = configured(`revisionId: ${revisionId}`);
    const write = () => project.json<{ revision: string }>("revision");
    return [(await write()).revision, (await write()).revision];
  };

  test("count, tell the time, or are made by a function", async () => {
    expect(await ids('"%04d"')).toEqual(["0001", "0002"]);
    const [first, second] = await ids('"timestamp"');
    expect(first).toMatch(/^20\d{12}$/);
    expect(BigInt(second!)).toBeGreaterThan(BigInt(first!));
    expect(await ids("(n => async () => `r${process.hrtime.bigint()}`)()")).toEqual([
      expect.stringMatching(/^r\d+$/),
      expect.stringMatching(/^r\d+$/),
    ]);
    for (const id of await ids('"hex"')) expect(id).toMatch(/^[0-9a-f]{12}$/);
  });

  test("must be text", async () => {
    const project = configured("revisionId: () => 7 as never");
    expect(await project.fails("revision")).toContain("revisionId gave number, not a string");
  });
});

describe("migrations/template.ts", () => {
  const template = `// %(message)s · %(date)s
// %(notes)s
import { type Operations, sql } from "limbeck";

export const revision = "%(rev)s";
export const downRevision: string | string[] | null = "%(down)s";
export const branchLabels: string | string[] | null = "%(labels)s";
export const dependsOn: string | string[] | null = "%(depends)s";

/** Follows %(down)s. */
export async function upgrade(op: Operations) {
  op.execute(sql\`SELECT 1\`);
  if (true) {
    // %(upgrade)s
  }
}
export function downgrade(op: Operations) {
  // %(downgrade)s
}
`;

  test("is the form of new files", async () => {
    const project = configured("", { "migrations/template.ts": template });
    await project.run("revision -m start --rev-id a");
    const text = readFileSync(join(project.dir, "migrations/a_start.ts"), "utf8");
    expect(text.replace(/\d{4}-\d\d-\d\d/, "DATE")).toMatchInlineSnapshot(`
      "// start · DATE
      import { type Operations, sql } from "limbeck";

      export const revision = "a";
      export const downRevision: string | string[] | null = null;

      /** Follows base. */
      export async function upgrade(op: Operations) {
        op.execute(sql\`SELECT 1\`);
        if (true) {
          // nothing to do
        }
      }
      export function downgrade(op: Operations) {
        // nothing to do
      }
      "
    `);
    await project.run("revision --rev-id b --head base --branch-label l --branch-label m");
    await project.run("revision --rev-id c --head a --depends-on b");
    expect(await project.json("show c")).toMatchObject([{ down: ["a"], dependsOn: ["b"] }]);
    expect(await project.json("show b")).toMatchObject([{ down: [], labels: ["l", "m"] }]);
    await project.run("merge --rev-id d");
    expect(await project.json("show d")).toMatchObject([{ down: ["b", "c"] }]);
  });

  test("is proved and written with what a revision does", async () => {
    const project = cliProject({
      "migrations/template.ts": template,
      "db/a.sql": "CREATE TABLE vales (id integer);",
    });
    expect(await project.see("generate --rev-id a")).toContain("proved up: 2 objects");
    const text = readFileSync(join(project.dir, "migrations/a.ts"), "utf8");
    expect(text).toContain("// loses on downgrade: rows of table vales\nimport");
    expect(text).toContain('  if (true) {\n    op.createTable("vales", {\n      columns: {');
    expect(text).toContain('{\n  op.dropTable("vales");\n}');
  });

  test("must make the revision that is meant", async () => {
    const project = configured("", {
      "migrations/template.ts": template.replace('"%(down)s"', "null").replace(/.*labels.*\n/, ""),
      ...line("a"),
    });
    expect(await project.fails("revision --branch-label l --rev-id z")).toMatchInlineSnapshot(`
      "exit 2
      ! error migrations/template.ts: what it makes is not the revision z
      !   → The template needs:
      !       export const downRevision: string | string[] | null = "%(down)s";
      !       export const branchLabels = "%(labels)s";
      !   script-invalid"
    `);
    project.write({ "migrations/template.ts": `${template}// %(author)s\n` });
    expect(await project.fails("revision")).toContain(
      "migrations/template.ts: %(author)s does not belong there",
    );
    expect(readdirSync(join(project.dir, "migrations")).sort()).toEqual([
      "a.ts",
      "package.json",
      "template.ts",
    ]);
  });
});

describe("post-write hooks", () => {
  test("run in order on the new file, in the configuration's folder", async () => {
    const project = configured(
      `postWriteHooks: [
  "node mark.mjs one",
  "node mark.mjs REVISION_SCRIPT_FILENAME two",
  ({ file, revision }) => import("node:fs").then((fs) => fs.appendFileSync(file, "// " + revision)),
]`,
      {
        "mark.mjs": `import { appendFileSync, existsSync } from "node:fs";
const words = process.argv.slice(2);
const file = words.find((word) => word.endsWith(".ts"));
appendFileSync(file, "// " + words.map((word) => word.replace(/.*migrations./, "")) + "\\n");`,
      },
    );
    await project.run(["revision", "-m", "it's $HOME", "--rev-id", "a"]);
    const text = readFileSync(join(project.dir, "migrations/a_it_s_home.ts"), "utf8");
    expect(text.slice(text.lastIndexOf("}") + 2)).toBe(
      "// one,a_it_s_home.ts\n// a_it_s_home.ts,two\n// a",
    );
  });

  test("that fail fail the command, say what they said, and leave the file", async () => {
    const project = configured(
      `postWriteHooks: ["node -e \\"console.error('no tabs'); process.exit(3)\\"", () => { throw new Error("never"); }]`,
    );
    const said = await project.see("revision --rev-id a");
    expect(said).toMatch(/^exit 1\n! error migrations\/a\.ts is written, but the hook `node -e/);
    expect(said).toContain("failed: exit status 3\n! no tabs\n");
    expect(existsSync(join(project.dir, "migrations/a.ts"))).toBe(true);
    project.write({
      "limbeck.config.ts":
        'export default { postWriteHooks: [function stamp() { throw new Error("no ink"); }] };',
    });
    expect(await project.see("revision --rev-id b")).toContain("the hook `stamp` failed: no ink");
  });
});

describe("linear", () => {
  test("keeps HEAD, and takes no second head", async () => {
    const project = configured("linear: true");
    const head = () => readFileSync(join(project.dir, "migrations/HEAD"), "utf8");
    await project.run("revision --rev-id a");
    await project.run("revision --rev-id b");
    expect(head()).toBe("b\n");
    for (const other of ["a --splice", "base"])
      expect(await project.fails(`revision --head ${other}`)).toContain(
        "Leave --head out: it follows b.",
      );
    project.write({ "migrations/c.ts": revisionFile("c", "a", "") });
    for (const command of ["revision", "upgrade"])
      expect(await project.fails(command)).toContain(
        "the revisions should form one line, and there are 2 heads: b, c",
      );
    expect(await project.see("heads")).toContain("exit 0");
    expect(head()).toBe("b\n");
  });
});

test.each(["drizzle", "sql", "plain"])(
  "init --template %s makes a project that works",
  async (name) => {
    const project = cliProject();
    rmSync(join(project.dir, "limbeck.config.ts"));
    expect((await project.run(`init --template ${name}`)).status).toBe(0);
    const config = readFileSync(join(project.dir, "limbeck.config.ts"), "utf8");
    expect(config.includes("drizzle(")).toBe(name === "drizzle");
    expect(config.includes("sqlFiles(")).toBe(name === "sql");
    expect(await project.see("revision -m start --rev-id a")).toContain("+ migrations/a_start.ts");
  },
);

test("init knows no other template", async () => {
  const project = cliProject();
  rmSync(join(project.dir, "limbeck.config.ts"));
  expect(await project.fails("init --template prisma")).toContain("there is no template prisma");
});
