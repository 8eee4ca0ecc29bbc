import type { Commented, IfExists, IfNotExists } from "./table.js";

export interface ExtensionSpec {
  /** The schema its objects go to. Left out: the target schema, or where the extension insists. */
  readonly schema?: string;
  /** Left out: the server's default version. */
  readonly version?: string;
  /** Left out: the extension's own; `null`: none. */
  readonly comment?: string | null;
}

declare module "./operation.js" {
  interface OperationArguments {
    createExtension: [name: string, spec?: ExtensionSpec & IfNotExists];
    dropExtension: [name: string, options?: IfExists];
    alterExtension: [
      name: string,
      changes: Commented & {
        /** Moves its objects; `null` moves them to the target schema. */
        readonly schema?: string | null;
        /** Updates it; `null` to the server's default version. */
        readonly version?: string | null;
      },
    ];
  }
}
