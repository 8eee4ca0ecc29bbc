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
  /** Cannot run in a transaction: it travels by itself, and commits by itself. */
  readonly alone?: Alone;
  /** Reaches beyond the database, to roles or another server: left out in a throwaway database. */
  readonly outside?: true;
  /** What a throwaway database is sent in its place. */
  readonly instead?: string;
}

/** How a statement that cannot run in a transaction gets along without one. */
export interface Alone {
  /** The same for a throwaway database, inside a transaction; absent: nothing of it shows there. */
  readonly plain?: string;
  readonly remains?: Remains;
}

/** What an attempt that broke off can leave behind. */
export interface Remains {
  /**
   * Gives one `state`: `none`, as if it had never begun; `done`, as if it had ended; `broken`,
   * something in between.
   */
  readonly query: string;
  /** What takes something in between back, or to its end; absent: there is no such thing. */
  readonly mend?: string;
}

/** What compiling needs to know. */
export interface CompileContext {
  /** The major version of the server that will run it. */
  readonly major: number;
}

/** Compiles the operations of one family. */
export type Compile = (operation: AnyOperation, context: CompileContext) => Statement[];
