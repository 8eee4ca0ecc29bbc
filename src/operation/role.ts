import type { Grantees } from "./grant.js";
import type {
  Commented,
  IfExists,
  IfNotExists,
  StorageParameterChanges,
  StorageParameters,
} from "./table.js";

interface RoleAttributes {
  readonly login?: boolean;
  /** Default `true`. */
  readonly inherit?: boolean;
  readonly superuser?: boolean;
  readonly createDatabase?: boolean;
  readonly createRole?: boolean;
  readonly replication?: boolean;
  readonly bypassRowSecurity?: boolean;
  /** Default -1: any number. */
  readonly connectionLimit?: number;
}

/** Attributes of a role. Passwords are no part of a revision. */
export interface RoleSpec extends RoleAttributes {
  /** Until when its password is taken, with the time zone: `2027-01-01 00:00:00+00`. */
  readonly validUntil?: string;
  /** What its sessions start with, in every database: `{ statement_timeout: "5s" }`. */
  readonly settings?: StorageParameters;
}

/** `null` is back to the default. */
export interface RoleChanges extends RoleAttributes, Commented {
  readonly validUntil?: string | null;
  readonly settings?: StorageParameterChanges;
}

/** What members have of a role. */
export interface MembershipOptions {
  /** They may make others members in turn. */
  readonly withAdminOption?: true;
  /** They have its rights without `SET ROLE`; by default as their attribute says. From PostgreSQL 16 on. */
  readonly inherit?: boolean;
  /** They may `SET ROLE` to it. Default `true`; from PostgreSQL 16 on. */
  readonly set?: boolean;
}

declare module "./operation.js" {
  interface OperationArguments {
    createRole: [name: string, role?: RoleSpec & IfNotExists & { readonly comment?: string }];
    dropRole: [name: string, options?: IfExists];
    renameRole: [from: string, to: string];
    alterRole: [name: string, changes: RoleChanges];
    /** Makes members, or changes what they have. */
    grantRole: [role: string, options: { readonly to: Grantees } & MembershipOptions];
    revokeRole: [
      role: string,
      options: {
        readonly from: Grantees;
        /** They stay members, but may no longer make others members. */
        readonly adminOptionFor?: true;
      },
    ];
  }
}
