import { type Command, CommanderError } from "commander";
import { LimbeckError } from "../diagnostic/index.js";
import { cliContext, type GlobalOptions } from "./context.js";
import { errorDocument, errorLines } from "./print-error.js";
import { program } from "./program.js";
import type { Terminal } from "./terminal.js";

/**
 * Runs one command line and gives the exit status; never ends the process itself.
 *
 * 0 done · 1 failed · 2 wrong usage or configuration · 3 a difference was found · 4 the lock or
 * the database could not be had in time.
 */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  let status = 0;
  const root = program(terminal, (code) => {
    status = code;
  });
  try {
    await root.parseAsync([...argv], { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? 0 : usage(error, terminal, root);
    return report(error, argv, terminal);
  }
}

/** Commander has printed what was wrong already. */
function usage(error: CommanderError, terminal: Terminal, root: Command): number {
  if (error.code === "commander.help") return 2;
  terminal.err(`Run \`${root.name()} --help\` to see the commands.\n`);
  return 2;
}

function report(error: unknown, argv: readonly string[], terminal: Terminal): number {
  const options = flags(argv);
  const context = cliContext(terminal, options);
  context.busy("");
  if (options.json) terminal.out(`${JSON.stringify(errorDocument(error), undefined, 2)}\n`);
  else terminal.err(`${errorLines(error, context.colors, options.verbose === true).join("\n")}\n`);
  return error instanceof LimbeckError ? error.exitCode : 1;
}

/** The flags that decide how an error looks, wherever they stand. */
function flags(argv: readonly string[]): GlobalOptions {
  return {
    json: argv.includes("--json"),
    verbose: argv.includes("--verbose"),
    color: !argv.includes("--no-color"),
  };
}
