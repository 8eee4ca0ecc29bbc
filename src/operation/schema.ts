import type { Commented } from "./table.js";

declare module "./operation.js" {
  interface OperationArguments {
    createSchema: [name: string, spec?: { readonly comment?: string }];
    dropSchema: [name: string];
    renameSchema: [from: string, to: string];
    alterSchema: [name: string, changes: Commented];
  }
}
