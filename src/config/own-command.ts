/** A command of the project's own: `limbeck NAME …`. */
export interface OwnCommand {
  /** What it does, in a line. */
  readonly summary: string;
  /** What it takes, as in a usage line: `<tenant> [words...]`. Default: any words. */
  readonly arguments?: string;
  /** What its help says below the summary. */
  readonly about?: string;
  /** Its options, each with what it does: `{ "--limit <rows>": "how many at most" }`. */
  readonly options?: Readonly<Record<string, string>>;
  /** Command lines that its help shows. */
  readonly examples?: readonly string[];
  /** Gives the exit status; 0 by default. */
  readonly run: (call: OwnCommandCall) => unknown;
}

export interface OwnCommandCall {
  readonly args: readonly string[];
  /** By their long names, in camel case: `dryRun`. Those that every command takes are among them. */
  readonly options: Readonly<Record<string, unknown>>;
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
  readonly database?: string | undefined;
  readonly x?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}
