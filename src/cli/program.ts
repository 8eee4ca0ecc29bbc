import { Command, Help, type HelpConfiguration, Option } from "commander";
import { createColors } from "picocolors";
import { toolVersion } from "../runtime/tool-version.js";
import { columns } from "./columns.js";
import type { Colors, GlobalOptions } from "./context.js";
import { looks } from "./flags.js";
import type { Screen } from "./progress.js";
import { refuseEmpty } from "./refuse-empty.js";
import { runFace } from "./run-face.js";
import type { CommandGroup, CommandSpec } from "./specs/command-spec.js";
import { commandGroups } from "./specs/groups.js";
import { keepExample } from "./usage-error.js";

/** The command line, made for the one that was typed. `done` is called with the exit status of what ran. */
export function program(
  screen: Screen,
  argv: readonly string[],
  done: (status: number) => void,
  own: CommandGroup = { title: "", commands: [] },
): Command {
  const colors = createColors(looks(argv).color !== false && screen.color);
  const root = new Command("limbeck")
    .usage("<command> [options]")
    .description("Database schema migrations for TypeScript: both ways, and proved before saved.")
    .version(toolVersion, "-V, --version", "show the version")
    .helpOption("-h, --help", "show this help")
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: screen.out,
      // Without a command: for machines it is an error like others.
      writeErr: looks(argv).json || looks(argv).logFormat === "json" ? () => {} : screen.err,
      // Errors are ours to print.
      outputError: () => {},
      getOutHelpWidth: () => Math.min(screen.width, 100),
      getErrHelpWidth: () => Math.min(screen.width, 100),
      getOutHasColors: () => colors.isColorSupported,
      getErrHasColors: () => colors.isColorSupported,
    })
    .configureHelp(helpStyle(colors));
  for (const option of globalOptions()) root.addOption(option);
  for (const { title, commands } of [...commandGroups, own]) {
    if (commands.length === 0) continue;
    root.commandsGroup(`${title}:`);
    for (const spec of commands) {
      const command = root.command(spec.usage).summary(spec.summary);
      // Alembic writes them with an underscore.
      if (command.name().includes("-")) command.alias(command.name().replaceAll("-", "_"));
      // A command that nobody typed only has its place in the list: hundreds of options take time.
      const names = [command.name(), ...command.aliases()];
      if (argv.some((word) => names.includes(word))) equip(command, spec, screen, colors, done);
    }
  }
  root.helpCommand("help [command]", "show the help of a command");
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

function equip(
  command: Command,
  spec: CommandSpec,
  screen: Screen,
  colors: Colors,
  done: (status: number) => void,
): void {
  command.description(spec.about ?? spec.summary);
  command.helpOption("-h, --help", "show this help");
  for (const [flags, description, many] of spec.options ?? [])
    if (many) command.option(flags, description, collect);
    else command.option(flags, description);
  for (const option of globalOptions()) command.addOption(option);
  command.addHelpText("after", section(colors, "Examples", spec.examples));
  keepExample(command, spec.examples[0]!.replace(/ +#.*/, ""));
  command.action(async (...all: unknown[]) => {
    refuseEmpty(command);
    all.pop(); // the command itself
    const own = all.pop() as GlobalOptions;
    const before: GlobalOptions = command.parent!.opts();
    // Options may stand before the command or behind it.
    const options = {
      ...before,
      ...own,
      color: before.color !== false && own.color !== false,
      x: [...(before.x ?? []), ...(own.x ?? [])],
    };
    const args = all.flat().filter((arg): arg is string => typeof arg === "string");
    screen.log({
      event: "command.start",
      message: `limbeck ${command.name()}`,
      command: command.name(),
      version: toolVersion,
    });
    done(await runFace(spec, screen, options, args));
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
    new Option("--db <name>", "one of several configured databases; each in turn by default"),
    new Option("--env <name>", "one of the configured environments"),
    new Option("-x <key=value>", "told to a configuration that is a function").argParser(collect),
    new Option("--json", "one JSON document on stdout"),
    new Option(
      "--log-format <format>",
      "what goes to stderr: `text`, or `json`, an object a line",
    ).choices(["text", "json"]),
    new Option("-q, --quiet", "only what was asked for"),
    new Option("-v, --verbose", "more detail; with an error, where it came from"),
    new Option("--no-color", "no colour"),
  ];
}
