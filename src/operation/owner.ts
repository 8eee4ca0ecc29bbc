import type { GrantTarget } from "./grant.js";

declare module "./operation.js" {
  interface OperationArguments {
    /** `"current_user"` is the role that runs it. */
    alterOwner: [change: { readonly of: GrantTarget; readonly to: string }];
    /** What sessions in this database start with; `null` is back to the server's. */
    alterSetting: [
      name: string,
      change: { readonly value: string | null /** Left out: everybody. */; readonly role?: string },
    ];
  }
}
