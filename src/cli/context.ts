import { createColors } from "picocolors";
import type { ProjectOptions } from "../commands/index.js";
import type { Terminal } from "./terminal.js";

/** Options that every command takes. */
export interface GlobalOptions {
  readonly config?: string;
  readonly url?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

export type Colors = ReturnType<typeof createColors>;

/** What the face of a command gets: options, colours, and one way to give its result. */
export interface CliContext {
  readonly terminal: Terminal;
  readonly options: GlobalOptions;
  readonly project: ProjectOptions;
  readonly colors: Colors;
  /** Prints lines for a person; nothing under `--quiet` and `--json`. */
  say(...lines: readonly string[]): void;
  /** The result: as one JSON document under `--json`, else what `lines` makes of it. */
  give<Report>(report: Report, lines: (report: Report) => readonly string[]): void;
  /** Shows that something is going on, until the next text. */
  busy(what: string): void;
}

export function cliContext(terminal: Terminal, options: GlobalOptions): CliContext {
  const colors = createColors(options.color === false ? false : terminal.color);
  const { json = false, quiet = false } = options;
  let drawn = false;
  const erase = () => {
    if (drawn) terminal.err("\r\u001b[K");
    drawn = false;
  };
  return {
    terminal,
    options,
    colors,
    project: { cwd: terminal.cwd, config: options.config, url: options.url },
    say(...lines) {
      erase();
      if (!json && !quiet) for (const line of lines) terminal.out(`${line}\n`);
    },
    give(report, lines) {
      erase();
      if (json) terminal.out(`${JSON.stringify(report, undefined, 2)}\n`);
      else for (const line of lines(report)) terminal.out(`${line}\n`);
    },
    busy(what) {
      if (!terminal.interactive || json || quiet) return;
      erase();
      terminal.err(colors.dim(`… ${what}`));
      drawn = what !== "";
      if (!drawn) erase();
    },
  };
}
