import { type Command, CommanderError } from "commander";
import { LimbeckError } from "../diagnostic/index.js";
import { cliContext } from "./context.js";
import { withFileFault } from "./file-fault.js";
import { looks } from "./flags.js";
import { helpAsked, knows } from "./help-asked.js";
import { untilInterrupted } from "./interrupt.js";
import { errorEvent, jsonLog, noLog } from "./log.js";
import { errorDocument, errorLines, withShortPaths } from "./print-error.js";
import { program } from "./program.js";
import { type Screen, screenOf } from "./progress.js";
import type { Terminal } from "./terminal.js";
import { ourWordFor, usageError } from "./usage-error.js";

/**
 * Runs one command line and gives the exit status; never ends the process itself.
 *
 * 0 done · 1 failed · 2 wrong usage or configuration · 3 a difference was found · 4 the lock or
 * the database could not be had in time.
 */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  const options = looks(argv);
  const log = options.logFormat === "json" ? jsonLog(terminal.err) : noLog;
  const screen = screenOf(terminal, !options.json && !options.quiet && log === noLog, log);
  const started = performance.now();
  const status = await exitStatus(argv, screen);
  const ms = Math.round(performance.now() - started);
  screen.log({ event: "command.end", message: `exit status ${status}`, status, ms });
  return status;
}

async function exitStatus(argv: readonly string[], screen: Screen): Promise<number> {
  let status = 0;
  const done = (code: number) => {
    status = code;
  };
  const run = (command: Command, line: readonly string[]) =>
    untilInterrupted(command.parseAsync([...line], { from: "user" }), screen);
  let root = program(screen, argv, done);
  try {
    const help = helpAsked(root, argv);
    if (help && help.command === undefined) {
      const { listedCommands } = await import("./own-commands.js");
      root = program(screen, argv, done, await listedCommands(screen, looks(argv)));
    }
    // Commander would answer with the help of the whole.
    const stranger = help?.command !== undefined && !knows(root, help.command);
    await run(root, stranger ? help.rest : argv).catch(async (error: unknown) => {
      if (!mayBeOwn(error)) throw error;
      const { ownCommands } = await import("./own-commands.js");
      const own = await ownCommands(screen, root.opts());
      if (!own) throw error;
      root = program(screen, argv, done, own);
      if (stranger && !knows(root, help.command!)) throw error;
      await run(root, argv);
    });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) return report(error, argv, screen);
    if (error.exitCode === 0) return 0;
    // Without any command, people were shown the help.
    const { json, logFormat } = looks(argv);
    if (error.code === "commander.help" && !json && logFormat !== "json") return 2;
    return report(usageError(error, root, argv), argv, screen);
  } finally {
    screen.busy("");
  }
}

/** Whether the configuration may know the command; not for other tools' words for ours. */
function mayBeOwn(error: unknown): boolean {
  if (!(error instanceof CommanderError) || error.code !== "commander.unknownCommand") return false;
  return ourWordFor(error) === undefined;
}

/** Prints an error, as text or as the one JSON document, and gives the exit status. */
export function report(thrown: unknown, argv: readonly string[], screen: Screen): number {
  const error = withShortPaths(withFileFault(thrown), screen.cwd);
  const options = looks(argv);
  const { colors } = cliContext(screen, options);
  screen.log(errorEvent(error));
  if (options.json) screen.out(`${JSON.stringify(errorDocument(error), undefined, 2)}\n`);
  else if (options.logFormat !== "json")
    screen.err(`${errorLines(error, colors, options.verbose === true).join("\n")}\n`);
  return error instanceof LimbeckError ? error.exitCode : 1;
}
