import type { CatalogObject } from "../../../catalog/index.js";
import { operation } from "../../../operation/index.js";
import { onCurrentSchema } from "../current-schema.js";
import { ifExists, ifNotExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  type PostgresKind,
  unlessEmpty,
} from "../kind.js";
import { ident } from "../quote.js";

export interface ExtensionData {
  readonly schema?: string;
  /** Where it is not what the server gives by itself. */
  readonly version?: string;
  /** Where it is not the extension's own; `null`: none, although the extension has one. */
  readonly comment?: string | null;
}

interface Row {
  oid: number;
  name: string;
  schema: string;
  version: string;
  comment: string | null;
  /** What this server gives by itself, as far as it still has the extension's files. */
  usual_version: string | null;
  usual_comment: string | null;
}

/**
 * Extensions. Version and comment are those that the server's files give, unless somebody said
 * otherwise: what they give differs from server to server, and is no difference.
 */
export const extension: PostgresKind<ExtensionData, Row> = {
  name: "extension",
  rank: 1,
  read: {
    query: () => `SELECT e.oid, e.extname AS name, n.nspname AS schema, e.extversion AS version,
        obj_description(e.oid, 'pg_extension') AS comment,
        x.default_version AS usual_version,
        CASE WHEN x.name IS NULL THEN obj_description(e.oid, 'pg_extension') ELSE x.comment END AS usual_comment
      FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
      LEFT JOIN pg_available_extensions() x ON x.name = e.extname
      WHERE e.extname <> 'plpgsql'`,
    object(row, context) {
      const id = `extension ${ident(row.name)}`;
      context.at(id, "pg_extension", row.oid);
      const { version, comment, usual_version, usual_comment } = row;
      const described = comment !== usual_comment;
      return {
        id,
        kind: "extension",
        name: row.name,
        data: {
          ...(row.schema !== "pg_catalog" && context.schema(row.schema)),
          ...(usual_version !== null && version !== usual_version && { version }),
          ...(described && { comment }),
        },
        dependsOn: [],
        given: { version, ...(!described && { comment }) },
        incidental: { usual: usual_version },
      };
    },
  },
  create: ({ name, data }) => [operation("createExtension", name, ...unlessEmpty(data))],
  drop: ({ name }) => [operation("dropExtension", name)],
  alter(from, to) {
    const says = (name: "version" | "comment") => name in from.data || name in to.data;
    const [former, wanted] = [state(from), state(to)];
    const changes = says("version") && wanted.version !== former.version;
    if (changes && isOlder(wanted.version, former.version)) return undefined;
    return {
      operations: [
        operation("alterExtension", to.name, {
          ...(from.data.schema !== to.data.schema && { schema: to.data.schema ?? null }),
          ...(changes && { version: wanted.version === wanted.usual ? null : wanted.version }),
          ...(says("comment") && commentChange(former, wanted)),
        }),
      ],
    };
  },
};

/** What is there, said or not. */
function state({ data, given, incidental }: CatalogObject<ExtensionData>) {
  const { version, comment } = { ...given, ...data } as Pick<Row, "version" | "comment">;
  const { usual } = incidental as { readonly usual: string | null };
  return { version, comment, usual };
}

/** Extensions bring no way back to an older version. */
function isOlder(version: string, than: string): boolean {
  return version.localeCompare(than, "en", { numeric: true }) < 0;
}

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
      ...(changes.version === undefined
        ? []
        : [{ sql: `ALTER EXTENSION ${ident(name)} UPDATE${updateTo(changes.version)}` }]),
      ...commentOn(`EXTENSION ${ident(name)}`, changes.comment),
    ],
  };

function updateTo(version: string | null): string {
  return version === null ? "" : ` TO ${ident(version)}`;
}

function moveTo(extension: string, schema: string | null): string {
  const move = (to: string) => `ALTER EXTENSION ${extension} SET SCHEMA ${to}`;
  return schema === null ? onCurrentSchema(move) : move(ident(schema));
}
