import type { Commented, IfExists, IfNotExists } from "./table.js";

declare module "./operation.js" {
  interface OperationArguments {
    createSchema: [name: string, spec?: IfNotExists & { readonly comment?: string }];
    dropSchema: [name: string, options?: IfExists];
    renameSchema: [from: string, to: string];
    alterSchema: [name: string, changes: Commented];
  }
}
