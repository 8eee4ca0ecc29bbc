import type { Catalog } from "../../../catalog/index.js";
import { LimbeckError } from "../../../diagnostic/index.js";
import { type MembershipOptions, operation } from "../../../operation/index.js";
import type { Compilers, PostgresKind } from "../kind.js";
import { ident } from "../quote.js";
import { isSpecialRole, roleNames } from "../role-name.js";
import { keptIn, outside, throwaway } from "./kept.js";
import { keepMembers, keepNoMembers } from "./kept-roles.js";
import { type RoleData, roleId } from "./role.js";

export interface MembershipData {
  readonly role: string;
  readonly member: string;
  readonly admin?: true;
  readonly inherit?: false;
  readonly set?: false;
}

interface Row {
  role: string;
  member: string;
  admin: boolean | null;
  inherit: boolean | null;
  set: boolean | null;
}

/** That one role is a member of another; who made it one is not compared. */
export const membership: PostgresKind<MembershipData, Row> = {
  name: "membership",
  ofServer: true,
  rank: 1,
  read: {
    asked: ({ roles = false }) => roles !== false,
    query: (
      major,
    ) => `SELECT g.rolname AS role, m.rolname AS member, bool_or(a.admin_option) AS admin,
        bool_or(${major >= 16 ? "a.inherit_option" : "m.rolinherit"}) AS inherit, bool_or(${major >= 16 ? "a.set_option" : "true"}) AS set
      FROM pg_auth_members a JOIN pg_roles g ON g.oid = a.roleid JOIN pg_roles m ON m.oid = a.member
      WHERE ${throwaway} IS NULL AND m.rolname !~ '^pg_' AND ${major >= 16 ? madeBySomebody : "true"} GROUP BY 1, 2
      UNION ALL SELECT k.value->>'role', k.value->>'member', (k.value->>'admin')::boolean,
        (k.value->>'inherit')::boolean, (k.value->>'set')::boolean FROM json_each(${keptIn("memberships")}) k`,
    object({ role, member, admin, inherit, set }, { shared }) {
      const id = `membership of ${ident(member)} in ${ident(role)}`;
      const ends = [roleId(role), roleId(member)];
      if (ends.some((end) => shared.has(end))) shared.add(id);
      return {
        id,
        kind: "membership",
        name: member,
        data: {
          role,
          member,
          ...(admin && { admin }),
          ...(inherit === false && { inherit }),
          ...(set === false && { set }),
        },
        dependsOn: [],
      };
    },
  },
  roles: ({ data: { role, member } }) => [role, member],
  create: ({ data }, { to }) => [grant(data, optionsOf(data, inheritsIn(to, data.member)))],
  // With either role its memberships go by themselves.
  drop: ({ data: { role, member } }, { from, to }) =>
    [role, member].some((name) => from.objects.has(roleId(name)) && !to.objects.has(roleId(name)))
      ? []
      : [operation("revokeRole", role, { from: member })],
  alter({ data: from }, { data: to }) {
    const { inherit = true, set = true } = to;
    const options: MembershipOptions = {
      ...(to.admin && !from.admin && { withAdminOption: true }),
      ...(from.inherit !== to.inherit && { inherit }),
      ...(from.set !== to.set && { set }),
    };
    const taken = from.admin && !to.admin;
    return {
      operations: [
        ...(taken
          ? [operation("revokeRole", to.role, { from: to.member, adminOptionFor: true })]
          : []),
        ...(Object.keys(options).length > 0 ? [grant(to, options)] : []),
      ],
    };
  },
};

/** Whoever makes a role without being a superuser becomes its member by that alone. */
const madeBySomebody = `a.grantor <> a.member
        AND NOT (a.grantor = 10 AND a.admin_option AND NOT a.inherit_option AND NOT a.set_option)`;

function inheritsIn({ objects }: Catalog, member: string): boolean {
  return (objects.get(roleId(member))?.data as RoleData | undefined)?.inherit ?? true;
}

function optionsOf(data: MembershipData, inherits: boolean): MembershipOptions {
  const { admin, inherit = true, set } = data;
  return {
    ...(admin && { withAdminOption: true }),
    ...(inherit !== inherits && { inherit }),
    ...(set === false && { set }),
  };
}

function grant({ role, member }: MembershipData, options: MembershipOptions) {
  return operation("grantRole", role, { to: member, ...options });
}

export const membershipCompilers: Compilers<"grantRole" | "revokeRole"> = {
  grantRole({ args: [role, { to, ...options }] }, { major }) {
    const sql = `GRANT ${ident(role)} TO ${roleNames(to)}${optionsText(options, major)}`;
    return outside([sql], keepMembers(role, namedRoles(to), options));
  },
  revokeRole({ args: [role, { from, adminOptionFor = false }] }) {
    const only = adminOptionFor ? "ADMIN OPTION FOR " : "";
    const sql = `REVOKE ${only}${ident(role)} FROM ${roleNames(from)}`;
    return outside([sql], keepNoMembers(role, namedRoles(from), adminOptionFor));
  },
};

/** Before PostgreSQL 16 the member's own attribute says whether it inherits, of all alike. */
function optionsText({ withAdminOption, inherit, set }: MembershipOptions, major: number): string {
  if (set === false && major < 16)
    throw new LimbeckError(
      "operation-invalid",
      `set: false needs PostgreSQL 16: on ${major} every member may SET ROLE`,
      { hint: "Leave it out, or make nobody a member who should not be." },
    );
  const says = (word: string, value: boolean | undefined) =>
    value === undefined || major < 16 ? [] : [`${word} ${value ? "TRUE" : "FALSE"}`];
  const parts = [
    ...(withAdminOption ? ["ADMIN OPTION"] : []),
    ...says("INHERIT", inherit),
    ...says("SET", set),
  ];
  return parts.length > 0 ? ` WITH ${parts.join(", ")}` : "";
}

/** Which role the others mean is known only where they run. */
function namedRoles(roles: string | readonly string[]): string[] {
  return [roles].flat().filter((role) => !isSpecialRole(role));
}
