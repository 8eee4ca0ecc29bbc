import { LimbeckError } from "../diagnostic/index.js";
import { faultHint, loadFault } from "./load-fault.js";
import { shownPath } from "./shown-path.js";

/** The error for a revision file that does not compile or throws while loading: where, and why. */
export function scriptFailed(thrown: unknown, file: string): LimbeckError {
  if (thrown instanceof LimbeckError) return thrown;
  const fault = loadFault(thrown, file);
  const place = shownPath(fault.file ?? file) + (fault.line ? `:${fault.line}` : "");
  const within = (fault.file ?? file) === file ? "" : ` (loaded by ${shownPath(file)})`;
  return new LimbeckError("script-failed", `${place}: ${fault.message}${within}`, {
    hint: faultHint(
      fault,
      "The file must load on its own: what it does belongs into `upgrade` and `downgrade`.",
    ),
    details: { file: fault.file ?? file, ...(fault.line ? { line: fault.line } : {}) },
    cause: thrown,
  });
}
