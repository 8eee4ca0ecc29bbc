import type { Grantees } from "./grant.js";
import type { Commented, IfExists } from "./table.js";

/** Attributes of a role. Passwords are no part of a revision. */
export interface RoleSpec {
  readonly login?: boolean;
  /** Default `true`. */
  readonly inherit?: boolean;
  readonly superuser?: boolean;
  readonly createDatabase?: boolean;
  readonly createRole?: boolean;
  readonly replication?: boolean;
  readonly bypassRowSecurity?: boolean;
  readonly connectionLimit?: number;
}

declare module "./operation.js" {
  interface OperationArguments {
    createRole: [name: string, role?: RoleSpec & { readonly comment?: string }];
    dropRole: [name: string, options?: IfExists];
    renameRole: [from: string, to: string];
    alterRole: [name: string, changes: RoleSpec & Commented];
    /** Makes members. */
    grantRole: [role: string, options: { readonly to: Grantees; readonly withAdminOption?: true }];
    revokeRole: [role: string, options: { readonly from: Grantees }];
  }
}
