import { loadConfig, type OwnCommand, type OwnCommandCall } from "../config/index.js";
import { LimbeckError } from "../diagnostic/index.js";
import { type CliContext, cliContext, type GlobalOptions } from "./context.js";
import type { Screen } from "./progress.js";
import type { CommandGroup, CommandSpec } from "./specs/command-spec.js";

/** The commands that the configuration adds; nothing where there is none, or it has none. */
export async function ownCommands(
  screen: Screen,
  options: GlobalOptions,
): Promise<CommandGroup | undefined> {
  const {
    cwd = screen.cwd,
    config: file,
    x = {},
    environment,
  } = cliContext(screen, options).project;
  const { config } = await loadConfig({ cwd, file, context: { x, environment }, optional: true });
  const commands = Object.entries(config.commands ?? {}).map(specOf);
  return commands.length > 0 ? { title: "This project's own", commands } : undefined;
}

/** As `ownCommands`, for a list: nothing where the configuration does not load. */
export async function listedCommands(
  screen: Screen,
  options: GlobalOptions,
): Promise<CommandGroup | undefined> {
  return ownCommands(screen, options).catch(() => undefined);
}

function specOf([name, command]: readonly [string, OwnCommand]): CommandSpec {
  const { summary, about, options = {}, examples } = command;
  return {
    usage: `${name} ${command.arguments ?? "[words...]"}`,
    summary,
    ...(about !== undefined && { about }),
    options: Object.entries(options),
    examples: examples?.length ? examples : [`limbeck ${name} ${command.arguments ?? ""}`.trim()],
    load: async () => (context: CliContext, args, options) =>
      runOwn(name, command, context, args, options),
  };
}

async function runOwn(
  name: string,
  { run }: OwnCommand,
  { project, terminal }: CliContext,
  args: readonly string[],
  options: OwnCommandCall["options"],
): Promise<number> {
  const print = (line: string) => terminal.out(`${line}\n`);
  const status = await run({ args, options, project, print });
  if (status === undefined || status === null) return 0;
  if (Number.isInteger(status)) return status as number;
  throw new LimbeckError("config-invalid", `the command ${name} gave ${typeof status}`, {
    hint: "It gives an exit status, or nothing.",
  });
}
