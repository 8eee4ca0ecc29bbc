import type { Commented, IfExists } from "./table.js";

export interface CastSpec {
  /** What makes one value of the other, with the types of its arguments: `to_text(color)`. */
  readonly function?: string;
  /** By way of text, as each type writes and reads itself. */
  readonly inout?: boolean;
  /** Where it is done without being asked for. Default: nowhere. `implicit`: everywhere. */
  readonly as?: "assignment" | "implicit";
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    /** Neither function nor `inout`: the two types have the same bytes. */
    createCast: [from: string, to: string, cast?: CastSpec];
    dropCast: [from: string, to: string, options?: IfExists];
    alterCast: [from: string, to: string, changes: Commented];
  }
}
