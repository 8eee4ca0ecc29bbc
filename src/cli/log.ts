import { Writable } from "node:stream";
import { LimbeckError, messageOf } from "../diagnostic/index.js";

/** Something that happened, for machines: docs/logs.md has every event and its fields. */
export interface LogEvent {
  readonly event: string;
  /** `info` by default. */
  readonly level?: "info" | "warn" | "error";
  /** In words; what the terminal would show, where that is all there is. */
  readonly message: string;
  readonly [field: string]: unknown;
}

export type Log = (event: LogEvent) => void;

/** For people: what happens is drawn and printed instead. */
export const noLog: Log = () => {};

/** One JSON object a line. Fields without a value are left out. */
export function jsonLog(write: (text: string) => void): Log {
  return ({ event, level = "info", message, ...fields }) => {
    const time = new Date().toISOString();
    write(`${JSON.stringify({ time, level, event, message, ...fields })}\n`);
  };
}

/** An error as an event; `revision` where it is about one. */
export function errorEvent(error: unknown): LogEvent {
  const known = error instanceof LimbeckError ? error : undefined;
  return {
    event: "error",
    level: "error",
    message: messageOf(error),
    code: known?.code ?? "internal",
    exit: known?.exitCode ?? 1,
    hint: known?.hint,
    revision: known?.details.revision,
  };
}

/** A stream whose lines become events: what models and revisions print. */
export function linesInto(log: Log): Writable {
  let rest = "";
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      const lines = (rest + chunk.toString()).split("\n");
      rest = lines.pop() ?? "";
      for (const message of lines) log({ event: "output", message });
      done();
    },
  });
}
