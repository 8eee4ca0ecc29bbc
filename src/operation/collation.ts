import type { Commented, IfExists, IfNotExists, InSchema } from "./table.js";

export interface CollationSpec extends InSchema {
  /** Default `libc`; `builtin` since PostgreSQL 17. */
  readonly provider?: "icu" | "builtin";
  readonly locale?: string;
  /** Of the C library, where order and classes of characters follow different locales. */
  readonly lcCollate?: string;
  readonly lcCtype?: string;
  /** `false`: texts of different bytes can be equal. ICU only. */
  readonly deterministic?: false;
  /** Rules on top of the locale's. ICU only (PostgreSQL 16). */
  readonly rules?: string;
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createCollation: [name: string, collation: CollationSpec & IfNotExists];
    dropCollation: [name: string, options?: InSchema & IfExists];
    renameCollation: [from: string, to: string, options?: InSchema];
    /** `refresh` takes note of the version the library has now; indexes must be rebuilt before. */
    alterCollation: [name: string, changes: InSchema & Commented & { readonly refresh?: true }];
  }
}
