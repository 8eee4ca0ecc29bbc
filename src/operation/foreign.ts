import type { ColumnSpec } from "./column.js";
import type { Sql } from "./sql.js";
import type { Commented, IfExists, IfNotExists, InSchema } from "./table.js";

/** What a wrapper makes of it is its own affair: `{ host: "db1", port: "5432" }`. */
export interface ForeignOptions {
  readonly [name: string]: string;
}

/** PostgreSQL wants to be told what is new and what is there already. */
export interface ForeignOptionChanges {
  readonly add?: ForeignOptions;
  readonly set?: ForeignOptions;
  readonly drop?: readonly string[];
}

interface WithOptions {
  readonly options?: ForeignOptions;
}

interface OptionsChanged {
  readonly options?: ForeignOptionChanges;
}

export interface ForeignDataWrapperSpec extends WithOptions {
  /** Functions, by their names. Without a handler its tables cannot be read. */
  readonly handler?: string;
  readonly validator?: string;
  readonly comment?: string;
}

export interface ForeignServerSpec extends WithOptions {
  readonly wrapper: string;
  readonly type?: string;
  readonly version?: string;
  readonly comment?: string;
}

/** The server a role is mapped for. */
export interface OnServer {
  readonly server: string;
}

export interface ForeignColumnSpec
  extends Pick<ColumnSpec, "type" | "notNull" | "default" | "generated" | "collation" | "comment"> {
  /** `{ column_name: "Folio" }` */
  readonly options?: ForeignOptions;
}

export interface ForeignTableSpec extends InSchema, OnServer, WithOptions {
  readonly columns: { readonly [name: string]: ForeignColumnSpec };
  /** By name. PostgreSQL takes their word for it: nothing is checked. */
  readonly checks?: { readonly [name: string]: Sql };
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createForeignDataWrapper: [name: string, wrapper?: ForeignDataWrapperSpec];
    dropForeignDataWrapper: [name: string, options?: IfExists];
    alterForeignDataWrapper: [
      name: string,
      changes: Commented &
        OptionsChanged & { readonly handler?: string | null; readonly validator?: string | null },
    ];
    createForeignServer: [name: string, server: ForeignServerSpec & IfNotExists];
    dropForeignServer: [name: string, options?: IfExists];
    alterForeignServer: [name: string, changes: Commented & OptionsChanged & { version?: string }];
    createUserMapping: [role: string, mapping: OnServer & WithOptions & IfNotExists];
    dropUserMapping: [role: string, options: OnServer & IfExists];
    alterUserMapping: [role: string, changes: OnServer & OptionsChanged];
    createForeignTable: [name: string, table: ForeignTableSpec & IfNotExists];
    dropForeignTable: [name: string, options?: InSchema & IfExists];
    alterForeignTable: [name: string, changes: InSchema & Commented & OptionsChanged];
  }
}
