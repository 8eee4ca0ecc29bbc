import type { Sql, Value } from "./sql.js";
import type { Commented, IfExists, InSchema } from "./table.js";

/** A column of a type that is made anew, with the default it must get back. */
export interface EnumColumn extends InSchema {
  readonly table: string;
  readonly column: string;
  /** As a column has it: a value is a literal, an expression is written with `sql`. */
  readonly default?: Value | Sql;
  /** The column holds a list of values. */
  readonly array?: boolean;
}

declare module "./operation.js" {
  interface OperationArguments {
    createEnum: [
      name: string,
      spec: InSchema & { readonly values: readonly string[]; readonly comment?: string },
    ];
    dropEnum: [name: string, options?: InSchema & IfExists];
    renameEnum: [from: string, to: string, options?: InSchema];
    alterEnum: [name: string, changes: InSchema & Commented];
    addEnumValue: [
      name: string,
      value: string,
      place?: InSchema & { readonly before?: string; readonly after?: string },
    ];
    renameEnumValue: [name: string, from: string, to: string, options?: InSchema];
    /**
     * Gives an enum another list of values by making the type anew, since PostgreSQL can neither
     * remove a value nor move one. Every column of the type is named and rewritten; a row that
     * holds a removed value makes it fail.
     */
    replaceEnum: [
      name: string,
      spec: InSchema & {
        readonly values: readonly string[];
        readonly comment?: string;
        readonly columns: readonly EnumColumn[];
      },
    ];
  }
}
