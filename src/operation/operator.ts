import type { Commented, IfExists, InSchema } from "./table.js";

/** Which of the operators of one name. A prefix operator has no left side. */
export interface OperatorSignature extends InSchema {
  readonly left?: string;
  readonly right: string;
}

export interface OperatorSpec extends OperatorSignature {
  /** The function that computes it. */
  readonly function: string;
  /** The operator with the sides changed that gives the same. */
  readonly commutator?: string;
  /** The operator that gives the opposite. */
  readonly negator?: string;
  /** What estimates how many rows it lets through: `eqsel`. */
  readonly restrict?: string;
  /** The same for joins: `eqjoinsel`. */
  readonly join?: string;
  /** Equality that can be hashed, or merged in order. */
  readonly hashes?: boolean;
  readonly merges?: boolean;
  readonly comment?: string;
}

/** Operators and functions of an operator family or class, by their number in the index method. */
export interface OperatorMembers {
  /** `{ 1: "<" }` on the class's own type, otherwise with types: `{ 1: "< (bigint, vale)" }`. */
  readonly operators?: { readonly [strategy: number]: string | readonly string[] };
  /** `{ 1: "vale_cmp(vale, vale)" }`, for other types `{ 1: "(bigint, vale) cmp(bigint, vale)" }`. */
  readonly functions?: { readonly [support: number]: string | readonly string[] };
}

/** The index method that a family or class is for. */
export interface ForMethod extends InSchema {
  readonly method: string;
}

export interface OperatorFamilySpec extends ForMethod, OperatorMembers {
  readonly comment?: string;
}

export interface OperatorClassSpec extends ForMethod, OperatorMembers {
  readonly type: string;
  /** Whether indexes on the type use it unless told otherwise. */
  readonly default?: boolean;
  /** Default: the family of the class's own name. */
  readonly family?: string;
  /** What the index stores, where that is another type. */
  readonly storage?: string;
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createOperator: [name: string, operator: OperatorSpec];
    dropOperator: [name: string, signature: OperatorSignature & IfExists];
    /** `null` takes an estimator away. Hashes, merges and links: only added, in PostgreSQL 17. */
    alterOperator: [
      name: string,
      changes: OperatorSignature &
        Commented & { readonly restrict?: string | null; readonly join?: string | null },
    ];
    createOperatorFamily: [name: string, family: OperatorFamilySpec];
    dropOperatorFamily: [name: string, options: ForMethod & IfExists];
    renameOperatorFamily: [from: string, to: string, options: ForMethod];
    alterOperatorFamily: [
      name: string,
      changes: ForMethod &
        Commented & { readonly add?: OperatorMembers; readonly drop?: OperatorMembers },
    ];
    createOperatorClass: [name: string, operatorClass: OperatorClassSpec];
    dropOperatorClass: [name: string, options: ForMethod & IfExists];
    renameOperatorClass: [from: string, to: string, options: ForMethod];
    alterOperatorClass: [name: string, changes: ForMethod & Commented];
  }
}
