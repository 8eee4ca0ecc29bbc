#!/usr/bin/env node
import { runCli } from "./run-cli.js";
import { processTerminal } from "./terminal.js";

const interrupt = new AbortController();
process.on("SIGINT", () => {
  // The second time there is no asking.
  if (interrupt.signal.aborted) process.exit(1);
  interrupt.abort();
});
process.on("SIGTERM", () => interrupt.abort());

process.exitCode = await runCli(process.argv.slice(2), processTerminal(interrupt.signal));
