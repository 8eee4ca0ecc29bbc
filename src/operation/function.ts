import type { Sql } from "./sql.js";
import type { Commented, IfExists, InSchema } from "./table.js";

export interface RoutineSpec extends InSchema {
  /** As inside the parentheses of CREATE FUNCTION: `a integer, b text DEFAULT 'x'`. Default: none. */
  readonly args?: string;
  /** `trigger`, `integer`, `SETOF vales`, `TABLE(id bigint)`. Functions only; left out with OUT arguments. */
  readonly returns?: string;
  /** Default `sql`. */
  readonly language?: string;
  /** The text between the dollar quotes. In C: the name in the object file. */
  readonly body?: string;
  /** In C: the file with the code, `$libdir/vales`. */
  readonly objectFile?: string;
  /** A body in standard SQL, `RETURN …` or `BEGIN ATOMIC …`, instead of `body` (PostgreSQL 14). */
  readonly sqlBody?: Sql;
  /** Default `volatile`. */
  readonly volatility?: "immutable" | "stable";
  /** NULL in, NULL out. */
  readonly strict?: boolean;
  readonly securityDefiner?: boolean;
  readonly leakproof?: boolean;
  readonly window?: boolean;
  /** Default `unsafe`. */
  readonly parallel?: "safe" | "restricted";
  readonly cost?: number;
  readonly rows?: number;
  /** Settings while it runs: `{ search_path: "public" }`. */
  readonly set?: { readonly [parameter: string]: string };
  readonly comment?: string;
}

/** Which of the routines of one name, by the types of its arguments: `integer, text`. */
export interface RoutineSignature extends InSchema {
  /** Default: none. */
  readonly args?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createFunction: [name: string, routine: RoutineSpec];
    /** Another body or other attributes; arguments and result stay. */
    replaceFunction: [name: string, routine: RoutineSpec];
    dropFunction: [name: string, signature?: RoutineSignature & IfExists];
    renameFunction: [from: string, to: string, signature?: RoutineSignature];
    alterFunction: [name: string, changes: RoutineSignature & Commented];
    createProcedure: [name: string, routine: RoutineSpec];
    replaceProcedure: [name: string, routine: RoutineSpec];
    dropProcedure: [name: string, signature?: RoutineSignature & IfExists];
    renameProcedure: [from: string, to: string, signature?: RoutineSignature];
    alterProcedure: [name: string, changes: RoutineSignature & Commented];
  }
}
