import type { Ask } from "../commands/index.js";
import type { Spinner } from "./spinner.js";

/** Where a command writes, and what it knows of who reads it. */
export interface Terminal {
  /** Results: what a person asked for, or one JSON document. */
  out(text: string): void;
  /** Errors, warnings and progress. */
  err(text: string): void;
  /** A person is looking at stderr: progress may be drawn and erased. */
  readonly interactive: boolean;
  /** How progress is drawn; absent where nobody is looking. */
  readonly spinner?: Spinner | undefined;
  /** Colour is wanted unless a flag says otherwise. */
  readonly color: boolean;
  /** Characters to a line; 80 where nobody knows. */
  readonly width: number;
  readonly cwd: string;
  /** Asks the person at the terminal; absent where there is nobody to answer. */
  readonly ask?: Ask | undefined;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export async function processTerminal(signal: AbortSignal): Promise<Terminal> {
  const { env, stdin, stdout, stderr } = process;
  const dumb = env.TERM === "dumb" || isSet(env.CI);
  const err = (text: string) => void stderr.write(text);
  const interactive = stderr.isTTY === true && !dumb;
  const width = stdout.columns || stderr.columns || 80;
  // Threads are of no use to a pipeline.
  const threads = interactive ? await import("./threaded-spinner.js") : undefined;
  return {
    out: (text) => void stdout.write(text),
    err,
    interactive,
    spinner: threads?.threadedSpinner(err, { descriptor: stderr.fd, width }),
    ask:
      stdin.isTTY === true && stderr.isTTY === true && !dumb
        ? async (question) => (await import("./ask.js")).ask(question)
        : undefined,
    color: !env.NO_COLOR && (forced(env.FORCE_COLOR) ?? (stdout.isTTY === true && !dumb)),
    width,
    cwd: process.cwd(),
    signal,
  };
}

function forced(value: string | undefined): boolean | undefined {
  return value === undefined || value === "" ? undefined : isSet(value);
}

function isSet(value: string | undefined): boolean {
  return !/^(?:|0|false)$/i.test(value ?? "");
}
