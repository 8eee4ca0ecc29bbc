import { LimbeckError } from "../diagnostic/index.js";

/** The error with each of its texts put in other words; whatever else it says stays. */
export function reworded(
  error: LimbeckError,
  inWords: { message?(text: string): string; hint?(text: string): string },
): LimbeckError {
  const { code, message, hint, details, cause, stack } = error;
  const other = new LimbeckError(code, inWords.message?.(message) ?? message, {
    hint: hint && (inWords.hint?.(hint) ?? hint),
    details,
    cause,
  });
  return Object.assign(other, { stack });
}
