import { Command, Help, type HelpConfiguration, Option } from "commander";
import { createColors } from "picocolors";
import { toolVersion } from "../runtime/tool-version.js";
import { columns } from "./columns.js";
import { type CliContext, type Colors, cliContext, type GlobalOptions } from "./context.js";
import type { Screen } from "./progress.js";
import { keepExample } from "./usage-error.js";

type Face = (
  context: CliContext,
  args: readonly string[],
  options: never,
) => Promise<number | undefined>;

interface CommandSpec {
  /** As commander has it: `downgrade <revision>`. */
  readonly usage: string;
  readonly summary: string;
  /** What its own help says below that. */
  readonly about?: string;
  readonly options?: readonly OptionSpec[];
  readonly examples: readonly string[];
  /** Loaded when the command runs. */
  readonly load: () => Promise<Face>;
}

/** `many`: may be given several times; a list. */
type OptionSpec = readonly [flags: string, description: string, many?: "many"];

const states = `A schema is one of
  models, migrations, migrations@REVISION
  database, for the configured one, or the URL of any: postgresql://…, pglite:PATH
  the path of an SQL file, or of a folder of them`;

/** Every command: one line of the help, its options, and the module that is its face. */
const commands: readonly CommandSpec[] = [
  {
    usage: "init [directory]",
    summary: "make this folder a project",
    options: [
      ["--models <pattern>", "where the models are; found by itself in the usual places"],
      ["-t, --template <name>", "what it begins with; `limbeck list-templates` shows them"],
    ],
    examples: [
      "limbeck init",
      'limbeck init --models "./src/db/*.ts"',
      "limbeck init db/migrations",
    ],
    load: async () => (await import("./commands/init.js")).initFace,
  },
  {
    usage: "list-templates",
    summary: "show what `init --template` can begin with",
    examples: ["limbeck list-templates"],
    load: async () => (await import("./commands/init.js")).listTemplatesFace,
  },
  {
    usage: "generate [message...]",
    summary: "write and prove the revision that leads to the models",
    options: [
      ["-m, --message <text>", "the message, where it must be quoted"],
      ...revisionOptions(),
    ],
    examples: ["limbeck generate add request id", "limbeck generate --from database"],
    load: async () => (await import("./commands/revision.js")).generateFace,
  },
  {
    usage: "revision",
    summary: "write a new revision file, empty or from the models",
    options: [
      ["-m, --message <text>", "what it is for: the title of the file and part of its name"],
      ["--autogenerate", "write what leads from the migrations to the models"],
      ["--sql", "write a .sql revision"],
      ...revisionOptions(),
    ],
    examples: [
      'limbeck revision -m "number the vales"',
      'limbeck revision --autogenerate -m "create vales"',
      "limbeck revision -m seed --rev-id 004_seed",
      "limbeck revision -m billing --head base --branch-label billing",
    ],
    load: async () => (await import("./commands/revision.js")).revisionFace,
  },
  {
    usage: "merge [revisions...]",
    summary: "join lines: write a revision that follows several",
    options: [
      ["-m, --message <text>", "what it is for; what it joins, by default"],
      ["--rev-id <id>", "its id, instead of a generated one"],
      ["--branch-label <label>", "a name for the line that begins with it", "many"],
      ["--version-path <folder>", "the folder it is written to, where there are several"],
      ["--splice", "also join what other revisions follow already"],
    ],
    examples: ["limbeck merge", "limbeck merge ae10 27c6", 'limbeck merge heads -m "join billing"'],
    load: async () => (await import("./commands/graph.js")).mergeFace,
  },
  {
    usage: "upgrade [revision]",
    summary: "bring the database up: to all heads, or to a revision",
    options: [
      ...moveOptions(),
      ["--wait <duration>", "how long to wait for a server that does not answer yet"],
    ],
    examples: [
      "limbeck upgrade",
      "limbeck upgrade --wait 60s",
      "limbeck upgrade +1",
      "limbeck upgrade ae10",
      "limbeck upgrade ae10:head --sql --idempotent",
    ],
    load: async () => (await import("./commands/move.js")).upgradeFace,
  },
  {
    usage: "downgrade <revision>",
    summary: "take the database back to a revision",
    options: moveOptions(),
    examples: [
      "limbeck downgrade -1",
      "limbeck downgrade ae10",
      "limbeck downgrade base",
      "limbeck downgrade head:ae10 --sql",
    ],
    load: async () => (await import("./commands/move.js")).downgradeFace,
  },
  {
    usage: "current",
    summary: "show where the database stands",
    options: [["--check-heads", "exit with 3 unless it is at head"]],
    examples: ["limbeck current", "limbeck current --check-heads"],
    load: async () => (await import("./commands/show.js")).currentFace,
  },
  {
    usage: "heads",
    summary: "show the newest revisions of the folder",
    options: [["--resolve-dependencies", "leave out what another line depends on"]],
    examples: ["limbeck heads", "limbeck heads -v"],
    load: async () => (await import("./commands/show.js")).headsFace,
  },
  {
    usage: "branches",
    summary: "show the revisions that several follow",
    examples: ["limbeck branches", "limbeck branches -v"],
    load: async () => (await import("./commands/show.js")).branchesFace,
  },
  {
    usage: "history",
    summary: "list the revisions, newest first",
    options: [
      ["-r, --rev-range <range>", "only these: `A:B`, both included; `-3:current`"],
      ["-i, --indicate-current", "ask the database and mark where it stands"],
    ],
    examples: ["limbeck history", "limbeck history -v", "limbeck history -r base:ae10 -i"],
    load: async () => (await import("./commands/show.js")).historyFace,
  },
  {
    usage: "show <revision>",
    summary: "show one revision",
    examples: ["limbeck show head", "limbeck show ae10"],
    load: async () => (await import("./commands/show.js")).showFace,
  },
  {
    usage: "edit <revision>",
    summary: "open a revision in your editor",
    examples: ["limbeck edit head", "EDITOR=nano limbeck edit ae10"],
    load: async () => (await import("./commands/graph.js")).editFace,
  },
  {
    usage: "ensure-version",
    summary: "create the version table and the journal where they are missing",
    options: [["--sql", "print it instead"]],
    examples: ["limbeck ensure-version", "limbeck ensure-version --sql"],
    load: async () => (await import("./commands/graph.js")).ensureVersionFace,
  },
  {
    usage: "stamp <revisions...>",
    summary: "record where the database stands; runs nothing",
    options: [
      ["--purge", "forget what it says first"],
      ["--sql", "print it instead; `ae10:head` says from where"],
      [
        "--idempotent",
        "with --sql: look where the database stands, and refuse where it should not",
      ],
      ["--tag <text>", "with --sql: said at its top; a configuration function gets it"],
    ],
    examples: ["limbeck stamp head", "limbeck stamp --purge ae10", "limbeck stamp base"],
    load: async () => (await import("./commands/show.js")).stampFace,
  },
  {
    usage: "wait",
    summary: "wait until the database takes connections",
    options: [["--timeout <duration>", "how long to wait: 30s, 5m (default: 60s)"]],
    examples: ["limbeck wait", "limbeck wait --timeout 5m"],
    load: async () => (await import("./commands/wait.js")).waitFace,
  },
  {
    usage: "check",
    summary: "compare models and migrations; exit 3 if they differ",
    options: [
      ["--from <state>", "compare with `migrations` (default) or the live `database`"],
      ["--no-cache", "read everything anew"],
    ],
    examples: ["limbeck check", "limbeck check --from database", "limbeck check --json"],
    load: async () => (await import("./commands/check.js")).checkFace,
  },
  {
    usage: "bundle [file]",
    summary: "write a module with all revisions, for limbeck/runtime",
    options: [["--check", "write nothing; exit with 3 unless it is up to date"]],
    examples: ["limbeck bundle", "limbeck bundle src/revisions.ts", "limbeck bundle --check"],
    load: async () => (await import("./commands/bundle.js")).bundleFace,
  },
  {
    usage: "diff <from> <to>",
    summary: "show what makes one schema into another",
    about: `Shows what would have to be done to the first so that it becomes the second, and runs nothing.\n\n${states}`,
    options: [
      ["--ts", "directives in TypeScript instead of SQL"],
      ["--no-cache", "read everything anew"],
    ],
    examples: [
      "limbeck diff migrations models        # what `limbeck generate` would write",
      "limbeck diff database schema.sql      # what brings the database to the file",
      "limbeck diff schema.sql database      # the other way round",
      "limbeck diff migrations@-1 migrations --ts",
    ],
    load: async () => (await import("./commands/diff.js")).diffFace,
  },
  {
    usage: "drift",
    summary: "compare the database with its own revisions",
    options: [
      ["--ts", "the repair in TypeScript instead of SQL"],
      ["--no-cache", "read everything anew"],
    ],
    examples: ["limbeck drift", "limbeck drift --env production --json"],
    load: async () => (await import("./commands/drift.js")).driftFace,
  },
  {
    usage: "dump <schema>",
    summary: "print a schema as SQL, or write it as a revision",
    about: `Prints all of a schema, in an order in which it can be built.\n\n${states}`,
    options: [
      ["--ts", "directives in TypeScript instead of SQL"],
      ["--revision", "write it as the first revision, proved in both directions"],
      ["-m, --message <text>", "what the revision is called (default: baseline)"],
      ["--rev-id <id>", "its id, instead of a generated one"],
      ["--no-verify", "write the revision without proof"],
      ["--no-cache", "read everything anew"],
    ],
    examples: [
      "limbeck dump database",
      "limbeck dump database --revision -m baseline",
      "limbeck dump ./sql --revision",
    ],
    load: async () => (await import("./commands/dump.js")).dumpFace,
  },
];

