import { sameData } from "../../../catalog/index.js";
import {
  operation,
  type RoleChanges,
  type RoleSpec,
  type StorageParameters,
} from "../../../operation/index.js";
import { ifExists } from "../if-exists.js";
import {
  type Compilers,
  commentChange,
  commentOn,
  type PostgresKind,
  settingChange,
  unlessEmpty,
} from "../kind.js";
import { ident, quoteText } from "../quote.js";
import { nameAndValue, settingText } from "../setting-text.js";
import { keptIn, outside, throwaway } from "./kept.js";
import { keepNoRole, keepRole, keepRoleChanges, keepRoleName } from "./kept-roles.js";

/** Only what is not PostgreSQL's default. */
export type RoleData = RoleSpec & { readonly comment?: string };

interface Row {
  name: string;
  data: { readonly [Key in keyof RoleData]?: RoleData[Key] | null | undefined };
  /** `name=value` */
  config: string[] | null;
  /** Whether somebody has to say that it belongs to the project. */
  shared: boolean;
}

/** Attributes that are on or off, as statements spell them. */
export const roleWords = {
  login: "LOGIN",
  inherit: "INHERIT",
  superuser: "SUPERUSER",
  createDatabase: "CREATEDB",
  createRole: "CREATEROLE",
  replication: "REPLICATION",
  bypassRowSecurity: "BYPASSRLS",
} as const;

type Flag = keyof typeof roleWords;
const flags = Object.keys(roleWords) as Flag[];

/** A role of the whole server. Its password is neither read nor written. */
export const role: PostgresKind<RoleData, Row> = {
  name: "role",
  ofServer: true,
  rank: 0,
  read: {
    asked: ({ roles = false }) => roles !== false,
    // The view, since the table is for superusers only.
    query: (_, { roles }) => `SELECT r.rolname AS name, r.rolconfig AS config,
        NOT (${matches("r.rolname", roles)} AND r.oid <> 10 AND r.rolname <> current_user) AS shared,
        json_build_object('login', r.rolcanlogin, 'inherit', r.rolinherit, 'superuser', r.rolsuper,
          'createDatabase', r.rolcreatedb, 'createRole', r.rolcreaterole, 'replication', r.rolreplication,
          'bypassRowSecurity', r.rolbypassrls, 'connectionLimit', r.rolconnlimit,
          'validUntil', CASE WHEN isfinite(r.rolvaliduntil) THEN r.rolvaliduntil::text END,
          'comment', shobj_description(r.oid, 'pg_authid')) AS data
      FROM pg_roles r WHERE ${throwaway} IS NULL AND r.rolname !~ '^pg_'
      UNION ALL SELECT k.key, NULL, false, (k.value::jsonb || jsonb_build_object('validUntil',
          CASE WHEN isfinite((k.value->>'validUntil')::timestamptz) THEN (k.value->>'validUntil')::timestamptz::text END))::json
      FROM json_each(${keptIn("roles")}) k`,
    object({ name, data, config, shared }, context) {
      const id = roleId(name);
      if (shared) context.shared.add(id);
      const settings = config ? Object.fromEntries(config.map(nameAndValue)) : data.settings;
      return { id, kind: "role", name, data: plainData({ ...data, settings }), dependsOn: [] };
    },
  },
  create: ({ name, data }) => [operation("createRole", name, ...unlessEmpty(data))],
  drop: ({ name }) => [operation("dropRole", name)],
  alter: ({ data: from }, { name, data: to }) => ({
    operations: [operation("alterRole", name, changesOf(from, to))],
  }),
  renaming: { rename: ({ name }, to) => [operation("renameRole", name, to)] },
  // Whoever has the rights of another role by its new name has to be meant.
  loses: ({ data }) => (data.login ? "password and members" : "members"),
};

export function roleId(name: string): string {
  return `role ${ident(name)}`;
}

/** Whether a name is one of a list, in which `*` is any text. */
function matches(column: string, roles: boolean | readonly string[] | undefined): string {
  if (typeof roles !== "object" || roles.length === 0) return "false";
  const patterns = roles.map((name) =>
    name.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*"),
  );
  return `${column} ~ ${quoteText(`^(${patterns.join("|")})$`)}`;
}

/** PostgreSQL's names with capitals, which statements spell as they like. */
const capitals = ["DateStyle", "IntervalStyle", "TimeZone"];

function settingsOf(said: StorageParameters): StorageParameters {
  const spelled = (name: string) =>
    capitals.find((known) => known.toLowerCase() === name.toLowerCase()) ?? name;
  return Object.fromEntries(Object.entries(said).map(([name, value]) => [spelled(name), value]));
}

