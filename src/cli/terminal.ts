/** Where a command writes, and what it knows of who reads it. */
export interface Terminal {
  /** Results: what a person asked for, or one JSON document. */
  out(text: string): void;
  /** Errors, warnings and progress. */
  err(text: string): void;
  /** A person is looking at stderr: progress may be drawn and erased. */
  readonly interactive: boolean;
  /** Colour is wanted unless a flag says otherwise. */
  readonly color: boolean;
  readonly cwd: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export function processTerminal(signal: AbortSignal): Terminal {
  const { env, stdout, stderr } = process;
  const dumb = env.TERM === "dumb" || Boolean(env.CI);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    interactive: stderr.isTTY === true && !dumb,
    color: !env.NO_COLOR && (Boolean(env.FORCE_COLOR) || (stdout.isTTY === true && !dumb)),
    cwd: process.cwd(),
    signal,
  };
}
