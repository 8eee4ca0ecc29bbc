import type { RoutineSignature } from "./function.js";
import type { Commented, IfExists, InSchema } from "./table.js";

/** How an aggregate keeps its state from row to row. */
export interface AggregateState {
  /** Takes the state and a row's values, gives the next state: `sfunc`. */
  readonly stateFunction: string;
  readonly stateType: string;
  /** About how many bytes a state takes. */
  readonly stateSpace?: number;
  /** Makes the result of the last state. Left out: the state is the result. */
  readonly finalFunction?: string;
  /** The final function gets NULLs for the arguments besides the state. */
  readonly finalExtra?: boolean;
  /** What the final function does to the state. Default: `readOnly`, `readWrite` with an order. */
  readonly finalModify?: "readOnly" | "shareable" | "readWrite";
  /** The first state, as text. Default: NULL. */
  readonly initial?: string;
}

export interface AggregateSpec extends InSchema, AggregateState {
  /** As inside the parentheses: `numeric`, `double precision ORDER BY numeric`. Left out: `*`. */
  readonly args?: string;
  /** Makes one state of two, for parallel plans. */
  readonly combineFunction?: string;
  readonly serialFunction?: string;
  readonly deserialFunction?: string;
  /** Another way to the same results for a window whose frame moves. */
  readonly moving?: AggregateState & {
    /** Takes a row out of the state again. */
    readonly inverseFunction: string;
  };
  /** `min` and `max`: the operator whose first value in order it is. */
  readonly sortOperator?: string;
  /** A hypothetical-set aggregate: its direct arguments stand for a row. */
  readonly hypothetical?: boolean;
  /** Default `unsafe`. */
  readonly parallel?: "safe" | "restricted";
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createAggregate: [name: string, aggregate: AggregateSpec];
    /** Other functions or another state; arguments and result stay. */
    replaceAggregate: [name: string, aggregate: AggregateSpec];
    dropAggregate: [name: string, signature?: RoutineSignature & IfExists];
    renameAggregate: [from: string, to: string, signature?: RoutineSignature];
    alterAggregate: [name: string, changes: RoutineSignature & Commented];
  }
}
