import { Console } from "node:console";
import { looks } from "./flags.js";
import { jsonLog, linesInto, noLog } from "./log.js";
import { screenOf } from "./progress.js";
import { report, runCli } from "./run-cli.js";
import { processTerminal } from "./terminal.js";

const argv = process.argv.slice(2);
const interrupt = new AbortController();
const terminal = await processTerminal(interrupt.signal);
const log = looks(argv).logFormat === "json" ? jsonLog(terminal.err) : noLog;
// What models and revisions print must not get into the results, least of all into JSON.
const printed = log === noLog ? process.stderr : linesInto(log);
globalThis.console = new Console(printed, printed);

const stop = () => {
  // The second time there is no asking.
  if (interrupt.signal.aborted) process.exit(1);
  interrupt.abort();
};
process.on("SIGINT", stop).on("SIGTERM", stop);

// `limbeck history | head` closes the pipe: nothing is wrong.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

// A promise that models or revisions forgot about.
const unexpected = (error: unknown) => {
  process.exitCode = report(
    error,
    argv,
    screenOf(terminal, !looks(argv).json && log === noLog, log),
  );
  process.exit();
};
process.on("uncaughtException", unexpected).on("unhandledRejection", unexpected);

process.exitCode = await runCli(argv, terminal);
// What was interrupted may still hold connections and timers.
if (interrupt.signal.aborted) process.stdout.write("", () => process.exit());
