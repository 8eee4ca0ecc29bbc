import { operation } from "../../../operation/index.js";
import { onCurrentSchema } from "../current-schema.js";
import { ifExists, ifNotExists } from "../if-exists.js";
import { type Compilers, commentChange, commentOn, type PostgresKind } from "../kind.js";
import { ident } from "../quote.js";

export interface ExtensionData {
  readonly schema?: string;
  readonly comment?: string;
}

interface Row {
  oid: number;
  name: string;
  schema: string;
  comment: string | null;
}

/**
 * Extensions. The version is read but not compared: it is the server's, and what another server
 * offers differs. The comment an extension brings along is not compared either.
 */
export const extension: PostgresKind<ExtensionData, Row> = {
  name: "extension",
  rank: 1,
  read: {
    query: () => `SELECT e.oid, e.extname AS name, n.nspname AS schema, NULL AS comment
      FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
      WHERE e.extname <> 'plpgsql'`,
    object(row, context) {
      const id = `extension ${ident(row.name)}`;
      context.at(id, "pg_extension", row.oid);
      return {
        id,
        kind: "extension",
        name: row.name,
        data: row.schema === "pg_catalog" ? {} : context.schema(row.schema),
        dependsOn: [],
      };
    },
  },
  create: ({ name, data }) => [
    Object.keys(data).length > 0
      ? operation("createExtension", name, data)
      : operation("createExtension", name),
  ],
  drop: ({ name }) => [operation("dropExtension", name)],
  alter: (from, to) => ({
    operations: [
      operation("alterExtension", to.name, {
        schema: to.data.schema ?? null,
        ...commentChange(from.data, to.data),
      }),
    ],
  }),
};

export const extensionCompilers: Compilers<"createExtension" | "dropExtension" | "alterExtension"> =
  {
    createExtension: ({ args: [name, options] }) => [
      {
        sql: [
          `CREATE EXTENSION ${ifNotExists(options)}${ident(name)}`,
          options?.schema && ` SCHEMA ${ident(options.schema)}`,
          options?.version && ` VERSION ${ident(options.version)}`,
        ]
          .filter(Boolean)
          .join(""),
      },
      ...commentOn(`EXTENSION ${ident(name)}`, options?.comment),
    ],
    dropExtension: ({ args: [name, options] }) => [
      { sql: `DROP EXTENSION ${ifExists(options)}${ident(name)}` },
    ],
    alterExtension: ({ args: [name, changes] }) => [
      ...(changes.schema === undefined ? [] : [{ sql: moveTo(ident(name), changes.schema) }]),
      ...(changes.version
        ? [{ sql: `ALTER EXTENSION ${ident(name)} UPDATE TO ${ident(changes.version)}` }]
        : []),
      ...commentOn(`EXTENSION ${ident(name)}`, changes.comment),
    ],
  };

function moveTo(extension: string, schema: string | null): string {
  const move = (to: string) => `ALTER EXTENSION ${extension} SET SCHEMA ${to}`;
  return schema === null ? onCurrentSchema(move) : move(ident(schema));
}
