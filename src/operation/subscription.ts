import type { Commented, IfExists, StorageParameterChanges } from "./table.js";

/** Parameters of a subscription by PostgreSQL's names: `{ slot_name: "ventas", binary: "true" }`. */
export interface SubscriptionOptions {
  readonly with?: { readonly [parameter: string]: string };
}

export interface SubscriptionSpec extends SubscriptionOptions {
  /** How to reach the publisher: `host=db2 dbname=app`. A password belongs into its password file. */
  readonly connection: string;
  readonly publications: readonly string[];
  /** Whether it takes over what is published. Default false. */
  readonly enabled?: boolean;
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    /** Does not connect: what has to be done on the publisher is another step. */
    createSubscription: [name: string, subscription: SubscriptionSpec];
    /** Leaves the slot on the publisher alone. */
    dropSubscription: [name: string, options?: IfExists];
    renameSubscription: [from: string, to: string];
    alterSubscription: [
      name: string,
      /** Parameters set to `null` get what PostgreSQL takes by itself. */
      changes: Partial<Omit<SubscriptionSpec, "comment" | "with">> &
        Commented & { readonly with?: StorageParameterChanges },
    ];
  }
}
