import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { cliProject, line, revisionFile } from "./cli-project.js";

// Throwaway databases on a busy machine.
vi.setConfig({ testTimeout: 180_000 });

const config = (
  ...settings: readonly string[]
) => `import { defineConfig, heads, sqlFiles } from "limbeck";
export default defineConfig({
  url: "pglite:.limbeck/db",
  ${settings.join(",\n  ")}
});
`;

describe("commands of a project's own", () => {
  const commands = `commands: {
    newest: {
      summary: "print the newest revisions",
      run: async ({ project, print }) => {
        for (const { revision } of await heads(project)) print(revision);
      },
    },
    behind: { summary: "say how far", arguments: "<tenant>", run: ({ args, project }) => project.x[args[0]] ? 3 : 0 },
    odd: { summary: "give something else", run: () => "done" },
  }`;

  it("run by their name, with what the command line says", async () => {
    const { see, fails } = cliProject({ ...line("a", "b"), "limbeck.config.ts": config(commands) });
    expect(await see("newest")).toBe("exit 0\nb");
    expect(await see("behind norte -x norte=1")).toBe("exit 3");
    expect(await see("-x norte=1 behind norte")).toBe("exit 3");
    expect(await see("behind sur")).toBe("exit 0");
    expect(await fails("behind")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck behind needs a tenant
      !   → For instance: limbeck behind <tenant>
      !   usage"
    `);
    expect(await fails("odd")).toMatchInlineSnapshot(`
      "exit 2
      ! error the command odd gave string
      !   → It gives an exit status, or nothing.
      !   config-invalid"
    `);
    expect(await fails("nothing-like-it")).toMatchInlineSnapshot(`
      "exit 2
      ! error there is no command nothing-like-it
      !   → limbeck --help lists them.
      !   usage"
    `);
  });

  it("have help of their own", async () => {
    const one = `commands: {
      tenants: {
        summary: "list the tenants",
        about: "Asks the database for its schemas.",
        arguments: "[pattern]",
        options: { "--limit <rows>": "how many at most", "--dry-run": "print nothing" },
        examples: ["limbeck tenants 'n*' --limit 3"],
        run: ({ args, options, print }) => print(JSON.stringify([args, options.limit, options.dryRun])),
      },
    }`;
    const { see, run, fails } = cliProject({ "limbeck.config.ts": config(one) });
    const { out } = await run("tenants --help");
    expect(out.slice(0, out.indexOf("Options of"))).toMatchInlineSnapshot(`
      "Usage: limbeck tenants [options] [pattern]

      Asks the database for its schemas.

      Options:
        --limit <rows>         how many at most
        --dry-run              print nothing
        -c, --config <file>    the configuration file
        --url <url>            the database, instead of the configured one
        --db <name>            one of several configured databases; each in turn by
                               default
        --env <name>           one of the configured environments
        -x <key=value>         told to a configuration that is a function
        --json                 one JSON document on stdout
        --log-format <format>  what goes to stderr: \`text\`, or \`json\`, an object a
                               line (choices: "text", "json")
        -q, --quiet            only what was asked for
        -v, --verbose          more detail; with an error, where it came from
        --no-color             no colour
        -h, --help             show this help

      Examples:
        limbeck tenants 'n*' --limit 3
      "
    `);
    for (const line of ["help tenants", "-v tenants -h", "tenants norte --help"])
      expect((await run(line)).out, line).toBe(out);
    for (const line of ["--help", "help"])
      expect((await run(line)).out, line).toMatch(
        /This project's own:\n +tenants \[pattern\] +list/,
      );
    expect((await run("--version")).out).not.toContain("tenants");
    expect((await run("upgrade --help")).out).not.toContain("list the tenants");
    expect(await see("tenants n* --limit 3")).toBe('exit 0\n[["n*"],"3",null]');
    expect(await fails("nothing-like-it --help")).toContain("there is no command nothing-like-it");
    expect(await fails("help migrate")).toContain("Here it is: limbeck upgrade");
  });

  it("fail as the configuration does where there is something wrong with it", async () => {
    const { fails } = cliProject({ "limbeck.config.ts": config("commands: { a: {} }") });
    expect(await fails("a")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts: \`commands\` must be commands by name, each with \`summary\` and \`run\`, not an object
      !   → For instance: commands: { tenants: { summary: "list the tenants", run: async ({ print }) => { … } } }
      !   config-invalid"
    `);
  });
});

