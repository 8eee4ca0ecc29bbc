import type { Catalog, ObjectId } from "../catalog/index.js";
import { LimbeckError, maskSql, messageOf } from "../diagnostic/index.js";
import { StatementFailure } from "../runtime/index.js";
import type { Renamed } from "./moved-rows.js";
import { missingRoleHint } from "./stub-roles.js";

export type Run = (op: never) => unknown;

/** What is to be proved of a revision. */
export interface Claim {
  readonly revision: string;
  readonly file?: string;
  readonly upgrade: Run;
  readonly downgrade: Run | undefined;
  /** Before it: what the migrations built so far. */
  readonly from: Catalog;
  /** What else is there and takes no part; `base` has as much of it as `from` needs to be built. */
  readonly narrowed?:
    | { readonly leftOut: ReadonlySet<ObjectId>; readonly base: Catalog }
    | undefined;
  /** After it: what the models say. Left out: whatever its upgrade makes, a second time as well. */
  readonly to?: Catalog | undefined;
  /**
   * It has statements or steps of its own that may change rows on purpose: that it runs where there
   * are rows is tried, what becomes of them is not compared.
   */
  readonly changesRows?: boolean | undefined;
  /** Tables and columns that keep their rows under other names. */
  readonly renamed?: Renamed | undefined;
  /** What `to` is, for messages. Default `what the models say`. */
  readonly wanted?: string | undefined;
}

/** What was compared; every count is of things that were found equal. */
export interface Proof {
  /** Objects after the upgrade, all equal to the models'. */
  readonly upObjects: number;
  /** Objects after the downgrade, all equal to the former ones. */
  readonly downObjects: number;
  /** Rows that were there before and after both directions. */
  readonly rows: number;
  /** Tables without rows of their own in the proof, and why. */
  readonly unseeded: readonly { readonly table: string; readonly reason: string }[];
  /** What happens to rows, or would. */
  readonly warnings: readonly string[];
}

/** The error for a claim that does not hold. */
export function failed(
  claim: Claim,
  message: string,
  cause?: unknown,
  details: Record<string, unknown> = {},
): LimbeckError {
  return new LimbeckError(
    "proof-failed",
    `revision ${claim.revision} was not written: ${message}`,
    {
      hint:
        missingRoleHint(cause) ??
        (claim.wanted
          ? "Nothing was changed. What differs is what stands in the way."
          : "Write it without proof to mend it by hand: --no-verify. Please report the case: the generator should have got it right."),
      ...(cause !== undefined && { cause }),
      details: { revision: claim.revision, reason: message, ...details },
    },
  );
}

/** Why something could not run, with the statement. */
export function reason(error: unknown): string {
  const statement = error instanceof StatementFailure ? error.statement?.sql : undefined;
  return `${messageOf(error)}${statement ? `\n  ${maskSql(statement).replaceAll("\n", "\n  ")}` : ""}`;
}
