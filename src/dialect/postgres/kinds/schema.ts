import { operation } from "../../../operation/index.js";
import { ifExists, ifNotExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  ownSchema,
  type PostgresKind,
  spec,
  unlessEmpty,
} from "../kind.js";
import { ident } from "../quote.js";

export interface SchemaData {
  readonly comment?: string;
}

interface Row {
  oid: number;
  name: string;
  comment: string | null;
}

export const schema: PostgresKind<SchemaData, Row> = {
  name: "schema",
  rank: 0,
  read: {
    // `public` is in every database from the start; its standard comment is not anybody's doing.
    query: () => `SELECT n.oid, n.nspname AS name, obj_description(n.oid, 'pg_namespace') AS comment
      FROM pg_namespace n
      WHERE ${ownSchema("n.nspname")} AND n.nspname <> 'public' AND ${notOwned("pg_namespace", "n.oid")}`,
    object(row, context) {
      if (context.schema(row.name).schema === undefined) return undefined;
      const id = `schema ${ident(row.name)}`;
      context.at(id, "pg_namespace", row.oid);
      return {
        id,
        kind: "schema",
        name: row.name,
        data: spec<SchemaData>({ comment: row.comment }),
        dependsOn: [],
      };
    },
  },
  create: ({ name, data }) => [operation("createSchema", name, ...unlessEmpty(data))],
  drop: ({ name }) => [operation("dropSchema", name)],
  alter: (from, to) => ({
    operations: [operation("alterSchema", to.name, commentChange(from.data, to.data))],
  }),
};

export const schemaCompilers: Compilers<
  "createSchema" | "dropSchema" | "renameSchema" | "alterSchema"
> = {
  createSchema: ({ args: [name, options] }) => [
    { sql: `CREATE SCHEMA ${ifNotExists(options)}${ident(name)}` },
    ...commentOn(`SCHEMA ${ident(name)}`, options?.comment),
  ],
  dropSchema: ({ args: [name, options] }) => [
    { sql: `DROP SCHEMA ${ifExists(options)}${ident(name)}` },
  ],
  renameSchema: ({ args: [from, to] }) => [
    { sql: `ALTER SCHEMA ${ident(from)} RENAME TO ${ident(to)}` },
  ],
  alterSchema: ({ args: [name, changes] }) => commentOn(`SCHEMA ${ident(name)}`, changes.comment),
};
