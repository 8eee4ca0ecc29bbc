import { sameData } from "../../../catalog/index.js";
import { operation, type PolicySpec } from "../../../operation/index.js";
import { expression } from "../expression.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  ownSchema,
  type PostgresKind,
  spec,
} from "../kind.js";
import { ident, qualified } from "../quote.js";
import { roleNames } from "../role-name.js";
import { plainTable } from "./table.js";

export type PolicyData = Omit<PolicySpec, "schema">;

interface Row {
  oid: number;
  schema: string;
  table: string;
  name: string;
  command: "r" | "a" | "w" | "d" | "*";
  permissive: boolean;
  roles: string[] | null;
  using: string | null;
  check: string | null;
  comment: string | null;
}

export const policy: PostgresKind<PolicyData, Row> = {
  name: "policy",
  rank: 12,
  read: {
    query:
      () => `SELECT p.oid, n.nspname AS schema, c.relname AS table, p.polname AS name, p.polcmd AS command,
        p.polpermissive AS permissive,
        (SELECT json_agg(r.rolname ORDER BY r.rolname) FROM pg_roles r WHERE r.oid = ANY (p.polroles)) AS roles,
        pg_get_expr(p.polqual, p.polrelid, true) AS using, pg_get_expr(p.polwithcheck, p.polrelid, true) AS check,
        obj_description(p.oid, 'pg_policy') AS comment
      FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE ${plainTable("c")} AND ${ownSchema("n.nspname")}`,
    object(row, context) {
      const id = `policy ${context.name(row.schema, row.table, row.name)}`;
      context.at(id, "pg_policy", row.oid);
      const commands = {
        r: "select",
        a: "insert",
        w: "update",
        d: "delete",
        "*": undefined,
      } as const;
      return {
        id,
        kind: "policy",
        parent: `table ${context.name(row.schema, row.table)}`,
        ...context.schema(row.schema),
        name: row.name,
        data: {
          table: row.table,
          ...spec<Partial<PolicyData>>({
            as: row.permissive ? undefined : "restrictive",
            for: commands[row.command],
            to: row.roles,
            using: row.using === null ? undefined : expression(row.using),
            withCheck: row.check === null ? undefined : expression(row.check),
            comment: row.comment,
          }),
        },
        dependsOn: [],
      };
    },
  },
  roles: ({ data }) => [data.to ?? []].flat(),
  create: ({ name, schema, data }) => [
    operation("createPolicy", name, { ...(schema && { schema }), ...data }),
  ],
  drop: ({ name, schema, data }) => [
    operation("dropPolicy", name, { ...(schema && { schema }), table: data.table }),
  ],
  alter(from, to) {
    // ALTER POLICY can neither change what it is for nor take an expression away.
    const fixed = ({ as, for: command, using, withCheck }: PolicyData) => [
      as ?? null,
      command ?? null,
      using === undefined,
      withCheck === undefined,
    ];
    if (!sameData(fixed(from.data), fixed(to.data))) return undefined;
    const { to: roles, using, withCheck } = to.data;
    const changes = {
      ...(to.schema && { schema: to.schema }),
      table: to.data.table,
      ...(!sameData(from.data.to, roles) && { to: roles ?? ["public"] }),
      ...(using && !sameData(from.data.using, using) && { using }),
      ...(withCheck && !sameData(from.data.withCheck, withCheck) && { withCheck }),
      ...commentChange(from.data, to.data),
    };
    return { operations: [operation("alterPolicy", to.name, changes)] };
  },
};

export const policyCompilers: Compilers<
  "createPolicy" | "dropPolicy" | "renamePolicy" | "alterPolicy"
> = {
  createPolicy: ({ args: [name, policy] }) => {
    const table = qualified(policy.table, policy.schema);
    const text = [
      `CREATE POLICY ${ident(name)} ON ${table}`,
      policy.as && "AS RESTRICTIVE",
      policy.for && `FOR ${policy.for.toUpperCase()}`,
      ...clauses(policy),
    ];
    return [
      { sql: text.filter(Boolean).join(" ") },
      ...commentOn(`POLICY ${ident(name)} ON ${table}`, policy.comment),
    ];
  },
  dropPolicy: ({ args: [name, { table, schema, ...options }] }) => [
    { sql: `DROP POLICY ${ifExists(options)}${ident(name)} ON ${qualified(table, schema)}` },
  ],
  renamePolicy: ({ args: [from, to, { table, schema }] }) => [
    { sql: `ALTER POLICY ${ident(from)} ON ${qualified(table, schema)} RENAME TO ${ident(to)}` },
  ],
  alterPolicy: ({ args: [name, changes] }) => {
    const target = `${ident(name)} ON ${qualified(changes.table, changes.schema)}`;
    const changed = clauses(changes).filter(Boolean);
    return [
      ...(changed.length > 0 ? [{ sql: `ALTER POLICY ${target} ${changed.join(" ")}` }] : []),
      ...commentOn(`POLICY ${target}`, changes.comment),
    ];
  },
};

function clauses({ to, using, withCheck }: Pick<PolicySpec, "to" | "using" | "withCheck">) {
  return [
    to && `TO ${roleNames(to)}`,
    using && `USING (${using.text})`,
    withCheck && `WITH CHECK (${withCheck.text})`,
  ];
}
