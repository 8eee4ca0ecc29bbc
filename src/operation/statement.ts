import type { AnyOperation } from "./operation.js";

/** One SQL statement that an operation compiles to. */
export interface Statement {
  readonly sql: string;
  /** Values for `$1`, `$2` …; a statement that has any travels alone. */
  readonly params?: readonly unknown[];
  /** Text that a person wrote: it may hold several statements and is sent on its own. */
  readonly opaque?: true;
  /** What to do when the server refuses it. */
  readonly hint?: string;
  /**
   * Its effect can only be used after a commit (a new enum value), so the transaction ends behind
   * it. Such statements can be repeated without harm.
   */
  readonly commitAfter?: true;
  /** Reaches beyond the database, to roles or another server: left out in a throwaway database. */
  readonly outside?: true;
}

/** What compiling needs to know. */
export interface CompileContext {
  /** The major version of the server that will run it. */
  readonly major: number;
}

/** Compiles the operations of one family. */
export type Compile = (operation: AnyOperation, context: CompileContext) => Statement[];
