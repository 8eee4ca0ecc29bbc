import { createColors } from "picocolors";
import type { Ask, ProjectOptions } from "../commands/index.js";
import type { Log, LogEvent } from "./log.js";
import type { Screen } from "./progress.js";
import { typedHere } from "./typed-here.js";

/** Options that every command takes. */
export interface GlobalOptions {
  readonly config?: string;
  readonly url?: string;
  readonly env?: string;
  readonly db?: string;
  /** `key=value`, as often as there are. */
  readonly x?: readonly string[];
  readonly json?: boolean;
  readonly logFormat?: "text" | "json";
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
}

export type Colors = ReturnType<typeof createColors>;

/** What the face of a command gets: options, colours, and one way to give its result. */
export interface CliContext {
  readonly terminal: Screen;
  readonly options: GlobalOptions;
  readonly project: ProjectOptions;
  readonly colors: Colors;
  /** A command to go on with, or a text that names some, as it has to be typed here. */
  typed(text: string): string;
  /** What has a hint, with the hint as it has to be typed here. */
  typedHint<Hinted extends { readonly hint?: string | undefined }>(hinted: Hinted): Hinted;
  /** Prints lines for a person; nothing under `--quiet` and `--json`. */
  say(...lines: readonly string[]): void;
  /** The result: as one JSON document under `--json`, else what `lines` makes of it. */
  give<Report>(report: Report, lines: (report: Report) => readonly string[]): void;
  /** Asks the person at the terminal; absent under `--json`, and where there is nobody. */
  readonly ask: Ask | undefined;
  /** Shows that something is going on, until the next text; the log gets the event, or the words. */
  busy(what: string, event?: LogEvent): void;
  /** Tells machines what happened; people see it elsewhere. */
  readonly log: Log;
}

/** Without a value, an empty one: `-x seed` is a switch. */
function pair(text: string): [string, string] {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

export function cliContext(terminal: Screen, options: GlobalOptions): CliContext {
  const { json = false, quiet = false } = options;
  const typed = (text: string) => typedHere(text, options);
  return {
    terminal,
    options,
    colors: createColors(options.color === false ? false : terminal.color),
    project: {
      cwd: terminal.cwd,
      config: options.config,
      url: options.url,
      environment: options.env,
      database: options.db,
      x: Object.fromEntries((options.x ?? []).map(pair)),
      signal: terminal.signal,
    },
    typed,
    typedHint: (hinted) =>
      hinted.hint === undefined ? hinted : { ...hinted, hint: typed(hinted.hint) },
    say(...lines) {
      if (!json && !quiet) for (const line of lines) terminal.out(`${line}\n`);
    },
    give(report, lines) {
      terminal.busy("");
      if (json) terminal.out(`${JSON.stringify(report, undefined, 2)}\n`);
      else for (const line of lines(report)) terminal.out(`${line}\n`);
    },
    ask:
      json || !terminal.ask
        ? undefined
        : (question) => {
            terminal.busy("");
            return terminal.ask!(question);
          },
    busy: terminal.busy,
    log: terminal.log,
  };
}
