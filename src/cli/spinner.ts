import { displayWidth } from "./columns.js";

/** A line at the end of the terminal that turns, and counts seconds from the first one on. */
export interface Spinner {
  start(what: string): void;
  /** Erases it. */
  stop(): void;
}

export const eraseLine = "\r\u001b[K";

/** Milliseconds between two pictures of it. */
export const spinnerPause = 100;

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

/** The line as it looks after so many milliseconds. */
export function spinnerLine(what: string, ms: number, width: number): string {
  const frame = frames[Math.floor(ms / spinnerPause) % frames.length];
  const seconds = Math.floor(ms / 1000);
  return cut(`${frame} ${what}${seconds > 0 ? ` · ${seconds} s` : ""}`, width - 1);
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