function plainData(said: Row["data"]): RoleData {
  const { connectionLimit, validUntil, settings, comment } = said;
  return {
    ...Object.fromEntries(
      flags.filter((f) => isOn(said, f) !== usual(f)).map((f) => [f, !usual(f)]),
    ),
    ...(typeof connectionLimit === "number" && connectionLimit !== -1 && { connectionLimit }),
    ...(typeof validUntil === "string" && { validUntil }),
    ...(settings && Object.keys(settings).length > 0 && { settings: settingsOf(settings) }),
    ...(typeof comment === "string" && comment !== "" && { comment }),
  };
}

function isOn(said: Row["data"], flag: Flag): boolean {
  return said[flag] ?? usual(flag);
}

function usual(flag: Flag): boolean {
  return flag === "inherit";
}

function changesOf(from: RoleData, to: RoleData): RoleChanges {
  const changed = flags.filter((flag) => isOn(from, flag) !== isOn(to, flag));
  const settings = settingChange(from.settings, to.settings);
  return {
    ...Object.fromEntries(changed.map((flag) => [flag, isOn(to, flag)])),
    ...(!sameData(from.connectionLimit, to.connectionLimit) && {
      connectionLimit: to.connectionLimit ?? -1,
    }),
    ...(from.validUntil !== to.validUntil && { validUntil: to.validUntil ?? null }),
    ...(settings && { settings }),
    ...commentChange(from, to),
  };
}

/** Roles belong to the whole server: a throwaway database only remembers them. */
export const roleCompilers: Compilers<"createRole" | "dropRole" | "renameRole" | "alterRole"> = {
  createRole({ args: [name, { ifNotExists, ...said } = {}] }) {
    const made = [`CREATE ROLE ${ident(name)}${attributesText(said)}`, ...behind(name, said)];
    const instead = keepRole(name, { ...said, ...(ifNotExists && { ifNotExists }) });
    if (!ifNotExists) return outside(made, instead);
    // Another database of the server may make it at this very moment.
    const body = [
      `BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${quoteText(name)}) THEN`,
      ...made.map((sql) => `${sql};`),
      "END IF; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END",
    ].join(" ");
    return outside([`DO ${dollarQuoted(body)}`], instead);
  },
  dropRole: ({ args: [name, options] }) =>
    outside([`DROP ROLE ${ifExists(options)}${ident(name)}`], keepNoRole(name)).map(
      (statement) => ({ ...statement, hint: inUse(name) }),
    ),
  renameRole: ({ args: [from, to] }) =>
    outside([`ALTER ROLE ${ident(from)} RENAME TO ${ident(to)}`], keepRoleName(from, to)),
  alterRole({ args: [name, changes] }) {
    const text = attributesText(changes);
    const made = text === "" ? [] : [`ALTER ROLE ${ident(name)}${text}`];
    return outside([...made, ...behind(name, changes)], keepRoleChanges(name, changes));
  },
};

function inUse(name: string): string {
  return `It owns something or has rights on something, in this database or in another one of the server. There: REASSIGN OWNED BY ${ident(name)} TO …; DROP OWNED BY ${ident(name)};`;
}

function attributesText(said: RoleChanges): string {
  const { connectionLimit, validUntil } = said;
  const parts = [
    ...flags.flatMap((flag) => {
      const value = said[flag];
      return value === undefined ? [] : [value ? roleWords[flag] : `NO${roleWords[flag]}`];
    }),
    ...(connectionLimit === undefined ? [] : [`CONNECTION LIMIT ${connectionLimit}`]),
    ...(validUntil === undefined ? [] : [`VALID UNTIL ${quoteText(validUntil ?? "infinity")}`]),
  ];
  return parts.map((part) => ` ${part}`).join("");
}

/** What has statements of its own. */
function behind(name: string, { settings = {}, comment }: RoleChanges): string[] {
  const target = `ROLE ${ident(name)}`;
  const set = Object.entries<string | null>(settings).map(([key, value]) =>
    value === null
      ? `ALTER ${target} RESET ${key}`
      : `ALTER ${target} SET ${key} TO ${settingText(key, value)}`,
  );
  return [...set, ...commentOn(target, comment).map(({ sql }) => sql)];
}

function dollarQuoted(body: string): string {
  const tag = body.includes("$do$") ? "$limbeck$" : "$do$";
  return `${tag} ${body} ${tag}`;
}
