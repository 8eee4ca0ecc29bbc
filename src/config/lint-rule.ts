import type { TableLock } from "../lint/index.js";
import type { KnownOperation } from "../operation/index.js";

/** A revision as a rule of a project's own sees it. */
export interface JudgedRevision {
  readonly revision: string;
  readonly message: string;
  /** Absolute. */
  readonly file: string;
  /** What it does, each way; directives of the project's own as what they do. */
  readonly upgrade: readonly KnownOperation[];
  readonly downgrade: readonly KnownOperation[];
  /** Tables that were there before, and what its upgrade does to them. */
  readonly locks: readonly TableLock[];
  /** What goes when it runs: `rows of table vales`. */
  readonly loses: { readonly upgrade: readonly string[]; readonly downgrade: readonly string[] };
}

/** Says what is wrong with a revision, each thing in a line; nothing where all is well. */
export type LintRule = (revision: JudgedRevision) => Findings | Promise<Findings>;

type Findings = string | readonly string[] | undefined;