function moveOptions(): OptionSpec[] {
  return [
    ["--lock-timeout <duration>", "how long to wait for another run: 30s, 5m (default: 60s)"],
    ["--sql", "print SQL for psql instead; `ae10:head` says from where"],
    ["--idempotent", "with --sql: look where the database stands, and refuse where it should not"],
    ["--skip-steps", "with --sql: leave data steps out"],
    ["--tag <text>", "with --sql: said at its top; a configuration function gets it"],
  ];
}

function revisionOptions(): OptionSpec[] {
  return [
    ["--rev-id <id>", "its id, instead of a generated one"],
    ["--head <revision>", "the revision to follow; `base` begins a line of its own"],
    ["--splice", "follow it even if others do already"],
    ["--branch-label <label>", "a name for the line that begins with it", "many"],
    ["--depends-on <revision>", "a revision of another line that must run before it", "many"],
    ["--version-path <folder>", "the folder it is written to, where there are several"],
    ["--from <state>", "start from `migrations` (default) or the live `database`"],
    ["--rename <old=new>", "what is renamed: `vales.folio=numero`", "many"],
    ["--drop <name>", "what really goes: `vales.notes`", "many"],
    ["--using <column=sql>", "how values change: `vales.n=n::integer`", "many"],
    ["--answers <file>", "such answers in a JSON file"],
    ["--no-verify", "write it without proof"],
    ["--no-cache", "read everything anew"],
  ];
}

