import { readdirSync, readFileSync, rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { columns } from "../../src/cli/columns.js";
import { program } from "../../src/cli/program.js";
import { screenOf } from "../../src/cli/progress.js";
import { spinnerLine } from "../../src/cli/spinner.js";
import { cliProject, line } from "./cli-project.js";

const nowhere = screenOf(
  {
    out: () => {},
    err: () => {},
    interactive: false,
    color: false,
    width: 80,
    cwd: "/",
    signal: new AbortController().signal,
  },
  false,
);
const commands = program(nowhere, [], () => {}).commands.map((command) => command.name());

describe("help", () => {
  const { run, see } = cliProject();

  test("of the whole", async () => {
    expect(await see("--help")).toMatchInlineSnapshot(`
      "exit 0
      Usage: limbeck <command> [options]

      Database schema migrations for TypeScript: both ways, and proved before saved.

      Begin:
        init [directory]       make this folder a project
        import                 take over the revisions of Alembic
        list-templates         show what \`init\` can begin with, and what it can add

      Write revisions:
        generate [message...]  write and prove the revision that leads to the models
        revision               write a new revision file, empty or from the models
        merge [revisions...]   join lines: write a revision that follows several
        rebase [revision]      make one line of two: what is applied nowhere follows
                               the other
        squash <range>         make one revision of many, proved to build the same
        edit <revision>        open a revision in your editor
        bundle [file]          write a module with all revisions, for limbeck/runtime

      Change the database:
        upgrade [revision]     bring the database up: to all heads, or to a revision
        downgrade <revision>   take the database back to a revision
        stamp <revisions...>   record where the database stands; runs nothing
        reset                  for development: take everything away and begin anew
        seed                   bring the rows to begin with
        ensure-version         create the version table and the journal where they are
                               missing
        wait                   wait until the database takes connections

      See where things stand:
        status                 compare the folder with a database, by revision; exit 3
                               if they differ
        current                show where the database stands
        plan [revision]        show what upgrade would run, lock and lose
        lint [range]           judge revisions by what they lock and lose; exit 3 if
                               something is found
        heads                  show the newest revisions of the folder
        branches               show the revisions that several follow
        history                list the revisions, newest first
        show <revision>        show one revision
        journal [revision]     show who ran what, when, and how long it took
        doctor                 look at everything that migrating needs; exit 3 if a
                               check fails

      Compare:
        check                  compare models and migrations; exit 3 if they differ
        ci                     one verdict for a pipeline; exit 3 if a check fails
        diff <from> <to>       show what makes one schema into another
        drift                  compare the database with its own revisions
        dump <schema>          print a schema as SQL, or write it as models or a
                               revision

      Help:
        explain <code>         say what an error means and what to do
        help [command]         show the help of a command

      The daily round:
        limbeck generate add request id
        limbeck upgrade

      Options:
        -V, --version          show the version
        -c, --config <file>    the configuration file
        --url <url>            the database, instead of the configured one
        --db <name>            one of several configured databases; each in turn by default
        --env <name>           one of the configured environments
        -x <key=value>         told to a configuration that is a function
        --json                 one JSON document on stdout
        --log-format <format>  what goes to stderr: \`text\`, or \`json\`, an object a line
        -q, --quiet            only what was asked for
        -v, --verbose          more detail; with an error, where it came from
        --no-color             no colour
        -h, --help             show this help"
    `);
    expect((await run("--version")).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    const alone = await run("");
    expect(alone).toMatchObject({ status: 2, out: "" });
    expect(alone.err).toContain("Begin:");
    const machine = await run("--json");
    expect(machine).toMatchObject({ status: 2, err: "" });
    expect(JSON.parse(machine.out).error).toMatchObject({
      code: "usage",
      message: "no command is named",
    });
    const logged = await run("--log-format json");
    expect(logged).toMatchObject({ status: 2, out: "" });
    for (const entry of logged.err.trimEnd().split("\n")) JSON.parse(entry);
  });

  test.each(commands)("of %s", async (command) => {
    const { status, out, err } = await run([command, "--help"]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toMatch(new RegExp(`\nExamples:\n  limbeck ${command}`));
    expect((await run(["help", command])).out).toBe(out);
  });

  test("in colour and in the width there is", async () => {
    const { out } = await run("--help", { color: true, width: 200 });
    expect(out).toContain("\u001b[1mBegin:");
    expect((await run("--help --no-color", { color: true })).out).not.toContain("\u001b[");
  });
});

describe("a line that is not understood", () => {
  const { fails } = cliProject();

  test("names an unknown command or option", async () => {
    expect(await fails("frobnicate")).toMatchInlineSnapshot(`
      "exit 2
      ! error there is no command frobnicate
      !   → limbeck --help lists them.
      !   usage"
    `);
    expect(await fails("upgarde")).toMatchInlineSnapshot(`
      "exit 2
      ! error there is no command upgarde
      !   → Did you mean upgrade?
      !   usage"
    `);
    expect(await fails("upgrade --sideways")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck upgrade has no option --sideways
      !   → limbeck upgrade --help lists them.
      !   usage"
    `);
    expect(await fails("upgrade --lock-timeuot 5s")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck upgrade has no option --lock-timeuot
      !   → Did you mean --lock-timeout?
      !   usage"
    `);
    expect(await fails("--sideways upgrade")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck upgrade has no option --sideways
      !   → limbeck upgrade --help lists them.
      !   usage"
    `);
  });

  test("lacks a word, or has too many", async () => {
    expect(await fails("downgrade")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck downgrade needs a revision
      !   → For instance: limbeck downgrade -1
      !   usage"
    `);
    expect(await fails("show")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck show needs a revision
      !   → For instance: limbeck show head
      !   usage"
    `);
    expect(await fails("stamp")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck stamp needs a revision
      !   → For instance: limbeck stamp head
      !   usage"
    `);
    expect(await fails("upgrade a b")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck upgrade takes fewer words than that
      !   → limbeck upgrade --help says which.
      !   usage"
    `);
    const { run } = cliProject();
    expect((await run("heads -x")).err).toContain("error -x needs a value\n");
    expect((await run("heads -c")).err).toContain("error --config needs a value\n");
    expect((await run("upgrade --url")).err).toMatchInlineSnapshot(`
      "error --url needs a value
        → limbeck upgrade --help says which.
        usage
      "
    `);
  });

  test("has an empty word, as a script has whose variable is not set", async () => {
    const dump = ["dump", ""];
    expect(await fails(dump)).toMatchInlineSnapshot(`
      "exit 2
      ! error <schema> is empty
      !   → Give it a value, or leave it out: limbeck dump --help. In a script: is the variable set?
      !   usage"
    `);
    expect(await fails(["init", ""])).toContain("<directory> is empty");
    expect(await fails(["stamp", "a", ""])).toContain("<revisions> is empty");
    expect(await fails(["ci", "--base", ""])).toContain("--base is empty");
    expect(await fails(["--config", "", "heads"])).toContain("--config is empty");
    expect(await fails(["revision", "--depends-on", ""])).toContain("--depends-on is empty");
    const project = cliProject();
    expect(await project.see(["revision", "-m", "", "--rev-id", "a"])).toContain("migrations/a.ts");
  });

  test.each([
    ["--raiseerr", "--verbose"],
    ["-n", "--env"],
  ])("has Alembic's option %s", async (option, ours) => {
    expect(await fails(["heads", option])).toContain(`Here it is: ${ours}`);
  });

  test.each([
    ["migrate", "limbeck upgrade"],
    ["push", "limbeck generate, then limbeck upgrade"],
    ["up", "limbeck upgrade"],
    ["deploy", "limbeck upgrade"],
    ["down", "limbeck downgrade -1"],
    ["rollback", "limbeck downgrade -1"],
  ])("has another tool's word: %s", async (word, ours) => {
    expect(await fails(word)).toBe(
      `exit 2\n! error there is no command ${word}\n!   → Here it is: ${ours}\n!   usage`,
    );
  });
});

test("every command a message names exists", () => {
  const src = new URL("../../src/", import.meta.url);
  const named = new Map<string, string>();
  const files = readdirSync(src, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((name) => name.endsWith(".ts")))
    for (const [, word] of readFileSync(new URL(file, src), "utf8").matchAll(
      /(?:["'`:] ?(?:npx )?)limbeck ([a-z][a-z-]*)/g,
    ))
      named.set(word!, file);
  expect(named.size).toBeGreaterThan(5);
  expect([...named].filter(([word]) => !commands.includes(word))).toEqual([]);
});

describe("options", () => {
  test("may stand before the command", async () => {
    const { run, json } = cliProject(line("a"));
    expect(JSON.parse((await run("--json heads")).out)).toEqual(await json("heads"));
    expect((await run("--config nope.ts heads")).err).toContain("nope.ts");
  });

  test("init says what it wrote, and keeps what is there", async () => {
    const { see, fails, json, dir } = cliProject();
    expect(await fails("init")).toMatchInlineSnapshot(`
      "exit 2
      ! error limbeck.config.ts is here already
      !   → Change it as you need, or delete it to begin anew. \`limbeck init --with docker,github,tests\` adds to a project that is there.
      !   config-exists"
    `);
    rmSync(`${dir}/limbeck.config.ts`);
    expect(await see("init")).toMatchInlineSnapshot(`
      "exit 0
      + limbeck.config.ts
      + .gitignore
        migrations/package.json is here already

      No models found. Write your tables to match ./src/models/*.ts, or change \`models\` in limbeck.config.ts.
      Then: limbeck generate create tables, and limbeck upgrade."
    `);
    rmSync(`${dir}/limbeck.config.ts`);
    expect(await json(["init", "db/migrations", "--models", "./db/*.sql"])).toMatchObject({
      written: ["limbeck.config.ts", "db/migrations/package.json"],
      models: "./db/*.sql",
    });
    expect(await see("heads")).toBe("exit 0\nno revisions yet");
  });
});

describe("what is drawn", () => {
  test("columns count cells, not characters", () => {
    expect(
      columns([
        ["価格", "x", "1"],
        ["e\u0301", "\u001b[1mbold\u001b[22m", "2"],
        ["👍", "", "3"],
        ["long name", "y", ""],
      ]),
    ).toEqual([
      "価格       x     1",
      "e\u0301          \u001b[1mbold\u001b[22m  2",
      "👍               3",
      "long name  y",
    ]);
  });

  test("progress is one line that goes away, and only for a person", () => {
    expect(spinnerLine("a rather long line of words", 0, 20)).toBe("⠋ a rather long li…");
    expect(spinnerLine("short", 2_100, 20)).toBe("⠙ short · 2 s");
    const seen: string[] = [];
    const terminal = {
      out: (text: string) => void seen.push(text),
      err: () => {},
      interactive: true,
      spinner: { start: (what: string) => void seen.push(what), stop: () => void seen.push("") },
      color: false,
      width: 20,
      cwd: "",
      signal: new AbortController().signal,
    };
    const screen = screenOf(terminal, true);
    screen.busy("reading");
    screen.busy("reading");
    screen.busy("proving");
    screen.out("done\n");
    expect(seen).toEqual(["", "reading", "", "proving", "", "done\n"]);
    seen.length = 0;
    screenOf({ ...terminal, interactive: false }, true).busy("nothing");
    screenOf(terminal, false).busy("nothing");
    expect(seen.filter((what) => what !== "")).toEqual([]);
  });
});
