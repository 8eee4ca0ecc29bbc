import { Command, Option } from "commander";
import { toolVersion } from "../runtime/index.js";
import { type CliContext, cliContext, type GlobalOptions } from "./context.js";
import type { Terminal } from "./terminal.js";

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
    summary: "make this folder a project: configuration and migrations folder",
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
    summary: "write the revision that leads to the models, proved in both directions",
    options: revisionOptions(false),
    examples: ["limbeck generate add request id", "limbeck generate --from database"],
    load: async () => (await import("./commands/revision.js")).generateFace,
  },
  {
    usage: "revision",
    summary: "write a new revision file, empty or from the models",
    options: revisionOptions(true),
    examples: [
      'limbeck revision -m "number the vales"',
      'limbeck revision --autogenerate -m "create vales"',
      "limbeck revision -m seed --rev-id 004_seed",
    ],
    load: async () => (await import("./commands/revision.js")).revisionFace,
  },
  {
    usage: "upgrade [revision]",
    summary: "bring the database up to a revision; to all heads without one",
    options: [
      ["--lock-timeout <duration>", "how long to wait for another run: 30s, 5m (default: 60s)"],
    ],
    examples: [
      "limbeck upgrade",
      "limbeck upgrade head",
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
    summary: "record where the database stands, without running anything",
    options: [["--purge", "forget what it says first"]],
    examples: ["limbeck stamp head", "limbeck stamp --purge ae10", "limbeck stamp base"],
    load: async () => (await import("./commands/show.js")).stampFace,
  },
  {
    usage: "check",
    summary: "compare the models with the migrations; exit with 3 when they differ",
    options: [
      ["--from <state>", "compare with `migrations` (default) or the live `database`"],
      ["--no-cache", "read everything anew"],
    ],
    examples: ["limbeck check", "limbeck check --from database", "limbeck check --json"],
    load: async () => (await import("./commands/check.js")).checkFace,
  },
];

function revisionOptions(whole: boolean): [string, string][] {
  return [
    ...(whole
      ? ([
          ["-m, --message <text>", "what it is for: the title of the file and part of its name"],
          ["--autogenerate", "write what leads from the migrations to the models"],
        ] as [string, string][])
      : []),
    ["--rev-id <id>", "its id, instead of a generated one"],
    ["--head <revision>", "the revision to follow, where there are several heads"],
    ["--from <state>", "start from `migrations` (default) or the live `database`"],
    ["--no-verify", "write it without proof"],
    ["--no-cache", "read everything anew"],
  ];
}

/** Other tools' words for our commands. */
const otherWords: Readonly<Record<string, string>> = {
  migrate: "upgrade",
  deploy: "upgrade",
  up: "upgrade",
  down: "downgrade -1",
  rollback: "downgrade -1",
  push: "generate, then upgrade",
  status: "current",
};

/** The command line. `done` is called with the exit status of what ran. */
export function program(terminal: Terminal, done: (status: number) => void): Command {
  const root = new Command("limbeck")
    .description(
      "Database schema migrations for TypeScript: both ways, and proved before they are saved.",
    )
    .version(toolVersion, "-V, --version")
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: (text) => terminal.err(text) })
    .configureHelp({ sortSubcommands: false, showGlobalOptions: false })
    .helpCommand(true)
    .showSuggestionAfterError(true);
  for (const spec of commands) addCommand(root, spec, terminal, done);
  for (const [word, ours] of Object.entries(otherWords))
    root.addCommand(hint(word, ours, terminal, done), { hidden: true });
  root.addHelpText(
    "after",
    "\nThe daily round:\n  limbeck generate add request id\n  limbeck upgrade\n",
  );
  return root;
}

function addCommand(
  root: Command,
  spec: CommandSpec,
  terminal: Terminal,
  done: (n: number) => void,
) {
  const command = root.command(spec.usage).description(spec.summary);
  for (const [flags, description] of spec.options ?? []) command.option(flags, description);
  for (const option of globalOptions()) command.addOption(option);
  command.addHelpText("after", `\nExamples:\n${spec.examples.map((e) => `  ${e}`).join("\n")}\n`);
  command.action(async (...all: unknown[]) => {
    all.pop(); // the command itself
    const options = all.pop() as GlobalOptions;
    const args = all.flat().filter((arg): arg is string => typeof arg === "string");
    const face = await spec.load();
    done((await face(cliContext(terminal, options), args, options as never)) ?? 0);
  });
}

function globalOptions(): Option[] {
  return [
    new Option("-c, --config <file>", "the configuration file"),
    new Option("--url <url>", "the database, instead of the configured one"),
    new Option("--json", "one JSON document on stdout"),
    new Option("-q, --quiet", "only what was asked for"),
    new Option("-v, --verbose", "more detail; with an error, where it came from"),
    new Option("--no-color", "no colour"),
  ];
}

function hint(word: string, ours: string, terminal: Terminal, done: (n: number) => void): Command {
  return new Command(word)
    .allowUnknownOption()
    .allowExcessArguments()
    .action(() => {
      terminal.err(`error there is no command ${word}; here it is: limbeck ${ours}\n`);
      done(2);
    });
}
