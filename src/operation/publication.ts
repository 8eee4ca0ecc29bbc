import type { Sql } from "./sql.js";
import type { Commented, IfExists, TableName } from "./table.js";

export interface PublishedTable extends TableName {
  /** Only these (PostgreSQL 15). */
  readonly columns?: readonly string[];
  /** Only rows for which it holds (PostgreSQL 15). */
  readonly where?: Sql;
}

/** What is published: tables, and schemas with all that is or comes to be in them (PostgreSQL 15). */
export interface Published<Table extends TableName = PublishedTable> {
  readonly tables?: readonly Table[];
  /** `true` is the target schema. */
  readonly schemas?: readonly (string | true)[];
}

export type PublishedCommand = "insert" | "update" | "delete" | "truncate";

export interface PublicationOptions {
  /** Default: all four. */
  readonly publish?: readonly PublishedCommand[];
  /** Changes of partitions are published as those of their table. */
  readonly viaRoot?: boolean;
  /** Default: none (PostgreSQL 18). */
  readonly generatedColumns?: "stored" | "none";
}

export interface PublicationSpec extends Published, PublicationOptions {
  /** Every table, now and later. */
  readonly allTables?: true;
  readonly comment?: string;
}

declare module "./operation.js" {
  interface OperationArguments {
    createPublication: [name: string, publication: PublicationSpec];
    dropPublication: [name: string, options?: IfExists];
    renamePublication: [from: string, to: string];
    alterPublication: [
      name: string,
      changes: Commented &
        PublicationOptions & { readonly drop?: Published<TableName>; readonly add?: Published },
    ];
  }
}
