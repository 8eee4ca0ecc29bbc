import type { InSchema } from "./table.js";

/** What can be granted; `maintain` from PostgreSQL 17 on. */
export type Privilege =
  | "select"
  | "insert"
  | "update"
  | "delete"
  | "truncate"
  | "references"
  | "trigger"
  | "maintain"
  | "usage"
  | "create"
  | "execute";

/** `"all"` is whatever the server's version has for that kind of object. */
export type Privileges = "all" | readonly Privilege[];

/** The object a grant is of. */
export type GrantTarget =
  | (InSchema & ObjectOf<"table" | "view" | "materializedView" | "foreignTable">)
  | (InSchema & ObjectOf<"sequence" | "type">)
  | (InSchema & ObjectOf<"function" | "procedure" | "aggregate"> & { readonly args?: string })
  | ObjectOf<"foreignDataWrapper" | "foreignServer" | "language">
  /** `true` is the target schema. */
  | { readonly schema: string | true };

/** Exactly one of the keys, with a name. */
export type ObjectOf<Keys extends string> = { [K in Keys]: { readonly [P in K]: string } }[Keys];

/** Only some columns of a table or view. */
export interface OnColumns {
  readonly columns?: readonly string[];
}

/** Roles; `"public"` is everybody, `"current_user"` who runs it. */
export type Grantees = string | readonly string[];

/** What a change of default privileges is about. */
export interface DefaultPrivilegesScope {
  readonly on: "tables" | "sequences" | "functions" | "types" | "schemas" | "largeObjects";
  /** Left out: in every schema. `true`: in the target schema. */
  readonly inSchema?: string | true;
  /** Whose objects. Left out: those of the role that runs it. */
  readonly forRole?: string;
}

export type DefaultPrivilegesChange = DefaultPrivilegesScope &
  (
    | { readonly grant: Privileges; readonly to: Grantees; readonly withGrantOption?: true }
    | { readonly revoke: Privileges; readonly from: Grantees; readonly grantOptionFor?: true }
  );

declare module "./operation.js" {
  interface OperationArguments {
    grant: [
      privileges: Privileges,
      options: {
        readonly on: GrantTarget & OnColumns;
        readonly to: Grantees;
        /** They may grant it in turn. */
        readonly withGrantOption?: true;
      },
    ];
    revoke: [
      privileges: Privileges,
      options: {
        readonly on: GrantTarget & OnColumns;
        readonly from: Grantees;
        /** Takes away only that they may grant it in turn. */
        readonly grantOptionFor?: true;
      },
    ];
    /** What the same role will have on objects that are made from now on. */
    alterDefaultPrivileges: [change: DefaultPrivilegesChange];
  }
}
