import type { MembershipOptions, RoleChanges } from "../../../operation/index.js";
import { keep, refuse, throwaway } from "./kept.js";

/** What something in this database names cannot go, nor be called otherwise where it is real. */
const named = `EXISTS (SELECT FROM pg_shdepend d JOIN pg_roles r ON r.oid = d.refobjid AND r.rolname = name
      JOIN pg_database b ON b.oid = d.dbid AND b.datname = current_database())`;

/** Of the memberships `m(role, member, value)`, as an object. */
const memberships = (rows: string) =>
  `coalesce((SELECT jsonb_object_agg(jsonb_build_array(m.role, m.member)::text,
      m.value || jsonb_build_object('role', m.role, 'member', m.member)) FROM (${rows}) m), '{}')`;

const known = (condition: string) =>
  memberships(
    `SELECT value->>'role' AS role, value->>'member' AS member, value FROM jsonb_each(memberships) WHERE ${condition}`,
  );

const members = `(SELECT jsonb_array_elements_text(said->'members') AS member) s`;
const before = `(memberships->(jsonb_build_array(name, s.member)::text))`;

/** SQL that makes a throwaway database remember a role. */
export function keepRole(
  name: string,
  { ifNotExists, ...said }: object & { ifNotExists?: boolean },
) {
  return keep({
    name,
    said,
    first: ifNotExists ? "" : refuse("roles ? name", `role "${name}" already exists`),
    changes: { roles: "jsonb_build_object(name, said) || roles" },
  });
}

/** Of a role that nobody made there, nothing is known: it was there before. */
export function keepRoleChanges(name: string, said: RoleChanges): string {
  const settings = `jsonb_strip_nulls(coalesce(roles->name->'settings', '{}') || coalesce(said->'settings', '{}'))`;
  const changed = `(roles->name) || said || jsonb_build_object('settings', ${settings})`;
  return keep({
    name,
    said,
    changes: {
      roles: `CASE WHEN roles ? name THEN jsonb_set(roles, ARRAY[name], jsonb_strip_nulls(${changed})) ELSE roles END`,
    },
  });
}

export function keepNoRole(name: string): string {
  const message = `role "${name}" cannot be dropped because some objects depend on it`;
  return keep({
    name,
    first: refuse(named, message),
    changes: {
      roles: "roles - name",
      memberships: known("name NOT IN (value->>'role', value->>'member')"),
    },
  });
}

/** The embedded database made the role up, and calls it by its new name; that of a server is real. */
export function keepRoleName(name: string, to: string): string {
  const renamed = (key: string) =>
    `CASE value->>'${key}' WHEN name THEN said->>'to' ELSE value->>'${key}' END AS ${key}`;
  const message = `role "${name}" cannot be renamed in a throwaway database on a server, where objects of this database name it`;
  return keep({
    name,
    said: { to },
    first: `IF ${throwaway} = 'embedded' AND EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('ALTER ROLE %I RENAME TO %I', name, said->>'to');
    END IF;
    ${refuse(named, message)}`,
    changes: {
      roles: `CASE WHEN roles ? name THEN (roles - name) || jsonb_build_object(said->>'to', roles->name) ELSE roles END`,
      memberships: memberships(
        `SELECT ${renamed("role")}, ${renamed("member")}, value FROM jsonb_each(memberships)`,
      ),
    },
  });
}

/** Who becomes a member inherits, or does not, as its own attribute says at that moment. */
export function keepMembers(
  name: string,
  list: readonly string[],
  { withAdminOption, inherit, set }: MembershipOptions,
): string {
  const said = { admin: withAdminOption, inherit, set };
  const value = `jsonb_build_object('inherit', coalesce(roles->s.member->'inherit', 'true'))
      || coalesce(${before}, '{}') || (said->'options')`;
  return keep({
    name,
    said: { members: list, options: said },
    reads: ["roles"],
    changes: {
      memberships: `memberships || ${memberships(`SELECT name AS role, s.member, ${value} AS value FROM ${members}`)}`,
    },
  });
}

export function keepNoMembers(name: string, list: readonly string[], onlyAdmin: boolean): string {
  const left = memberships(
    `SELECT name AS role, s.member, ${before} - 'admin' AS value FROM ${members} WHERE ${before} IS NOT NULL`,
  );
  const gone = `ARRAY(SELECT jsonb_build_array(name, s.member)::text FROM ${members})`;
  return keep({
    name,
    said: { members: list },
    changes: { memberships: onlyAdmin ? `memberships || ${left}` : `memberships - ${gone}` },
  });
}
