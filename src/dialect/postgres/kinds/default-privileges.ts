import { type ObjectId, sameData } from "../../../catalog/index.js";
import {
  type AnyOperation,
  type DefaultPrivilegesChange,
  type DefaultPrivilegesScope,
  operation,
  type Privileges,
} from "../../../operation/index.js";
import {
  type Access,
  type AccessClass,
  type AclEntry,
  accessByGrantee,
  accessChange,
  builtInAccess,
  nothing,
  unionOf,
} from "../access.js";
import { onCurrentSchema } from "../current-schema.js";
import { privilegeList } from "../grant-target.js";
import { type Compilers, ownSchema, type PostgresKind, type ReadContext } from "../kind.js";
import { ident } from "../quote.js";
import { roleName, roleNames } from "../role-name.js";

export interface DefaultPrivilegesData extends DefaultPrivilegesScope, Access {
  readonly to: string;
}

interface Row {
  major: number;
  role: string | null;
  schema: string | null;
  type: "r" | "S" | "f" | "T" | "n" | "L";
  acl: AclEntry[];
}

type Scope = DefaultPrivilegesScope["on"];

const scopes: Record<Row["type"], Scope> = {
  r: "tables",
  S: "sequences",
  f: "functions",
  T: "types",
  n: "schemas",
  L: "largeObjects",
};

const classes: Record<Scope, AccessClass> = {
  tables: "table",
  sequences: "sequence",
  functions: "function",
  types: "type",
  schemas: "schema",
  largeObjects: "large object",
};

const scopeOfClass = new Map(Object.entries(classes).map(([on, kind]) => [kind, on as Scope]));

/** One object for each role that is given something by default, or denied it. */
export const defaultPrivileges: PostgresKind<DefaultPrivilegesData, Row> = {
  name: "default privileges",
  rank: 1,
  // They decide what is granted on whatever is made behind them.
  first: true,
  read: {
    asked: ({ grants = true }) => grants,
    query: (
      major,
    ) => `SELECT ${major} AS major, CASE WHEN d.defaclrole <> current_user::regrole THEN o.rolname END AS role,
        n.nspname AS schema, d.defaclobjtype AS type,
        (SELECT coalesce(json_agg(json_build_array(CASE WHEN x.grantee = d.defaclrole THEN 'current_user'
            ELSE coalesce(g.rolname, 'public') END, lower(x.privilege_type), x.is_grantable)), '[]')
          FROM aclexplode(d.defaclacl) x LEFT JOIN pg_roles g ON g.oid = x.grantee) AS acl
      FROM pg_default_acl d JOIN pg_roles o ON o.oid = d.defaclrole
      LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
      WHERE n.oid IS NULL OR ${ownSchema("n.nspname")}`,
    object(row, context) {
      const scope = scopeOf(row, context);
      const schema = typeof scope.inSchema === "string" ? scope.inSchema : undefined;
      return [...accessIn(row)].flatMap(([to, access]) => {
        if (sameData(access, startOf(scope, to))) return [];
        return {
          id: idOf(scope, to),
          kind: "default privileges",
          ...(schema !== undefined && { schema }),
          // `public` is there without anybody making it.
          ...(schema !== undefined && schema !== "public" && { parent: `schema ${ident(schema)}` }),
          name: to,
          data: { ...scope, to, ...access },
          dependsOn: [],
        };
      });
    },
  },
  roles: ({ data: { to, forRole } }) => (forRole === undefined ? [to] : [to, forRole]),
  create: ({ data }) => changes(data, startOf(data, data.to), data),
  drop: ({ data }) => changes(data, data, startOf(data, data.to)),
  alter: (from, to) => ({ operations: changes(to.data, from.data, to.data) }),
};

/** Who has what by one row. What is given in one schema comes on top of what is given in all. */
function accessIn(row: Row): Map<string, Access> {
  const kind = classes[scopes[row.type]];
  const found = accessByGrantee(kind, row.acl, row.major);
  if (row.schema === null)
    for (const role of ["current_user", "public"]) if (!found.has(role)) found.set(role, nothing);
  return found;
}