describe("plugins", () => {
  it("add to every part of a configuration", async () => {
    const plugin = `{
    name: "audit",
    models: sqlFiles("./audit/*.sql"),
    includeName: (name) => name !== "theirs",
    rewrite: (operations) => operations.map((o) => o.kind === "createTable" && o.args[0] === "audit" ? { kind: "createAudit", args: ["audit"] } : o),
    operations: { createAudit: (op, name) => op.createTable(name, { columns: { at: { type: "timestamptz" } } }) },
    postWriteHooks: [({ revision }) => void (globalThis.limbeckTestWrote = revision)],
    onVersionApply: ({ revision }) => void (globalThis.limbeckTestApplied = revision),
    commands: { audits: { summary: "list", run: ({ print }) => print("none") } },
  }`;
    const own = [
      `models: sqlFiles("./db/*.sql")`,
      `includeName: (name) => name !== "ours"`,
      `onVersionApply: () => {}`,
      `plugins: [${plugin}]`,
    ];
    const { see, json, dir } = cliProject({
      "db/models.sql": "CREATE TABLE vales (id int); CREATE TABLE ours (id int);",
      "audit/audit.sql": "CREATE TABLE audit (at timestamptz); CREATE TABLE theirs (id int);",
      "limbeck.config.ts": config(...own),
    });
    expect(await see("generate first --rev-id a -q")).toContain("exit 0");
    const text = readFileSync(join(dir, "migrations/a_first.ts"), "utf8");
    expect(text).toContain('op.createAudit("audit");');
    expect(text).toContain('op.createTable("vales"');
    expect(text).not.toMatch(/ours|theirs/);
    expect(await see("upgrade -q")).toContain("exit 0");
    expect(await see("audits")).toBe("exit 0\nnone");
    expect(await json("check")).toMatchObject({ equal: true });
    const { limbeckTestWrote, limbeckTestApplied } = globalThis as Record<string, unknown>;
    expect([limbeckTestWrote, limbeckTestApplied]).toEqual(["a", "a"]);
  });

  it("judge revisions by rules", async () => {
    const rules = `{ name: "one", rules: {
      plain: ({ upgrade, revision }) => upgrade.some(({ kind }) => kind === "execute") ? revision + " has SQL" : undefined,
      kept: ({ loses }) => loses.downgrade.map((what) => "taken back, it loses " + what),
    } }`;
    const { see, json, write } = cliProject({
      "migrations/a.ts": revisionFile("a", null, 'op.execute("SELECT 1")'),
      "limbeck.config.ts": config(`plugins: [${rules}]`),
    });
    expect(await see("ci")).toMatch(/exit 3[\s\S]*✗ rules +1 finding\n +a: a has SQL \(plain\)/);
    expect(await see("plan")).toContain("rules  a has SQL (plain)");
    expect(await see("lint -q")).toBe("exit 3\na  a\n  plain  a has SQL");
    write({ "migrations/a.ts": revisionFile("a", null, 'op.createSchema("s")') });
    expect(await json<{ checks: object[] }>("ci")).toMatchObject({
      checks: expect.arrayContaining([
        { name: "rules", status: "passed", summary: "2 rules kept" },
      ]) as object[],
    });
    write({ "limbeck.config.ts": config("rules: { odd: () => { throw new Error('oh') } }") });
    expect(await see("ci")).toContain("the rule odd fails on a: oh");
  });

  it("do not take each other's names, and are checked as a configuration is", async () => {
    const one = `{ name: "one", operations: { same: () => {} } }`;
    const { fails, write } = cliProject({
      "migrations/a.ts": revisionFile("a", null, ""),
      "limbeck.config.ts": config(`plugins: [${one}, ${one}]`),
    });
    expect(await fails("heads")).toMatchInlineSnapshot(`
      "exit 2
      ! error the plugin one has operations.same, which is there already
      !   → Leave one of the two plugins out, or the configuration's own.
      !   config-invalid"
    `);
    write({ "limbeck.config.ts": config(`plugins: [{ name: "one", operation: {} }]`) });
    expect(await fails("heads")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts: there is no setting \`plugin one: operation\`
      !   → Did you mean \`plugin one: operations\`?
      !   config-invalid"
    `);
  });
});
