import type { Engine } from "../engines.js";

/** How far a case came before it failed. */
export type Stage =
  | "load"
  | "plan"
  | "run"
  | "equal"
  | "dump"
  | "proof"
  | "models"
  | "engines"
  | "time";

/** What became of a case on one engine. */
export interface Outcome {
  readonly id: string;
  /** `both` where what two engines read was compared. */
  readonly engine: Engine | "both";
  /** Absent where everything held. */
  readonly failed?: { readonly stage: Stage; readonly reason: string };
  /** Rows that were there before and after the change, in both proofs. */
  readonly rows: number;
  /** What the proof says cannot be done, or is lost, where tables have rows. */
  readonly warnings: readonly string[];
  /** Whether columns end in another physical order than in a fresh database. */
  readonly reordered: boolean;
  /** Both states as they were read, to compare engines. */
  readonly catalogs: readonly string[];
  readonly ms: number;
}

/** Stops a case where it fails. */
export class CaseFailure extends Error {
  override readonly name = "CaseFailure";
  readonly stage: Stage;

  constructor(stage: Stage, message: string) {
    super(message);
    this.stage = stage;
  }
}

/** Gives what `run` does a stage to fail in. */
export async function during<Result>(
  stage: Stage,
  run: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CaseFailure) throw error;
    throw new CaseFailure(stage, error instanceof Error ? error.message : String(error));
  }
}