function scopeOf(row: Row, context: ReadContext): DefaultPrivilegesScope {
  const { schema = true } = row.schema === null ? {} : context.schema(row.schema);
  return {
    on: scopes[row.type],
    ...(row.schema !== null && { inSchema: schema }),
    ...(row.role !== null && { forRole: row.role }),
  };
}

/** What holds while nothing was said. */
function startOf({ on, inSchema }: DefaultPrivilegesScope, to: string): Access {
  return inSchema === undefined ? builtInAccess(classes[on], to) : nothing;
}

function idOf({ on, inSchema, forRole }: DefaultPrivilegesScope, to: string): ObjectId {
  const schema = inSchema === true ? " in the target schema" : inSchema && ` in ${ident(inSchema)}`;
  return `default privileges of ${ident(to)} on ${on}${schema ?? ""}${forRole === undefined ? "" : ` for ${ident(forRole)}`}`;
}

function changes(data: DefaultPrivilegesData, from: Access, to: Access): AnyOperation[] {
  const { on, inSchema, forRole, to: role } = data;
  const scope = { ...(inSchema && { inSchema }), ...(forRole && { forRole }) };
  const { revoke, revokeOption, grant, grantWithOption } = accessChange(from, to);
  const alter = (privileges: Privileges, change: DefaultPrivilegesChange) =>
    privileges.length > 0 ? [operation("alterDefaultPrivileges", { ...change, ...scope })] : [];
  return [
    ...alter(revoke, { revoke, on, from: role }),
    ...alter(revokeOption, { revoke: revokeOption, on, from: role, grantOptionFor: true }),
    ...alter(grant, { grant, on, to: role }),
    ...alter(grantWithOption, { grant: grantWithOption, on, to: role, withGrantOption: true }),
  ];
}

/** Default privileges of the role that makes things, by id: of a catalog, or while one is read. */
export type FindDefaults = (id: ObjectId) => Access | undefined;

/** What a role has on an object that was just made. */
export function initialAccess(
  find: FindDefaults,
  kind: AccessClass,
  schema: string | true | undefined,
  grantee: string,
): Access {
  const on = scopeOfClass.get(kind);
  if (on === undefined) return builtInAccess(kind, grantee);
  const everywhere = find(idOf({ on }, grantee)) ?? builtInAccess(kind, grantee);
  const here = schema === undefined ? undefined : find(idOf({ on, inSchema: schema }, grantee));
  return here ? unionOf(everywhere, here) : everywhere;
}

/** While a catalog is read: what default privileges say, and the roles they name. */
export function defaultsBeingRead(context: ReadContext): {
  readonly find: FindDefaults;
  readonly grantees: ReadonlySet<string>;
} {
  const access = new Map<ObjectId, Access>();
  const grantees = new Set<string>();
  for (const row of context.rows<Row>("default privileges")) {
    if (row.role !== null) continue;
    for (const [to, own] of accessIn(row)) {
      access.set(idOf(scopeOf(row, context), to), own);
      grantees.add(to);
    }
  }
  return { find: (id) => access.get(id), grantees };
}

export const defaultPrivilegesCompilers: Compilers<"alterDefaultPrivileges"> = {
  alterDefaultPrivileges({ args: [change] }) {
    const { inSchema, forRole } = change;
    const write = (schema?: string) => {
      const text = [
        "ALTER DEFAULT PRIVILEGES",
        forRole !== undefined && `FOR ROLE ${roleName(forRole)}`,
        schema !== undefined && `IN SCHEMA ${schema}`,
        changeText(change),
      ];
      return text.filter(Boolean).join(" ");
    };
    if (inSchema === true) return [{ sql: onCurrentSchema(write) }];
    return [{ sql: write(inSchema === undefined ? undefined : ident(inSchema)) }];
  },
};

function changeText(change: DefaultPrivilegesChange): string {
  const on = change.on === "largeObjects" ? "LARGE OBJECTS" : change.on.toUpperCase();
  if ("grant" in change) {
    const option = change.withGrantOption ? " WITH GRANT OPTION" : "";
    return `GRANT ${privilegeList(change.grant)} ON ${on} TO ${roleNames(change.to)}${option}`;
  }
  const only = change.grantOptionFor ? "GRANT OPTION FOR " : "";
  return `REVOKE ${only}${privilegeList(change.revoke)} ON ${on} FROM ${roleNames(change.from)}`;
}
