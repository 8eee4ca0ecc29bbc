import { type ForeignServerSpec, operation } from "../../../operation/index.js";
import {
  foreignOptions,
  optionChanges,
  optionChangesClause,
  optionsClause,
} from "../foreign-options.js";
import { ifExists, ifNotExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  notOwned,
  type PostgresKind,
  spec,
} from "../kind.js";
import { ident, quoteText } from "../quote.js";

interface Row {
  oid: number;
  name: string;
  wrapper: string;
  type: string | null;
  version: string | null;
  options: string[] | null;
  comment: string | null;
}

export const foreignServer: PostgresKind<ForeignServerSpec, Row> = {
  name: "foreign server",
  rank: 3,
  read: {
    query: () => `SELECT s.oid, s.srvname AS name, w.fdwname AS wrapper, s.srvtype AS type,
        s.srvversion AS version, s.srvoptions AS options, obj_description(s.oid, 'pg_foreign_server') AS comment
      FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
      WHERE ${notOwned("pg_foreign_server", "s.oid")}`,
    object({ oid, name, wrapper, options, ...row }, context) {
      const id = `foreign server ${ident(name)}`;
      context.at(id, "pg_foreign_server", oid);
      return {
        id,
        kind: "foreign server",
        name,
        data: { wrapper, ...foreignOptions(options), ...spec<Partial<ForeignServerSpec>>(row) },
        dependsOn: [],
      };
    },
  },
  create: ({ name, data }) => [operation("createForeignServer", name, data)],
  drop: ({ name }) => [operation("dropForeignServer", name)],
  alter(from, to) {
    const { wrapper, type, version } = to.data;
    // PostgreSQL changes neither of the first two, and can take no version away.
    if (from.data.wrapper !== wrapper || from.data.type !== type) return undefined;
    if (from.data.version !== undefined && version === undefined) return undefined;
    const changes = {
      ...(version !== undefined && from.data.version !== version && { version }),
      ...optionChanges(from.data, to.data),
      ...commentChange(from.data, to.data),
    };
    return { operations: [operation("alterForeignServer", to.name, changes)] };
  },
};

export const foreignServerCompilers: Compilers<
  "createForeignServer" | "dropForeignServer" | "alterForeignServer"
> = {
  createForeignServer: ({ args: [name, server] }) => {
    const text = [
      `CREATE SERVER ${ifNotExists(server)}${ident(name)}`,
      server.type !== undefined && ` TYPE ${quoteText(server.type)}`,
      server.version !== undefined && ` VERSION ${quoteText(server.version)}`,
      ` FOREIGN DATA WRAPPER ${ident(server.wrapper)}`,
      optionsClause(server.options),
    ];
    return [
      { sql: text.filter(Boolean).join("") },
      ...commentOn(`SERVER ${ident(name)}`, server.comment),
    ];
  },
  dropForeignServer: ({ args: [name, options] }) => [
    { sql: `DROP SERVER ${ifExists(options)}${ident(name)}` },
  ],
  alterForeignServer: ({ args: [name, { version, options, comment }] }) => {
    const target = `SERVER ${ident(name)}`;
    const versioned = version === undefined ? "" : ` VERSION ${quoteText(version)}`;
    const changes = `${versioned}${optionChangesClause(options)}`;
    return [
      ...(changes === "" ? [] : [{ sql: `ALTER ${target}${changes}` }]),
      ...commentOn(target, comment),
    ];
  },
};
