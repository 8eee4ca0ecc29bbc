import { displayWidth } from "./columns.js";
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

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/**
 * The line turns, and counts seconds from the first one on, as long as it says the same. Without a
 * person to look at it, nothing is drawn.
 */
export function screenOf(terminal: Terminal, enabled: boolean, log: Log = noLog): Screen {
  const draws = enabled && terminal.interactive;
  let drawn = false;
  let timer: NodeJS.Timeout | undefined;
  let current = "";
  const erase = () => {
    clearInterval(timer);
    timer = undefined;
    current = "";
    if (drawn) terminal.err("\r\u001b[K");
    drawn = false;
  };
  const draw = (what: string, frame: number, seconds: number) => {
    const line = `${frames[frame % frames.length]} ${what}${seconds > 0 ? ` · ${seconds} s` : ""}`;
    terminal.err(`\r\u001b[K${cut(line, terminal.width - 1)}`);
    drawn = true;
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
      if (!draws || what === "") return;
      const started = performance.now();
      let frame = 0;
      draw(what, frame, 0);
      timer = setInterval(() => {
        draw(what, ++frame, Math.floor((performance.now() - started) / 1000));
      }, 100);
      timer.unref();
    },
  };
}

/** A line that wraps could not be erased. */
function cut(line: string, width: number): string {
  if (displayWidth(line) <= width) return line;
  let kept = "";
  let room = width - 1;
  for (const character of line) {
    room -= displayWidth(character);
    if (room < 0) break;
    kept += character;
  }
  return `${kept}…`;
}
