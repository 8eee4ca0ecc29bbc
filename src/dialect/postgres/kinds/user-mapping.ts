import { type ForeignOptions, type OnServer, operation } from "../../../operation/index.js";
import {
  foreignOptions,
  optionChanges,
  optionChangesClause,
  optionsClause,
} from "../foreign-options.js";
import { ifExists, ifNotExists } from "../if-exists.js";
import type { Compilers, PostgresKind } from "../kind.js";
import { ident } from "../quote.js";
import { roleName } from "../role-name.js";

export interface UserMappingData extends OnServer {
  readonly options?: ForeignOptions;
}

interface Row {
  role: string;
  server: string;
  options: string[] | null;
  readable: boolean;
}

/** SQL for whether the view shows the options of a user mapping `m` of a server `s`. */
export const mappingReadable = `((SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
  OR CASE WHEN m.umuser = 0 THEN pg_has_role(s.srvowner, 'USAGE')
    ELSE m.usename = current_user AND (pg_has_role(s.srvowner, 'USAGE') OR has_server_privilege(s.oid, 'USAGE')) END)`;

/** As whom a role goes to a foreign server. Passwords are neither read nor written. */
export const userMapping: PostgresKind<UserMappingData, Row> = {
  name: "user mapping",
  rank: 5,
  read: {
    // The view, since the table is for superusers only.
    query: () => `SELECT CASE WHEN m.umuser = 0 THEN 'public' ELSE m.usename END AS role,
        m.srvname AS server, m.umoptions AS options, ${mappingReadable} AS readable
      FROM pg_user_mappings m JOIN pg_foreign_server s ON s.oid = m.srvid`,
    object({ role, server, options, readable }) {
      return {
        id: `user mapping ${ident(role)} on ${ident(server)}`,
        kind: "user mapping",
        name: role,
        data: { server, ...foreignOptions(options) },
        ...(!readable && { incidental: { unread: ["options"] } }),
        // No child of it: DROP SERVER does not take them along.
        dependsOn: [`foreign server ${ident(server)}`],
      };
    },
  },
  roles: ({ name }) => [name],
  create: ({ name, data }) => [operation("createUserMapping", name, data)],
  drop: ({ name, data: { server } }) => [operation("dropUserMapping", name, { server })],
  alter: (from, to) => ({
    operations: [
      operation("alterUserMapping", to.name, {
        server: to.data.server,
        ...optionChanges(from.data, to.data),
      }),
    ],
  }),
};

export const userMappingCompilers: Compilers<
  "createUserMapping" | "dropUserMapping" | "alterUserMapping"
> = {
  createUserMapping: ({ args: [role, { server, options, ...rest }] }) => [
    {
      sql: `CREATE USER MAPPING ${ifNotExists(rest)}${place(role, server)}${optionsClause(options)}`,
    },
  ],
  dropUserMapping: ({ args: [role, { server, ...options }] }) => [
    { sql: `DROP USER MAPPING ${ifExists(options)}${place(role, server)}` },
  ],
  alterUserMapping: ({ args: [role, { server, options }] }) => {
    const changes = optionChangesClause(options);
    return changes === "" ? [] : [{ sql: `ALTER USER MAPPING ${place(role, server)}${changes}` }];
  },
};

function place(role: string, server: string): string {
  return `FOR ${roleName(role)} SERVER ${ident(server)}`;
}
