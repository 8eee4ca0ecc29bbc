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
  readonly options?: readonly (readonly [flags: string, description: string])[];
  readonly examples: readonly string[];
  /** Loaded when the command runs. */
  readonly load: () => Promise<Face>;
}

/** Every command: one line of the help, its options, and the module that is its face. */
const commands: readonly CommandSpec[] = [
  {
    usage: "init [directory]",
    summary: "make this folder a project",
    options: [["--models <pattern>", "where the models are; found by itself in the usual places"]],
    examples: [
      "limbeck init",
      'limbeck init --models "./src/db/*.ts"',
      "limbeck init db/migrations",
    ],
    load: async () => (await import("./commands/init.js")).initFace,
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
      ...revisionOptions(),
    ],
    examples: [
      'limbeck revision -m "number the vales"',
      'limbeck revision --autogenerate -m "create vales"',
      "limbeck revision -m seed --rev-id 004_seed",
    ],
    load: async () => (await import("./commands/revision.js")).revisionFace,
  },
  {
    usage: "upgrade [revision]",
    summary: "bring the database up: to all heads, or to a revision",
    options: [
      ["--lock-timeout <duration>", "how long to wait for another run: 30s, 5m (default: 60s)"],
      ["--wait <duration>", "how long to wait for a server that does not answer yet"],
    ],
    examples: [
      "limbeck upgrade",
      "limbeck upgrade --wait 60s",
      "limbeck upgrade +1",
      "limbeck upgrade ae10",
    ],
    load: async () => (await import("./commands/move.js")).upgradeFace,
  },
  {
    usage: "downgrade <revision>",
    summary: "take the database back to a revision",
    options: [
      ["--lock-timeout <duration>", "how long to wait for another run: 30s, 5m (default: 60s)"],
    ],
    examples: ["limbeck downgrade -1", "limbeck downgrade ae10", "limbeck downgrade base"],
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
    examples: ["limbeck heads"],
    load: async () => (await import("./commands/show.js")).headsFace,
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
    usage: "stamp <revisions...>",
    summary: "record where the database stands; runs nothing",
    options: [["--purge", "forget what it says first"]],
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
];

function revisionOptions(): [string, string][] {
  return [
    ["--rev-id <id>", "its id, instead of a generated one"],
    ["--head <revision>", "the revision to follow, where there are several heads"],
    ["--from <state>", "start from `migrations` (default) or the live `database`"],
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
  const command = root.command(spec.usage).description(spec.summary);
  command.helpOption("-h, --help", "show this help");
  for (const [flags, description] of spec.options ?? []) command.option(flags, description);
  for (const option of globalOptions()) command.addOption(option);
  command.addHelpText("after", section(colors, "Examples", spec.examples));
  keepExample(command, spec.examples[0]!);
  command.action(async (...all: unknown[]) => {
    all.pop(); // the command itself
    const own = all.pop() as GlobalOptions;
    const before: GlobalOptions = root.opts();
    // Options may stand before the command or behind it.
    const options = { ...before, ...own, color: before.color !== false && own.color !== false };
    const args = all.flat().filter((arg): arg is string => typeof arg === "string");
    const face = await spec.load();
    done((await face(cliContext(screen, options), args, options as never)) ?? 0);
  });
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
    new Option("--json", "one JSON document on stdout"),
    new Option("-q, --quiet", "only what was asked for"),
    new Option("-v, --verbose", "more detail; with an error, where it came from"),
    new Option("--no-color", "no colour"),
  ];
}
