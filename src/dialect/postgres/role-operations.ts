import type { RoleSpec, Statement } from "../../operation/index.js";
import { ifExists } from "./if-exists.js";
import { type Compilers, commentOn } from "./kind.js";
import { ident } from "./quote.js";
import { roleNames } from "./role-name.js";

const attributes = {
  login: "LOGIN",
  inherit: "INHERIT",
  superuser: "SUPERUSER",
  createDatabase: "CREATEDB",
  createRole: "CREATEROLE",
  replication: "REPLICATION",
  bypassRowSecurity: "BYPASSRLS",
} as const;

/** Roles belong to the whole server: a throwaway database neither makes nor changes any. */
export const roleCompilers: Compilers<
  "createRole" | "dropRole" | "renameRole" | "alterRole" | "grantRole" | "revokeRole"
> = {
  createRole: ({ args: [name, role] }) =>
    outside([
      { sql: `CREATE ROLE ${ident(name)}${attributesText(role)}` },
      ...commentOn(`ROLE ${ident(name)}`, role?.comment),
    ]),
  dropRole: ({ args: [name, options] }) =>
    outside([{ sql: `DROP ROLE ${ifExists(options)}${ident(name)}` }]),
  renameRole: ({ args: [from, to] }) =>
    outside([{ sql: `ALTER ROLE ${ident(from)} RENAME TO ${ident(to)}` }]),
  alterRole: ({ args: [name, changes] }) => {
    const text = attributesText(changes);
    return outside([
      ...(text === "" ? [] : [{ sql: `ALTER ROLE ${ident(name)}${text}` }]),
      ...commentOn(`ROLE ${ident(name)}`, changes.comment),
    ]);
  },
  grantRole: ({ args: [role, { to, withAdminOption }] }) => {
    const admin = withAdminOption ? " WITH ADMIN OPTION" : "";
    return outside([{ sql: `GRANT ${ident(role)} TO ${roleNames(to)}${admin}` }]);
  },
  revokeRole: ({ args: [role, { from }] }) =>
    outside([{ sql: `REVOKE ${ident(role)} FROM ${roleNames(from)}` }]),
};

function outside(statements: readonly Statement[]): Statement[] {
  return statements.map((statement) => ({ ...statement, outside: true as const }));
}

function attributesText(role: RoleSpec | undefined): string {
  const words = Object.entries(attributes).flatMap(([key, word]) => {
    const value = role?.[key as keyof typeof attributes];
    return value === undefined ? [] : [value ? word : `NO${word}`];
  });
  const limit = role?.connectionLimit;
  return [...words, ...(limit === undefined ? [] : [`CONNECTION LIMIT ${limit}`])]
    .map((word) => ` ${word}`)
    .join("");
}
