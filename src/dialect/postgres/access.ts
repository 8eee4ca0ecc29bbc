import type { Privilege, Privileges } from "../../operation/index.js";

/** What one role may do with one object. */
export interface Access {
  readonly privileges?: Privileges;
  /** What it may grant in turn; not among `privileges`. */
  readonly grantable?: Privileges;
}

/** The kinds of objects as PostgreSQL tells their privileges apart. */
export type AccessClass = keyof typeof everything;

const everything = {
  table: ["select", "insert", "update", "delete", "truncate", "references", "trigger", "maintain"],
  column: ["select", "insert", "update", "references"],
  sequence: ["usage", "select", "update"],
  function: ["execute"],
  type: ["usage"],
  schema: ["usage", "create"],
  "public schema": ["usage", "create"],
  language: ["usage"],
  "foreign data wrapper": ["usage"],
  "foreign server": ["usage"],
  "large object": ["select", "update"],
} as const satisfies Record<string, readonly Privilege[]>;

/** An entry of an access control list: the role, the privilege, whether it may be granted in turn. */
export type AclEntry = readonly [grantee: string, privilege: Privilege, grantable: boolean];

export const nothing: Access = {};

/** What the owner has, spelt out without `maintain`, so that less than all is the same on every server. */
function ownersOf(kind: AccessClass): readonly Privilege[] {
  return everything[kind].filter((p) => p !== "maintain");
}

/** What an object's owner has, and what everybody has, as long as nobody grants or revokes. */
export function builtInAccess(kind: AccessClass, grantee: string): Access {
  if (grantee === "current_user")
    return kind === "column" ? nothing : { privileges: ownersOf(kind) };
  if (kind === "public schema" && grantee === "public") return { privileges: ["usage"] };
  const open = kind === "function" || kind === "type" || kind === "language";
  return grantee === "public" && open ? { privileges: everything[kind] } : nothing;
}

/** The entries of a list by role. Everything the server has is "all", whatever its version. */
export function accessByGrantee(
  kind: AccessClass,
  entries: readonly AclEntry[],
  major: number,
): Map<string, Access> {
  const known = everything[kind].filter((p) => p !== "maintain" || major >= 17);
  const found = new Map<string, Access>();
  for (const [grantee, own] of groups(entries)) {
    const all = new Set(own.map(([, p]) => p));
    const grantable = new Set(own.flatMap(([, p, option]) => (option ? [p] : [])));
    const plain = new Set([...all].filter((p) => !grantable.has(p)));
    found.set(
      grantee,
      grantee === "current_user"
        ? accessOf(
            ownersOf(kind).filter((p) => all.has(p)),
            [],
          )
        : accessOf(named(plain, known), named(grantable, known)),
    );
  }
  return found;
}

function groups(entries: readonly AclEntry[]): Map<string, AclEntry[]> {
  const found = new Map<string, AclEntry[]>();
  for (const entry of entries) found.set(entry[0], [...(found.get(entry[0]) ?? []), entry]);
  return found;
}

function named(set: ReadonlySet<Privilege>, known: readonly Privilege[]): Privileges {
  return known.length > 1 && known.every((p) => set.has(p))
    ? "all"
    : known.filter((p) => set.has(p));
}

function accessOf(privileges: Privileges, grantable: Privileges): Access {
  return {
    ...(privileges.length > 0 && { privileges }),
    ...(grantable.length > 0 && { grantable }),
  };
}

/** What two lists give together. */
export function unionOf(a: Access, b: Access): Access {
  const grantable = together(a.grantable, b.grantable);
  return accessOf(without(together(a.privileges, b.privileges), grantable), grantable);
}

/** What has to be taken away and given to come from one access to another. */
export interface AccessChange {
  readonly revoke: Privileges;
  /** They stay, but can no longer be granted in turn. */
  readonly revokeOption: Privileges;
  readonly grant: Privileges;
  readonly grantWithOption: Privileges;
}

export function accessChange(from: Access, to: Access): AccessChange {
  const had = together(from.privileges, from.grantable);
  const has = together(to.privileges, to.grantable);
  // What "all" holds is for the server to say: to come to less, it is taken back whole.
  if (had === "all" && has !== "all") {
    return { ...accessChange(nothing, to), revoke: "all" };
  }
  return {
    revoke: without(had, has),
    revokeOption: shared(from.grantable ?? [], to.privileges ?? []),
    grant: without(to.privileges ?? [], had),
    grantWithOption: without(to.grantable ?? [], from.grantable ?? []),
  };
}

function together(a: Privileges = [], b: Privileges = []): Privileges {
  return a === "all" || b === "all" ? "all" : [...new Set([...a, ...b])];
}

function without(a: Privileges, b: Privileges): Privileges {
  if (b === "all") return [];
  return a === "all" ? a : a.filter((p) => !b.includes(p));
}

function shared(a: Privileges, b: Privileges): Privileges {
  if (b === "all") return a;
  return a === "all" ? b : a.filter((p) => b.includes(p));
}
