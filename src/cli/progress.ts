import { type Log, type LogEvent, noLog } from "./log.js";
import type { Terminal } from "./terminal.js";

/** A terminal with one line at its end that says what is going on. */
export interface Screen extends Terminal {
  /**
   * Draws the line, or erases it with an empty text. Whatever is written erases it as well. The log
   * gets the event, or the words where there is none.
   */
  busy(what: string, event?: LogEvent): void;
  /** For machines; nothing where people read. */
  readonly log: Log;
}

/**
 * The line counts as long as it says the same. Without a person to look at it, nothing is drawn.
 */
export function screenOf(terminal: Terminal, enabled: boolean, log: Log = noLog): Screen {
  const { spinner } = terminal;
  const draws = enabled && terminal.interactive;
  let current = "";
  const erase = () => {
    spinner?.stop();
    current = "";
  };
  return {
    ...terminal,
    out(text) {
      erase();
      terminal.out(text);
    },
    err(text) {
      erase();
      terminal.err(text);
    },
    log,
    busy(what, event) {
      if (what !== "" && what === current) return;
      erase();
      current = what;
      if (event || what !== "") log(event ?? { event: "progress", message: what });
      if (draws && what !== "") spinner?.start(what);
    },
  };
}
