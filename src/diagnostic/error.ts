import { type ErrorCode, errorCodes } from "./codes.js";

export interface ErrorDetail {
  /** What can be done about it: one or more lines, imperative. */
  readonly hint?: string | undefined;
  /** The error underneath, if any. */
  readonly cause?: unknown;
  /** Facts for machines, printed under `--json`. Never a secret. */
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * The one error Limbeck throws. Its message says what and why, `hint` says what to do,
 * `code` is stable and has a page in `docs/errors/`.
 *
 * @example
 * throw new LimbeckError("revision-unknown", `no revision has the id "ae10"`, {
 *   hint: "`limbeck history` lists them.",
 * });
 */
export class LimbeckError extends Error {
  override readonly name = "LimbeckError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.hint = detail.hint;
    this.details = detail.details ?? {};
  }

  /** The exit status of a process that ends with this error. */
  get exitCode(): number {
    return errorCodes[this.code].exit;
  }
}

/** The message of whatever was thrown, without its class name. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
