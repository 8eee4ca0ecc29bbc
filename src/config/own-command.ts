/** A command of the project's own: `limbeck NAME …`. */
export interface OwnCommand {
  /** What it does, in a line. */
  readonly summary: string;
  /** What it takes, as in a usage line: `<tenant> [words...]`. Default: any words. */
  readonly arguments?: string;
  /** Gives the exit status; 0 by default. */
  readonly run: (call: OwnCommandCall) => unknown;
}

export interface OwnCommandCall {
  readonly args: readonly string[];
  /** What the command line said of the project, to be given to functions: `upgrade(project)`. */
  readonly project: OwnCommandProject;
  /** Prints a line to stdout. */
  readonly print: (line: string) => void;
}

/** As functions take it. */
export interface OwnCommandProject {
  readonly cwd?: string | undefined;
  readonly config?: string | undefined;
  readonly url?: string | undefined;
  readonly environment?: string | undefined;
  readonly x?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}