/** The command line. `done` is called with the exit status of what ran. */
export function program(
  screen: Screen,
  { color }: GlobalOptions,
  done: (status: number) => void,
): Command {
  const colors = createColors(color !== false && screen.color);
  const root = new Command("limbeck")
    .usage("<command> [options]")
    .description("Database schema migrations for TypeScript: both ways, and proved before saved.")
    .version(toolVersion, "-V, --version", "show the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand("help [command]", "show the help of a command")
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: screen.out,
      writeErr: screen.err,
      // Errors are ours to print.
      outputError: () => {},
      getOutHelpWidth: () => Math.min(screen.width, 100),
      getErrHelpWidth: () => Math.min(screen.width, 100),
      getOutHasColors: () => colors.isColorSupported,
      getErrHasColors: () => colors.isColorSupported,
    })
    .configureHelp(helpStyle(colors));
  for (const option of globalOptions()) root.addOption(option);
  for (const spec of commands) addCommand(root, spec, screen, colors, done);
  const options = root.options.map(({ flags, description = "" }) => [
    colors.cyan(flags),
    description,
  ]);
  return root.addHelpText(
    "after",
    section(colors, "The daily round", ["limbeck generate add request id", "limbeck upgrade"]) +
      section(
        colors,
        "Options",
        columns([...options, [colors.cyan("-h, --help"), "show this help"]]),
      ),
  );
}

function addCommand(
  root: Command,
  spec: CommandSpec,
  screen: Screen,
  colors: Colors,
  done: (status: number) => void,
): void {
  const command = root.command(spec.usage).summary(spec.summary);
  command.description(spec.about ?? spec.summary);
  command.helpOption("-h, --help", "show this help");
  for (const [flags, description, many] of spec.options ?? [])
    if (many) command.option(flags, description, collect);
    else command.option(flags, description);
  for (const option of globalOptions()) command.addOption(option);
  command.addHelpText("after", section(colors, "Examples", spec.examples));
  keepExample(command, spec.examples[0]!.replace(/ +#.*/, ""));
  command.action(async (...all: unknown[]) => {
    all.pop(); // the command itself
    const own = all.pop() as GlobalOptions;
    const before: GlobalOptions = root.opts();
    // Options may stand before the command or behind it.
    const options = {
      ...before,
      ...own,
      color: before.color !== false && own.color !== false,
      x: [...(before.x ?? []), ...(own.x ?? [])],
    };
    const args = all.flat().filter((arg): arg is string => typeof arg === "string");
    const face = await spec.load();
    done((await face(cliContext(screen, options), args, options as never)) ?? 0);
  });
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function section(colors: Colors, title: string, lines: readonly string[]): string {
  return `\n${colors.bold(`${title}:`)}\n${lines.map((line) => `  ${line}`).join("\n")}\n`;
}

function helpStyle(colors: Colors): HelpConfiguration {
  return {
    sortSubcommands: false,
    // Those of the whole come last, behind the commands.
    visibleOptions: (command) => (command.parent ? new Help().visibleOptions(command) : []),
    styleTitle: colors.bold,
    styleCommandText: colors.bold,
    styleSubcommandTerm: colors.cyan,
    styleOptionTerm: colors.cyan,
    // Every command takes options; saying so each time is noise.
    subcommandTerm: (command) => {
      const args = command.registeredArguments.map((argument) => {
        const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
        return argument.required ? ` <${name}>` : ` [${name}]`;
      });
      return `${command.name()}${args.join("")}`;
    },
  };
}

function globalOptions(): Option[] {
  return [
    new Option("-c, --config <file>", "the configuration file"),
    new Option("--url <url>", "the database, instead of the configured one"),
    new Option("--env <name>", "one of the configured environments"),
    new Option("-x <key=value>", "told to a configuration that is a function").argParser(collect),
    new Option("--json", "one JSON document on stdout"),
    new Option("-q, --quiet", "only what was asked for"),
    new Option("-v, --verbose", "more detail; with an error, where it came from"),
    new Option("--no-color", "no colour"),
  ];
}
