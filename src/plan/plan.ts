import { hash } from "node:crypto";
import { LimbeckError } from "../diagnostic/index.js";
import { compile, splitSql } from "../dialect/index.js";
import {
  type AnyOperation,
  type CompileContext,
  type Statement,
  spelledOut,
} from "../operation/index.js";

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
  return spelledOut(operations).flatMap((operation) => {
    try {
      const statements = compile(operation, context);
      const cut = operation.autocommit ? statements.flatMap(aloneEach) : statements;
      return cut.map((statement) => ({ ...statement, operation }));
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

/** Statements of an autocommit block, of which the server takes one at a time. */
function aloneEach(statement: Statement): readonly Statement[] {
  if (statement.alone) return [statement];
  if (!statement.opaque || statement.params)
    return [{ ...statement, alone: { plain: statement.sql } }];
  return splitSql(statement.sql).map(({ text }) => ({
    ...statement,
    sql: text,
    alone: { plain: text },
  }));
}

/**
 * Statements as a throwaway database can run them: inside a transaction, since nobody else is there.
 * What has no such form is left out.
 */
export function withoutAlone(statements: readonly PlannedStatement[]): PlannedStatement[] {
  return statements.flatMap(({ alone, ...statement }) => {
    if (!alone) return [statement];
    const { plain } = alone;
    return plain === undefined ? [] : [{ ...statement, sql: plain, commitAfter: true as const }];
  });
}

/**
 * Cuts statements where a transaction has to end: around those that cannot run in one, and behind
 * those whose effect needs a commit, when something follows them. With `each`, behind every one.
 */
export function segmentsOf(statements: readonly PlannedStatement[], each = false): Segment[] {
  const segments: PlannedStatement[][] = [[]];
  for (const statement of statements) {
    const current = segments.at(-1)!;
    const last = current.at(-1);
    const cut =
      last &&
      (each || last.alone || statement.alone || (last.commitAfter && !statement.commitAfter));
    if (cut) segments.push([statement]);
    else current.push(statement);
  }
  return segments.map((list) => ({ statements: list, hash: hashOf(list) }));
}

/** The statement of a segment that cannot run in a transaction. */
export function aloneIn({ statements: [first] }: Segment): PlannedStatement | undefined {
  return first?.alone && first;
}

/** What operations do outside a transaction, as SQL. */
export function textsApart(operations: readonly AnyOperation[], context: CompileContext): string[] {
  return planStatements(operations, context).flatMap(({ alone, sql }) => (alone ? [sql] : []));
}

function hashOf(statements: readonly PlannedStatement[]): string {
  const texts = statements.map(({ sql, params }) => `${sql}\0${JSON.stringify(params ?? [])}\0`);
  // In one go: hash objects outlive the young generation, a thousand of them in a long run.
  return hash("sha256", texts.join(""));
}
