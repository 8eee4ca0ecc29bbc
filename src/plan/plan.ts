import { hash } from "node:crypto";
import { LimbeckError } from "../diagnostic/index.js";
import { compile } from "../dialect/index.js";
import type { AnyOperation, CompileContext, Statement } from "../operation/index.js";

/** A statement that knows the operation it came from. */
export interface PlannedStatement extends Statement {
  readonly operation: AnyOperation;
}

/** Statements that commit together. */
export interface Segment {
  readonly statements: readonly PlannedStatement[];
  /** Of the statements' text: tells whether a rerun would do the same. */
  readonly hash: string;
}

/** Compiles operations; an error names the directive and its line. */
export function planStatements(
  operations: readonly AnyOperation[],
  context: CompileContext,
): PlannedStatement[] {
  return operations.flatMap((operation) => {
    try {
      return compile(operation, context).map((statement) => ({ ...statement, operation }));
    } catch (error) {
      if (!(error instanceof LimbeckError) || !operation.origin) throw error;
      const { file, line } = operation.origin;
      throw new LimbeckError(error.code, `${file}:${line}: ${error.message}`, {
        hint: error.hint,
        cause: error,
        details: { ...error.details, file, line },
      });
    }
  });
}

/**
 * Cuts statements where a transaction has to end: behind those whose effect needs a commit, when
 * something follows them. With `each`, behind every one.
 */
export function segmentsOf(statements: readonly PlannedStatement[], each = false): Segment[] {
  const segments: PlannedStatement[][] = [[]];
  for (const statement of statements) {
    const current = segments.at(-1)!;
    const last = current.at(-1);
    if (last && (each || (last.commitAfter && !statement.commitAfter))) segments.push([statement]);
    else current.push(statement);
  }
  return segments.map((list) => ({ statements: list, hash: hashOf(list) }));
}

function hashOf(statements: readonly PlannedStatement[]): string {
  const texts = statements.map(({ sql, params }) => `${sql}\0${JSON.stringify(params ?? [])}\0`);
  // In one go: hash objects outlive the young generation, a thousand of them in a long run.
  return hash("sha256", texts.join(""));
}
