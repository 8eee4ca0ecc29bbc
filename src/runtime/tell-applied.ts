import { LimbeckError, messageOf } from "../diagnostic/index.js";
import type { Connection } from "../driver/index.js";
import type { AppliedStep, OnVersionApply } from "./applied-step.js";
import { stepContext } from "./step-context.js";
import { verifyLocked } from "./transaction.js";

/**
 * Tells a hook what has just happened, inside the transaction.
 *
 * @throws {LimbeckError} `migration-failed` when it throws; `transaction-control` when it ended the
 *   transaction
 */
export async function tellApplied(
  hook: OnVersionApply,
  connection: Connection,
  step: Omit<AppliedStep, "client" | "query">,
): Promise<void> {
  try {
    await hook({ ...stepContext(connection), ...step });
  } catch (cause) {
    throw new LimbeckError("migration-failed", `onVersionApply fails: ${messageOf(cause)}`, {
      hint: "It is a function of the configuration, called before the commit: nothing was changed.",
      cause,
    });
  }
  await verifyLocked(connection);
}
