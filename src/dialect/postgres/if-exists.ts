import { LimbeckError } from "../../diagnostic/index.js";
import type { IfExists, IfNotExists, Statement } from "../../operation/index.js";

/** `IF EXISTS `, where it is asked for. */
export function ifExists(options: IfExists | undefined): string {
  return options?.ifExists ? "IF EXISTS " : "";
}

/** `IF NOT EXISTS `, where it is asked for. */
export function ifNotExists(options: IfNotExists | undefined): string {
  return options?.ifNotExists ? "IF NOT EXISTS " : "";
}

/**
 * Statements behind a creation that cannot be run twice. The server passes over the creation of what
 * is there, and would then fail on these.
 */
export function once(options: IfNotExists, statements: Statement[]): Statement[] {
  if (!options.ifNotExists || statements.length === 0) return statements;
  throw new LimbeckError(
    "operation-invalid",
    "ifNotExists and notValid do not go together: the constraint is added by a statement of its own, which fails where it is there",
    { hint: "Add the constraint with a directive of its own, or leave ifNotExists out." },
  );
}
