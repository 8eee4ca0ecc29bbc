import {
  type Catalog,
  type CatalogObject,
  type ObjectId,
  sameData,
} from "../../../catalog/index.js";
import {
  type AnyOperation,
  type GrantTarget,
  type OnColumns,
  operation,
  type Privileges,
} from "../../../operation/index.js";
import {
  type Access,
  type AccessClass,
  accessByGrantee,
  accessChange,
  builtInAccess,
  nothing,
} from "../access.js";
import { onTarget, privilegeList, type TargetWord } from "../grant-target.js";
import type { Compilers, PostgresKind, ReadContext } from "../kind.js";
import { ident } from "../quote.js";
import { roleNames } from "../role-name.js";
import { type AccessRow, accessQuery } from "./access-parts.js";
import { type AccessTarget, ownerId, targetOf, wordOf } from "./access-target.js";
import { defaultsBeingRead, initialAccess } from "./default-privileges.js";

export interface PrivilegesData extends Access {
  readonly on: GrantTarget & OnColumns;
  readonly class: AccessClass;
  readonly to: string;
}

/**
 * What one role may do with one object. There is one wherever that is not what PostgreSQL gives by
 * itself, and where default privileges would have it otherwise: so an object that comes without
 * what they give is told from one that nobody ever granted anything on.
 */
export const privileges: PostgresKind<PrivilegesData, AccessRow> = {
  name: "privileges",
  rank: 14,
  // Revoking on a table takes the same from its columns: theirs are granted behind it.
  claims: ({ data: { on, to }, schema }) => {
    const relation = relationIn(on);
    return relation === undefined ? [] : [`access of ${to} to ${schema ?? ""}.${relation}`];
  },
  read: {
    asked: ({ grants = true }) => grants,
    query: accessQuery,
    object(row, context) {
      const target = targetOf(row, context);
      if (!target) return undefined;
      const kind = classOf(row);
      const read = accessIn(row, kind);
      const { find, grantees } = defaultsOf(context);
      const named = new Set([
        ...(row.acl ? ["current_user", "public"] : []),
        ...read.keys(),
        ...grantees,
      ]);
      return [...named].flatMap((to) => {
        const builtIn = builtInAccess(kind, to);
        const access = read.get(to) ?? (row.acl ? nothing : builtIn);
        const initial = initialAccess(find, kind, target.schema ?? true, to);
        const usual = sameData(access, builtIn) && sameData(initial, builtIn);
        return usual ? [] : objectOf(target, kind, to, access);
      });
    },
  },
  roles: ({ data }) => [data.to],
  create(object, { to, created }) {
    const { data, parent } = object;
    const made = parent !== undefined && created?.has(parent);
    return changes(data, made ? initialIn(to, object) : builtInAccess(data.class, data.to), data);
  },
  // They stay when the object goes to another owner.
  release: (_, dependencies) =>
    dependencies.every(({ kind }) => kind === "owner") ? { before: [], after: [] } : undefined,
  drop: ({ data }) => changes(data, data, builtInAccess(data.class, data.to)),
  alter(from, to, context) {
    // With what the table loses its columns lose the same: their own is given back whole.
    const lost = from.dependsOn.some(
      (id) => context.from.objects.has(id) && !context.to.objects.has(id),
    );
    if (lost) return undefined;
    const operations = changes(to.data, from.data, to.data);
    const revokes = operations.some((o) => o.kind === "revoke");
    return { operations, disturbs: (other) => revokes && other.kind === "privileges" };
  },
};

const defaults = new WeakMap<ReadContext, ReturnType<typeof defaultsBeingRead>>();

function defaultsOf(context: ReadContext): ReturnType<typeof defaultsBeingRead> {
  const known = defaults.get(context) ?? defaultsBeingRead(context);
  defaults.set(context, known);
  return known;
}

/** The kind of object as PostgreSQL tells their privileges apart. */
function classOf(row: AccessRow): AccessClass {
  if (row.column !== null) return "column";
  if (row.system === "pg_namespace") return row.name === "public" ? "public schema" : "schema";
  return classes[wordOf(row) as TargetWord];
}

const classes: Readonly<Record<TargetWord, AccessClass>> = {
  table: "table",
  view: "table",
  materializedView: "table",
  foreignTable: "table",
  sequence: "sequence",
  type: "type",
  function: "function",
  aggregate: "function",
  procedure: "function",
  foreignDataWrapper: "foreign data wrapper",
  foreignServer: "foreign server",
  language: "language",
};

function accessIn(row: AccessRow, kind: AccessClass): ReadonlyMap<string, Access> {
  // Up to PostgreSQL 14 everybody may create in `public`, from 15 on nobody: neither is a choice.
  const entries = (row.acl ?? []).filter(
    ([to, privilege]) =>
      !(kind === "public schema" && row.major < 15 && to === "public") || privilege !== "create",
  );
  return accessByGrantee(kind, entries, row.major);
}

function objectOf(
  target: AccessTarget,
  kind: AccessClass,
  to: string,
  access: Access,
): CatalogObject<PrivilegesData> {
  const { on, parent, schema, table } = target;
  return {
    id: idOf(to, target.label),
    kind: "privileges",
    ...(parent !== undefined && { parent }),
    ...(schema !== undefined && { schema }),
    name: to,
    data: { on: on as GrantTarget, class: kind, to, ...access },
    dependsOn: table === undefined ? [ownerId(target.label)] : [idOf(to, table)],
  };
}

function relationIn(on: GrantTarget): string | undefined {
  const words = ["table", "view", "materializedView", "foreignTable"];
  return Object.entries(on).find(([word]) => words.includes(word))?.[1] as string | undefined;
}

function idOf(to: string, label: string): ObjectId {
  return `privileges of ${ident(to)} on ${label}`;
}

/** What an object has from the moment it is made. */
function initialIn(catalog: Catalog, { data, schema }: CatalogObject<PrivilegesData>): Access {
  const find = (id: ObjectId) => catalog.objects.get(id)?.data as Access | undefined;
  return initialAccess(find, data.class, schema ?? true, data.to);
}

function changes({ on, to: role }: PrivilegesData, from: Access, to: Access): AnyOperation[] {
  const { revoke, revokeOption, grant, grantWithOption } = accessChange(from, to);
  const take = (list: Privileges, option?: { grantOptionFor: true }) =>
    list.length > 0 ? [operation("revoke", list, { on, from: role, ...option })] : [];
  const give = (list: Privileges, option?: { withGrantOption: true }) =>
    list.length > 0 ? [operation("grant", list, { on, to: role, ...option })] : [];
  return [
    ...take(revoke),
    ...take(revokeOption, { grantOptionFor: true }),
    ...give(grant),
    ...give(grantWithOption, { withGrantOption: true }),
  ];
}

export const privilegesCompilers: Compilers<"grant" | "revoke"> = {
  grant({ args: [privileges, { on, to, withGrantOption }] }) {
    const list = privilegeList(privileges, on.columns);
    const option = withGrantOption ? " WITH GRANT OPTION" : "";
    const write = (object: string) => `GRANT ${list} ON ${object} TO ${roleNames(to)}${option}`;
    return [{ sql: onTarget(on, write) }];
  },
  revoke({ args: [privileges, { on, from, grantOptionFor }] }) {
    const list = privilegeList(privileges, on.columns);
    const only = grantOptionFor ? "GRANT OPTION FOR " : "";
    const write = (object: string) => `REVOKE ${only}${list} ON ${object} FROM ${roleNames(from)}`;
    return [{ sql: onTarget(on, write) }];
  },
};
