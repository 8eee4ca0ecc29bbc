import type { GrantTarget, ObjectOf } from "./grant.js";
import type { ForMethod, OperatorSignature } from "./operator.js";
import type { InSchema } from "./table.js";

/** The object an owner is of: what can be granted, and what only has an owner. */
export type OwnerTarget =
  | GrantTarget
  | (InSchema & ObjectOf<"collation" | "statistics">)
  | (InSchema & ObjectOf<"textSearchConfiguration" | "textSearchDictionary">)
  | (ForMethod & ObjectOf<"operatorClass" | "operatorFamily">)
  | (OperatorSignature & ObjectOf<"operator">)
  | ObjectOf<"eventTrigger" | "publication" | "subscription">;

declare module "./operation.js" {
  interface OperationArguments {
    /** `"current_user"` is the role that runs it. */
    alterOwner: [change: { readonly of: OwnerTarget; readonly to: string }];
    /** What sessions in this database start with; `null` is back to the server's. */
    alterSetting: [
      name: string,
      change: { readonly value: string | null /** Left out: everybody. */; readonly role?: string },
    ];
  }
}
